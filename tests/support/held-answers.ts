import { once } from 'node:events'
import type { AnswerEvent } from '../../src/answers/answer-events.js'
import type { Attest } from '../../src/attest.js'

export interface HeldAnswers {
  readonly attest: Attest
  /** Lets the answers go on. */
  release(): void
  /** Lets the answers fail. */
  fail(thrown: Error): void
  /** Resolves when an answer is held: its sources were told. */
  readonly isHeld: Promise<void>
  /** Resolves when an answer that was held was given up because its signal was aborted. */
  readonly isGivenUp: Promise<void>
}

/** A real service whose answers wait after their sources, as they do for a slow language model. */
export function holdAnswers(attest: Attest): HeldAnswers {
  const gate = deferred()
  gate.promise.catch(() => {})
  const isHeld = deferred()
  const isGivenUp = deferred()
  async function* held(events: AsyncIterable<AnswerEvent>, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
    for await (const event of events) {
      yield event
      if (event.kind !== 'sources') continue
      isHeld.resolve()
      await Promise.race([gate.promise, signal.aborted || once(signal, 'abort')])
      if (signal.aborted) isGivenUp.resolve()
      signal.throwIfAborted()
    }
  }
  const askStream: Attest['askStream'] = (request, options) =>
    held(attest.askStream(request, options), options?.signal ?? new AbortController().signal)
  return {
    attest: {
      ...attest,
      readiness: () => attest.readiness(),
      askStream,
      async ask(request, options) {
        for await (const event of askStream(request, options)) if (event.kind === 'done') return event.answer
        throw new Error('Expected an answer.')
      },
    },
    release: () => gate.resolve(),
    fail: (thrown) => gate.reject(thrown),
    isHeld: isHeld.promise,
    isGivenUp: isGivenUp.promise,
  }
}

function deferred() {
  let resolve: () => void = () => {}
  let reject: (thrown: Error) => void = () => {}
  const promise = new Promise<void>((fulfil, fail) => {
    resolve = fulfil
    reject = fail
  })
  return { promise, resolve, reject }
}
