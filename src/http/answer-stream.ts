import type { Context } from 'hono'
import type { SSEMessage } from 'hono/streaming'
import type { AnswerRequest } from '../answers/answer.js'
import type { AnswerEvent } from '../answers/answer-events.js'
import type { Attest } from '../attest.js'
import { message, namedEvents, type StreamSettings } from './event-stream.js'

/** The answer as server-sent events, each named by its kind; `done` has the body that JSON would have. */
export const answerStream = (
  c: Context,
  request: AnswerRequest,
  attest: Attest,
  settings: StreamSettings,
): Promise<Response> => namedEvents(c, (signal) => messages(attest.askStream(request, { signal })), settings)

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
