import type { Context } from 'hono'
import type { SSEMessage } from 'hono/streaming'
import type { Attest } from '../attest.js'
import type { CheckDraftRequest, DraftEvent } from '../check-draft.js'
import { message, namedEvents, type StreamSettings } from './event-stream.js'

/** The check as server-sent events: a `sentence` each, in order, then `done` with the body that JSON would have. */
export const draftStream = (
  c: Context,
  request: CheckDraftRequest,
  attest: Attest,
  settings: StreamSettings,
): Promise<Response> => namedEvents(c, (signal) => messages(attest.checkDraftStream(request, { signal })), settings)

async function* messages(events: AsyncIterable<DraftEvent>): AsyncGenerator<SSEMessage> {
  for await (const event of events) {
    const { kind, ...payload } = event
    yield message(kind, event.kind === 'done' ? event.draft : payload)
  }
}
