import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Attest } from './attest.js'
import { AttestError, type ErrorCode } from './errors.js'
import type { IngestProgress } from './ingest.js'
import { failedIngestion, type LastIngestion, succeededIngestion } from './ingestion-record.js'

/** An ingestion that somebody asked this process for. */
export interface IngestionRun {
  readonly id: string
  readonly state: 'running' | 'done' | 'failed'
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Null before the first file, and once it has ended. */
  readonly progress: IngestProgress | null
  /** How it ended; null while it runs. */
  readonly result: LastIngestion | null
  /** Why it failed. */
  readonly code: ErrorCode | null
  /** The version that is served all the same, because it is pinned. */
  readonly pinned: string | null
}

const MOST_REMEMBERED = 20
/** Between two events: a small article takes a millisecond. */
const EVENT_EVERY_MS = 100

/** Starts ingestions and tells how they go. Nothing of it outlives the process. */
export class IngestionRuns {
  /** The oldest first. */
  readonly #runs = new Map<string, IngestionRun>()
  /** Of those that have not ended: aborted when they do. */
  readonly #ends = new Map<string, AbortController>()
  #changed = deferred()

  constructor(private readonly attest: Pick<Attest, 'ingest'>) {}

  /**
   * Resolves when it has begun.
   * @throws {AttestError} `INDEX_LOCKED` where another one runs, whoever began it; `INDEX_WRITE_FAILED`.
   */
  async start(): Promise<IngestionRun> {
    const id = randomUUID()
    const begun = deferred()
    const started = new Date()
    const run: IngestionRun = {
      id,
      state: 'running',
      startedAt: started.toISOString(),
      progress: null,
      result: null,
      code: null,
      pinned: null,
    }
    const ingesting = this.attest.ingest({
      onBegun: () => {
        this.#update(run)
        begun.resolve()
      },
      onProgress: (progress) => this.#update({ ...run, progress }),
    })
    const ended = ingesting.then(
      (outcome) => {
        const { pinned } = outcome
        this.#update({ ...run, state: 'done', result: succeededIngestion(outcome, started), pinned })
      },
      (thrown) => {
        if (!this.#runs.has(id)) throw thrown
        const code = thrown instanceof AttestError ? thrown.code : 'INTERNAL'
        this.#update({ ...run, state: 'failed', result: failedIngestion(thrown, started), code })
      },
    )
    const end = new AbortController()
    this.#ends.set(id, end)
    ended
      .catch(() => {})
      .finally(() => {
        this.#ends.delete(id)
        end.abort()
      })
    await Promise.race([begun.promise, ended])
    return this.#runs.get(id) ?? run
  }

  /** @param id `latest` is the one that began last. Null where it is not known, or no longer. */
  find(id: string): IngestionRun | null {
    if (id === 'latest') return [...this.#runs.values()].at(-1) ?? null
    return this.#runs.get(id) ?? null
  }

  /** The run as it is now, then after changes, until it has ended. */
  async *follow(id: string, signal: AbortSignal): AsyncGenerator<IngestionRun> {
    const gone = aborted(signal)
    for (let told: IngestionRun | null = null; ; ) {
      const changed = this.#changed.promise
      const run = this.#runs.get(id)
      if (run === undefined) return
      if (run !== told) yield run
      if (run.state !== 'running') return
      told = run
      await Promise.race([changed, gone])
      await this.#pause(id, signal)
    }
  }

  /** Until the next event is due; the end is told at once. */
  async #pause(id: string, signal: AbortSignal): Promise<void> {
    const end = this.#ends.get(id)?.signal
    if (end === undefined) return
    await wait(EVENT_EVERY_MS, undefined, { signal: AbortSignal.any([signal, end]) }).catch(() => {})
    signal.throwIfAborted()
  }

  #update(run: IngestionRun): void {
    this.#runs.set(run.id, run)
    for (const oldest of this.#runs.keys()) if (this.#runs.size > MOST_REMEMBERED) this.#runs.delete(oldest)
    this.#changed.resolve()
    this.#changed = deferred()
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

function deferred() {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil
  })
  return { promise, resolve }
}
