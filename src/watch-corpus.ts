import { setTimeout as wait } from 'node:timers/promises'

export interface WatchParts {
  /** Says whether the corpus changed: another text for another content. May throw. */
  readonly look: () => Promise<string>
  /** May throw; it is then tried again. */
  readonly ingest: () => Promise<void>
  /** Told once of what stays the same. */
  readonly onProblem: (thrown: unknown) => void
  /** Between two looks, in milliseconds. */
  readonly intervalMs: number
  /** Ends it; an ingestion that runs is waited for. */
  readonly signal: AbortSignal
}

/** A folder in which something changes all the time must not wait for ever. */
const MOST_UNSTEADY_LOOKS = 30
/** Looking at a very large folder must not keep a processor busy: at most a tenth of the time is spent on it. */
const SHARE_OF_LOOKING = 10
const LONGEST_PAUSE_MS = 300_000

/**
 * Ingests at once, then whenever the corpus has changed and two looks in a row found it the same, so that a file that is
 * being written is waited for and many changes are taken together. What fails is tried again, ever less often.
 */
export async function watchCorpus(parts: WatchParts): Promise<void> {
  const watch = new Watch(parts)
  await watch.ingestAt(await watch.look())
  while (await watch.pause()) {
    const seen = await watch.look()
    if (watch.isDue(seen)) await watch.ingestAt(seen)
  }
}

class Watch {
  /** What was last ingested; null where that failed. */
  #ingested: string | null = null
  #last: string | null = null
  #unsteadyLooks = 0
  #lookMs = 0
  #failures = 0
  #problem = ''

  constructor(private readonly parts: WatchParts) {}

  /** @returns null where it cannot be looked at. */
  async look(): Promise<string | null> {
    const started = performance.now()
    try {
      return await this.parts.look()
    } catch (thrown) {
      this.#failed(thrown)
      return null
    } finally {
      this.#lookMs = performance.now() - started
    }
  }

  isDue(seen: string | null): boolean {
    const isSteady = seen === this.#last
    this.#last = seen
    if (seen === null || seen === this.#ingested) {
      this.#unsteadyLooks = 0
      return false
    }
    this.#unsteadyLooks += 1
    return isSteady || this.#unsteadyLooks > MOST_UNSTEADY_LOOKS
  }

  /** @param seen before it begins: what changes while it runs is seen afterwards. */
  async ingestAt(seen: string | null): Promise<void> {
    this.#unsteadyLooks = 0
    if (this.parts.signal.aborted) return
    try {
      await this.parts.ingest()
      this.#ingested = seen
      this.#failures = 0
      this.#problem = ''
    } catch (thrown) {
      this.#ingested = null
      this.#failed(thrown)
    }
  }

  /** @returns whether to go on. */
  async pause(): Promise<boolean> {
    const { intervalMs, signal } = this.parts
    const afterFailures = Math.min(intervalMs * 2 ** this.#failures, Math.max(intervalMs, LONGEST_PAUSE_MS))
    const pauseMs = Math.max(afterFailures, this.#lookMs * SHARE_OF_LOOKING)
    await wait(pauseMs, undefined, { signal }).catch(() => {})
    return !signal.aborted
  }

  #failed(thrown: unknown): void {
    this.#failures = Math.min(this.#failures + 1, 30)
    const problem = String(thrown)
    if (problem === this.#problem || this.parts.signal.aborted) return
    this.#problem = problem
    this.parts.onProblem(thrown)
  }
}
