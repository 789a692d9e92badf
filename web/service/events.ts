import { EventSourceParserStream } from 'eventsource-parser/stream'
import { ProblemError, send, UnreachableError } from './request.js'
import { noteUnreachable } from './service-state.js'

export interface ServiceEvent {
  readonly kind: string
  readonly data: unknown
}

/**
 * What a `POST` tells bit by bit, each event as soon as it is here. Breaking off ends the work at the service as well.
 * @throws as `send`; {@link ProblemError} for an `error` event; {@link UnreachableError} where the stream ends before `done`.
 */
export async function* events(address: string, body: unknown, signal: AbortSignal): AsyncGenerator<ServiceEvent> {
  const response = await send(address, { method: 'POST', body, accept: 'text/event-stream', signal })
  const messages = response.body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  const reader = messages.getReader()
  try {
    while (true) {
      const { done, value } = await reader.read().catch((thrown: unknown) => cutOff(thrown, signal))
      // What is here already is of no use to somebody who has stopped.
      signal.throwIfAborted()
      if (done) return cutOff(new Error('The stream ended early.'), signal)
      const data: unknown = JSON.parse(value.data)
      if (value.event === 'error') throw new ProblemError(data as ProblemError['problem'])
      yield { kind: value.event ?? 'message', data }
      if (value.event === 'done') return
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function cutOff(thrown: unknown, signal: AbortSignal): never {
  signal.throwIfAborted()
  noteUnreachable()
  throw new UnreachableError(thrown)
}
