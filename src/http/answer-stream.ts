import type { Context } from 'hono'
import type { SSEMessage } from 'hono/streaming'
import type { AnswerRequest } from '../answers/answer.js'
import type { AnswerEvent } from '../answers/answer-events.js'
import type { Attest } from '../attest.js'
import { type LogFailure, problemOf } from './error-response.js'
import { eventStream, message } from './event-stream.js'

export interface StreamSettings {
  readonly pingIntervalMs: number
  /** As for `errorResponse`, of a request. */
  readonly logFailure: (c: Context) => LogFailure
}

/** The answer as server-sent events, each named by its kind; `done` has the body that JSON would have. */
export function answerStream(
  c: Context,
  request: AnswerRequest,
  attest: Attest,
  { pingIntervalMs, logFailure }: StreamSettings,
): Promise<Response> {
  return eventStream(c, (signal) => messages(attest.askStream(request, { signal })), {
    pingIntervalMs,
    failure: (thrown) => message('error', problemOf(thrown, c, logFailure(c))),
  })
}

async function* messages(events: AsyncIterable<AnswerEvent>): AsyncGenerator<SSEMessage> {
  for await (const event of events) yield message(event.kind, payload(event))
}

function payload(event: AnswerEvent): object {
  if (event.kind === 'citation') return event.citation
  if (event.kind === 'segment') return event.segment
  if (event.kind === 'done') return event.answer
  const { passages, version } = event
  return { passages, version }
}
