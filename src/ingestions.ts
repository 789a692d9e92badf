import type { IngestOptions, IngestOutcome } from './attest.js'
import { AttestError } from './errors.js'
import type { IngestionRecord } from './ingestion-record.js'
import { acquireIngestLock } from './search-index/local/ingest-lock.js'

export interface IngestionsParts {
  readonly indexFolder: string
  readonly record: IngestionRecord
  /** Opens the version that stands. */
  readonly open: () => Promise<void>
  /** Does the work; the lock is held. */
  readonly build: (options: IngestOptions) => Promise<IngestOutcome>
  readonly isMergeDue: () => boolean
  /** Merges segments of the newest version until `signal`; the lock is held. */
  readonly merge: (signal: AbortSignal) => Promise<void>
  /** Told where that failed: it is tried again after the next ingestion. */
  readonly onMergeFailed: (thrown: unknown) => void
  /** Told of a version that cannot be opened and is therefore built anew. */
  readonly onMended: (thrown: AttestError) => void
}

/** What an index says when its version can simply be built anew. */
const MENDED_BY_INGESTING = ['INDEX_DAMAGED', 'INDEX_MODEL_MISMATCH', 'INDEX_FORMAT_UNSUPPORTED']

/** So many times in a row a merging makes way for an ingestion; then that waits. */
const MOST_BROKEN_OFF = 5

interface Merging {
  /** Never rejects. */
  readonly ended: Promise<void>
  readonly breakOff: () => void
}

/** The ingestions of one service: each holds the lock of the index folder, and the record says how it went. */
export class Ingestions {
  #all: Promise<unknown> = Promise.resolve()
  #merging: Merging | null = null
  #brokenOff = 0
  #isStopped = false

  constructor(private readonly parts: IngestionsParts) {}

  /** @throws {AttestError} `INDEX_LOCKED`, and as `build`. */
  start(options: IngestOptions): Promise<IngestOutcome> {
    const ingestion = this.#recorded(options)
    this.#all = Promise.allSettled([this.#all, ingestion])
    return ingestion
  }

  /** Resolves when all that were started have ended, however, and what they left to be merged is. */
  async settled(): Promise<void> {
    await this.#all
    await this.#merging?.ended
  }

  /** Lets no merging go on, nor begin. */
  stopMerging(): void {
    this.#isStopped = true
    this.#merging?.breakOff()
  }

  async #recorded(options: IngestOptions): Promise<IngestOutcome> {
    const { record, open } = this.parts
    const ingestion = record.begun()
    try {
      await this.#makeWay()
      const outcome = await this.#locked(options)
      ingestion.succeeded(outcome)
      this.#mergeBehind()
      return outcome
    } catch (thrown) {
      // Another process may hold the lock: the version that stands can be served all the same.
      await open().catch(() => {})
      ingestion.failed(thrown)
      throw thrown
    }
  }

  async #locked(options: IngestOptions): Promise<IngestOutcome> {
    const { indexFolder, record, open, build } = this.parts
    const lock = await acquireIngestLock(indexFolder)
    try {
      options.onBegun?.()
      await open().catch((thrown) => this.#tellUnlessMended(thrown))
      return await build(options)
    } finally {
      record.progress = null
      await lock.release()
    }
  }

  /** Who edits does not wait for what only makes searching faster, but neither may that never come to its end. */
  async #makeWay(): Promise<void> {
    if (this.#merging === null) return
    if (this.#brokenOff < MOST_BROKEN_OFF) this.#merging.breakOff()
    this.#brokenOff += 1
    await this.#merging.ended
  }

  /** Nobody waits for it: the new version is served already. */
  #mergeBehind(): void {
    if (this.#isStopped || !this.parts.isMergeDue()) return
    const controller = new AbortController()
    const ended = this.#merge(controller.signal)
      .catch(this.parts.onMergeFailed)
      .finally(() => {
        if (!controller.signal.aborted) this.#brokenOff = 0
        if (this.#merging?.ended === ended) this.#merging = null
      })
    this.#merging = { ended, breakOff: () => controller.abort() }
  }

  async #merge(signal: AbortSignal): Promise<void> {
    const lock = await acquireIngestLock(this.parts.indexFolder)
    try {
      await this.parts.merge(signal)
    } finally {
      await lock.release()
    }
  }

  #tellUnlessMended(thrown: unknown): void {
    if (!(thrown instanceof AttestError) || !MENDED_BY_INGESTING.includes(thrown.code)) throw thrown
    this.parts.onMended(thrown)
  }
}
