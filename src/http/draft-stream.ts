import type { Context } from 'hono'
import type { SSEMessage } from 'hono/streaming'
import type { Attest } from '../attest.js'
import type { CheckDraftRequest, DraftEvent } from '../check-draft.js'
import type { StreamSettings } from './answer-stream.js'
import { problemOf } from './error-response.js'
import { eventStream, message } from './event-stream.js'

/** The check as server-sent events: a `sentence` each, in order, then `done` with the body that JSON would have. */
export function draftStream(
  c: Context,
  request: CheckDraftRequest,
  attest: Attest,
  { pingIntervalMs, logFailure }: StreamSettings,
): Promise<Response> {
  return eventStream(c, (signal) => messages(attest.checkDraftStream(request, { signal })), {
    pingIntervalMs,
    failure: (thrown) => message('error', problemOf(thrown, c, logFailure(c))),
  })
}

async function* messages(events: AsyncIterable<DraftEvent>): AsyncGenerator<SSEMessage> {
  for await (const event of events) {
    const { kind, ...payload } = event
    yield message(kind, event.kind === 'done' ? event.draft : payload)
  }
}
