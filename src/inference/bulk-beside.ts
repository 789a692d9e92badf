import type {
  InferenceOutputs,
  InferencePool,
  InferencePriority,
  InferenceRequest,
  InferenceStats,
} from './inference-pool.js'

export interface BulkBesideOptions {
  /** For interactive requests always, for bulk ones while they are few or others are not ready. */
  readonly pool: InferencePool
  /** Starts processes for bulk requests alone, of a priority so low that they take what the others leave. */
  readonly startBulkPool: () => InferencePool
  /** Whether somebody may ask meanwhile; where nobody does, `pool` does everything. */
  readonly isWanted: () => boolean
  /** Without a bulk request for so long, the processes for them end. Default ten seconds. */
  readonly idleMs?: number
}

/** Fewer are done by the processes there are before others would have their models. */
const FEWEST_TO_START_FOR = 32

/** After processes could not be started. */
const PAUSE_MS = 30_000

/**
 * Keeps long work out of the way of those who wait for an answer: a process in the middle of a passage, which takes as long as
 * several questions, cannot be interrupted, but one of a lower priority loses its processor to a question at once.
 */
export function bulkBeside(options: BulkBesideOptions): InferencePool {
  return new BulkBeside(options)
}

class BulkBeside implements InferencePool {
  readonly #options: BulkBesideOptions
  #bulkPool: InferencePool | null = null
  #isBulkReady = false
  #noStartBefore = 0
  #unanswered = 0
  /** Of bulk pools that have ended. */
  #deaths = 0
  #idle: NodeJS.Timeout | undefined
  #closing: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(options: BulkBesideOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#options.pool.size
  }

  ready(): Promise<void> {
    return this.#options.pool.ready()
  }

  run(
    model: string,
    request: InferenceRequest,
    options: { readonly priority: InferencePriority },
  ): Promise<InferenceOutputs> {
    return options.priority === 'bulk' ? this.#runBulk(model, request) : this.#options.pool.run(model, request, options)
  }

  stats(): InferenceStats {
    const { processIds, queued, inFlight, deaths } = this.#options.pool.stats()
    const bulk = this.#bulkPool?.stats()
    return {
      processIds: [...processIds, ...(bulk?.processIds ?? [])],
      queued: { interactive: queued.interactive, bulk: queued.bulk + (bulk?.queued.bulk ?? 0) },
      inFlight: inFlight + (bulk?.inFlight ?? 0),
      deaths: deaths + (bulk?.deaths ?? 0) + this.#deaths,
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#endBulkPool()
    await Promise.all([this.#options.pool.close(), this.#closing])
  }

  async #runBulk(model: string, request: InferenceRequest): Promise<InferenceOutputs> {
    this.#unanswered++
    clearTimeout(this.#idle)
    if (this.#isStartDue()) this.#startBulkPool()
    const pool = this.#isBulkReady ? this.#bulkPool! : this.#options.pool
    try {
      return await pool.run(model, request, { priority: 'bulk' })
    } finally {
      this.#unanswered--
      if (this.#unanswered === 0) this.#endWhenIdle()
    }
  }

  #isStartDue(): boolean {
    const isPossible = this.#bulkPool === null && !this.#isClosed && performance.now() >= this.#noStartBefore
    return isPossible && this.#unanswered >= FEWEST_TO_START_FOR && this.#options.isWanted()
  }

  #startBulkPool(): void {
    const started = this.#options.startBulkPool()
    this.#bulkPool = started
    started.ready().then(
      () => {
        this.#isBulkReady = this.#bulkPool === started
      },
      () => {
        // Why is in the log already; the processes there are do the work.
        this.#noStartBefore = performance.now() + PAUSE_MS
        if (this.#bulkPool === started) this.#endBulkPool()
      },
    )
  }

  #endWhenIdle(): void {
    const { idleMs = 10_000 } = this.#options
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.#endBulkPool(), idleMs).unref()
  }

  #endBulkPool(): void {
    clearTimeout(this.#idle)
    const ended = this.#bulkPool
    this.#bulkPool = null
    this.#isBulkReady = false
    if (ended === null) return
    this.#deaths += ended.stats().deaths
    this.#closing = Promise.all([this.#closing, ended.close()]).then(() => {})
  }
}
