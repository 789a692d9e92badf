import { setImmediate } from 'node:timers/promises'

let last: Promise<unknown> = Promise.resolve()

/**
 * Resolves in a turn of the event loop in which it resolves for nobody else. Work that keeps the thread busy for some
 * milliseconds waits for it, so that many pieces that become due at once hold up timers and sockets by one of them only.
 */
export function turnOfItsOwn(): Promise<unknown> {
  last = last.then(() => setImmediate())
  return last
}

const LONGEST_MS = 4

/**
 * For long work on the thread that serves: called between its steps, what is returned lets others have their turn whenever
 * some milliseconds have passed.
 */
export function givingWay(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < LONGEST_MS) return
    await turnOfItsOwn()
    since = performance.now()
  }
}
