import type { Context } from 'hono'
import type { Attest } from '../../attest.js'
import { AttestError } from '../../errors.js'
import type { App } from '../app-type.js'
import { clientSignal } from '../client-signal.js'
import { invalidRequest, problem, problemOf } from '../error-response.js'
import { eventStream, type StreamSettings } from '../event-stream.js'
import { completion, completionChunks } from './chat-completion.js'
import { ChatRequest } from './chat-request.js'
import { modelObject, servedModels } from './models.js'
import { openAiErrors } from './openai-errors.js'

export interface OpenAiParts extends StreamSettings {
  readonly attest: Attest
  readonly hasLanguageModel: boolean
}

/** The same answers for clients that speak OpenAI's protocol. */
export function addOpenAiRoutes(app: App, parts: OpenAiParts): void {
  const created = seconds()
  const models = servedModels(parts.hasLanguageModel)

  app.get('/v1/models', (c) => c.json({ object: 'list', data: models.map((id) => modelObject(id, created)) }))

  app.get('/v1/models/:model', (c) => {
    const model = c.req.param('model')
    return models.includes(model) ? c.json(modelObject(model, created)) : unknownModel(c, model, models)
  })

  app.post('/v1/chat/completions', async (c) => {
    const chat = ChatRequest.safeParse(await jsonOf(c))
    if (!chat.success) return invalidRequest(c, chat.error)
    if (!models.includes(chat.data.model)) return unknownModel(c, chat.data.model, models)
    return complete(c, chat.data, parts)
  })
}

async function complete(c: Context, chat: ChatRequest, { attest, ...stream }: OpenAiParts): Promise<Response> {
  const head = { id: `chatcmpl-${c.get('requestId')}`, created: seconds(), model: chat.model }
  if (!chat.streams) {
    return c.json(await completion(attest.askStream(chat.request, { signal: clientSignal(c) }), head, chat))
  }
  return eventStream(c, (signal) => completionChunks(attest.askStream(chat.request, { signal }), head, chat), {
    pingIntervalMs: stream.pingIntervalMs,
    failure: (thrown) => ({ data: JSON.stringify(openAiErrors.body(problemOf(thrown, c, stream.logFailure(c)))) }),
  })
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
    throw new AttestError('INVALID_REQUEST', `Expected a body of JSON: ${thrown.message}`, { cause: thrown })
  }
}

function unknownModel(c: Context, model: string, models: readonly string[]): Response {
  const detail = `There is no model ${JSON.stringify(model)}; there are ${models.join(', ')}.`
  return problem(c, 'NOT_FOUND', detail, [{ pointer: '#/model', detail }])
}

const seconds = (): number => Math.floor(Date.now() / 1_000)
