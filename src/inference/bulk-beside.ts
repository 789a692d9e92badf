import { AttestError } from '../errors.js'
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

/** Two keep a process busy, the third is there when one of them is done; more would stay with a pool when the other is ready. */
const HANDED_PER_PROCESS = 3

/** After processes could not be started, or died over what they were given. */
const PAUSE_MS = 30_000

/**
 * Keeps long work out of the way of those who wait for an answer: a process in the middle of a passage, which takes as long as
 * several questions, cannot be interrupted, but one of a lower priority loses its processor to a question at once.
 */
export function bulkBeside(options: BulkBesideOptions): InferencePool {
  return new BulkBeside(options)
}

interface BulkRequest {
  readonly model: string
  readonly request: InferenceRequest
  resolve(outputs: InferenceOutputs): void
  reject(thrown: unknown): void
}

class BulkBeside implements InferencePool {
  readonly #options: BulkBesideOptions
  /** Handed to no pool yet, in the order of their arrival. */
  readonly #waiting: BulkRequest[] = []
  #handed = 0
  /** Bulk requests since there was none. */
  #inARow = 0
  #bulkPool: InferencePool | null = null
  #isBulkReady = false
  #noStartBefore = 0
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
    // A closed pool says so.
    if (options.priority === 'interactive' || this.#isClosed) return this.#options.pool.run(model, request, options)
    return new Promise((resolve, reject) => {
      clearTimeout(this.#idle)
      this.#inARow++
      this.#waiting.push({ model, request, resolve, reject })
      if (this.#isStartDue()) this.#startBulkPool()
      this.#hand()
    })
  }

  stats(): InferenceStats {
    const { processIds, queued, inFlight, deaths } = this.#options.pool.stats()
    const bulk = this.#bulkPool?.stats()
    return {
      processIds: [...processIds, ...(bulk?.processIds ?? [])],
      queued: {
        interactive: queued.interactive,
        bulk: this.#waiting.length + queued.bulk + (bulk?.queued.bulk ?? 0),
      },
      inFlight: inFlight + (bulk?.inFlight ?? 0),
      deaths: deaths + (bulk?.deaths ?? 0) + this.#deaths,
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#endBulkPool()
    await Promise.all([this.#options.pool.close(), this.#closing])
    // Those that are left are refused by the pool that is closed now.
    this.#hand()
  }

  #hand(): void {
    const { size } = this.#isBulkReady ? this.#bulkPool! : this.#options.pool
    while (this.#waiting.length > 0 && (this.#handed < size * HANDED_PER_PROCESS || this.#isClosed)) {
      void this.#runOne(this.#waiting.shift()!)
    }
  }

  async #runOne(one: BulkRequest): Promise<void> {
    this.#handed++
    const bulkPool = this.#isBulkReady ? this.#bulkPool : null
    try {
      one.resolve(await (bulkPool ?? this.#options.pool).run(one.model, one.request, { priority: 'bulk' }))
    } catch (thrown) {
      if (bulkPool !== null && !this.#isClosed && isUnavailable(thrown)) this.#doWithout(bulkPool, one)
      else one.reject(thrown)
    } finally {
      this.#handed--
      this.#hand()
      if (this.#handed === 0) this.#endWhenIdle()
    }
  }

  /** The processes that there always are do what the others could not. */
  #doWithout(bulkPool: InferencePool, failed: BulkRequest): void {
    this.#waiting.unshift(failed)
    if (this.#bulkPool === bulkPool) this.#giveUpBulkPool()
  }

  #isStartDue(): boolean {
    const isPossible = this.#bulkPool === null && performance.now() >= this.#noStartBefore
    return isPossible && this.#inARow >= FEWEST_TO_START_FOR && this.#options.isWanted()
  }

  #startBulkPool(): void {
    let started: InferencePool
    try {
      started = this.#options.startBulkPool()
    } catch {
      // Without memory or file handles not even that.
      this.#giveUpBulkPool()
      return
    }
    this.#bulkPool = started
    started.ready().then(
      () => {
        this.#isBulkReady = this.#bulkPool === started
      },
      () => {
        if (this.#bulkPool === started) this.#giveUpBulkPool()
      },
    )
  }

  /** Why is in the log already. */
  #giveUpBulkPool(): void {
    this.#noStartBefore = performance.now() + PAUSE_MS
    this.#endBulkPool()
  }

  #endWhenIdle(): void {
    const { idleMs = 10_000 } = this.#options
    this.#inARow = 0
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

const isUnavailable = (thrown: unknown): boolean =>
  thrown instanceof AttestError && thrown.code === 'INFERENCE_UNAVAILABLE'
