import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { type SSEMessage, type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { clientSignal } from './client-signal.js'
import { type LogFailure, problemOf } from './error-response.js'

const types = {
  header: 'Accept' as const,
  supports: ['application/json', 'text/event-stream'],
  default: 'application/json',
}

/** Whether the client asks for events rather than JSON. */
export const wantsEvents = (c: Context): boolean => accepts(c, types) === 'text/event-stream'

export const message = (event: string, data: object): SSEMessage => ({ event, data: JSON.stringify(data) })

export interface StreamSettings {
  readonly pingIntervalMs: number
  /** As for `errorResponse`, of a request. */
  readonly logFailure: (c: Context) => LogFailure
}

/** Answers with our own events, each with its name; a failure after the first is the event `error` with a problem. */
export const namedEvents = (
  c: Context,
  start: (signal: AbortSignal) => AsyncIterable<SSEMessage>,
  { pingIntervalMs, logFailure }: StreamSettings,
): Promise<Response> =>
  eventStream(c, start, {
    pingIntervalMs,
    failure: (thrown) => message('error', problemOf(thrown, c, logFailure(c))),
  })

export interface EventStreamOptions {
  /** Between comments that keep proxies from taking a silent connection for a dead one. */
  readonly pingIntervalMs: number
  /** What the client is told where it fails after it began. */
  readonly failure: (thrown: unknown) => SSEMessage
}

/**
 * Answers with server-sent events.
 *
 * @param start begins the work; it ends when the signal is aborted, which it is when the client goes away.
 * @throws what `start` throws before its first message: nothing is sent yet, so that it can be an ordinary response.
 */
export async function eventStream(
  c: Context,
  start: (signal: AbortSignal) => AsyncIterable<SSEMessage>,
  { pingIntervalMs, failure }: EventStreamOptions,
): Promise<Response> {
  const cancelled = new AbortController()
  const signal = AbortSignal.any([clientSignal(c), cancelled.signal])
  const messages = start(signal)[Symbol.asyncIterator]()
  const first = await messages.next()
  // Nginx would keep what comes until its buffer is full.
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => cancelled.abort())
    const pings = setInterval(() => void stream.write(': ping\n\n'), pingIntervalMs)
    try {
      await send(first, messages, stream)
    } catch (thrown) {
      if (!signal.aborted) await stream.writeSSE(failure(thrown))
    } finally {
      clearInterval(pings)
      await messages.return?.()
    }
  })
}

async function send(
  first: IteratorResult<SSEMessage>,
  messages: AsyncIterator<SSEMessage>,
  stream: SSEStreamingApi,
): Promise<void> {
  for (let next = first; !next.done && !stream.aborted; next = await messages.next()) await stream.writeSSE(next.value)
}
