import { createRoute, z } from '@hono/zod-openapi'
import { accepts } from 'hono/accepts'
import type { Attest } from '../../attest.js'
import { answerStream, type StreamSettings } from '../answer-stream.js'
import type { App } from '../app-type.js'
import { clientSignal } from '../client-signal.js'
import { Answer, AskRequest, SearchRequest, SearchResults } from '../schemas.js'
import { jsonBody, jsonResponse, problems } from './descriptions.js'

const askRoute = createRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Answer a question with exact quotes, or decline',
  request: { body: jsonBody(AskRequest) },
  responses: {
    200: {
      description:
        'An answer, or what was looked at when the articles do not say. With `Accept: text/event-stream` it comes as server-sent events: `sources`, then `citation` and `segment` as they are ready, then `done` with this whole body; `error` with a problem where it fails in between.',
      content: { 'application/json': { schema: Answer }, 'text/event-stream': { schema: z.string() } },
    },
    ...problems,
  },
})

const searchRoute = createRoute({
  method: 'post',
  path: '/api/search',
  summary: 'Find passages',
  request: { body: jsonBody(SearchRequest) },
  responses: { 200: jsonResponse(SearchResults, 'Passages, best first'), ...problems },
})

const answerTypes = {
  header: 'Accept' as const,
  supports: ['application/json', 'text/event-stream'],
  default: 'application/json',
}

export function addAskRoutes(app: App, attest: Attest, stream: StreamSettings): void {
  app.openapi(askRoute, async (c) => {
    const { mode: _, ...request } = c.req.valid('json')
    if (accepts(c, answerTypes) === 'text/event-stream') return answerStream(c, request, attest, stream)
    return c.json(await attest.ask(request, { signal: clientSignal(c) }), 200)
  })

  app.openapi(searchRoute, async (c) => {
    const { query, filters, topK, explain } = c.req.valid('json')
    return c.json(await attest.search({ query, filters, topK, explain }), 200)
  })
}
