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
  /** Told of a version that cannot be opened and is therefore built anew. */
  readonly onMended: (thrown: AttestError) => void
}

/** What an index says when its version can simply be built anew. */
const MENDED_BY_INGESTING = ['INDEX_DAMAGED', 'INDEX_MODEL_MISMATCH', 'INDEX_FORMAT_UNSUPPORTED']

/** The ingestions of one service: each holds the lock of the index folder, and the record says how it went. */
export class Ingestions {
  #all: Promise<unknown> = Promise.resolve()

  constructor(private readonly parts: IngestionsParts) {}

  /** @throws {AttestError} `INDEX_LOCKED`, and as `build`. */
  start(options: IngestOptions): Promise<IngestOutcome> {
    const ingestion = this.#recorded(options)
    this.#all = Promise.allSettled([this.#all, ingestion])
    return ingestion
  }

  /** Resolves when all that were started have ended, however. */
  settled(): Promise<unknown> {
    return this.#all
  }

  async #recorded(options: IngestOptions): Promise<IngestOutcome> {
    const { record, open } = this.parts
    const ingestion = record.begun()
    try {
      const outcome = await this.#locked(options)
      ingestion.succeeded(outcome)
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

  #tellUnlessMended(thrown: unknown): void {
    if (!(thrown instanceof AttestError) || !MENDED_BY_INGESTING.includes(thrown.code)) throw thrown
    this.parts.onMended(thrown)
  }
}
