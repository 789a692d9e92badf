import type { Clock } from '../../src/language-models/clock.js'

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #nowMs = Date.parse('2026-02-03T04:05:06Z')
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()
  readonly #lengths: number[] = []
  readonly #awaited: ((ms: number) => void)[] = []

  now(): number {
    return this.#nowMs
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const sleeper = { at: this.#nowMs + ms, wake: resolve }
      this.#sleepers.add(sleeper)
      signal.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper)
        reject(signal.reason)
      })
      const tell = this.#awaited.shift()
      if (tell) tell(ms)
      else this.#lengths.push(ms)
    })
  }

  /** How long each sleep is meant to be, in the order in which they begin; waits for the next one. */
  nextSleep(): Promise<number> {
    const length = this.#lengths.shift()
    return length === undefined ? new Promise((resolve) => this.#awaited.push(resolve)) : Promise.resolve(length)
  }

  /** Sleeps that are going on. */
  get sleeping(): number {
    return this.#sleepers.size
  }

  advance(ms: number): void {
    this.#nowMs += ms
    for (const sleeper of this.#sleepers) {
      if (sleeper.at > this.#nowMs) continue
      this.#sleepers.delete(sleeper)
      sleeper.wake()
    }
  }
}
