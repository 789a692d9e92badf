import type { SourceFingerprint } from '../articles/folder-source.js'
import type { ReadOutcome } from '../ingest.js'

/** What a version was made of. */
export type CorpusRecord = {
  readonly sources: readonly SourceFingerprint[]
  /** Hashes of the ids of articles that were left out, because `attest remove` withdrew them. */
  readonly withdrawn?: readonly string[]
}

/**
 * Corrects a record by what was then read: files are hashed before, and may be others by the time that they are read. A
 * file of which the version has something else than was hashed counts as not known, so that the next ingestion reads it.
 */
export class RecordAsRead {
  readonly #agrees = new Set<string>()
  readonly #sources: ReadonlyMap<string, SourceFingerprint>

  constructor(private readonly record: CorpusRecord) {
    this.#sources = new Map(record.sources.map((source) => [source.path, source]))
  }

  async *noted(outcomes: AsyncIterable<ReadOutcome>): AsyncGenerator<ReadOutcome> {
    for await (const outcome of outcomes) {
      if (this.#isAsHashed(outcome)) this.#agrees.add(pathOf(outcome))
      yield outcome
    }
  }

  /** Once all were read. */
  corrected(): CorpusRecord {
    const sources = this.record.sources.map((source) =>
      this.#agrees.has(source.path) ? source : { ...source, sha256: null },
    )
    return { ...this.record, sources }
  }

  #isAsHashed(outcome: ReadOutcome): boolean {
    if (outcome.kind === 'failed') return !LIES_IN_THE_MOMENT.includes(outcome.error.code)
    if (outcome.kind !== 'article') return true
    const source = this.#sources.get(outcome.article.sourcePath)
    return source?.sha256 === outcome.article.sourceSha256 && source.sideCarSha256 === outcome.sideCarSha256
  }
}

const LIES_IN_THE_MOMENT = ['ARTICLE_UNREADABLE']

const pathOf = (outcome: ReadOutcome): string =>
  outcome.kind === 'article' ? outcome.article.sourcePath : outcome.path
