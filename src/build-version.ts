import path from 'node:path'
import type { FolderSource } from './articles/folder-source.js'
import { createCachingEmbedder } from './embeddings/caching-embedder.js'
import type { Embedder } from './embeddings/embedder.js'
import { type KnownVectors, openVectorCache } from './embeddings/vector-cache.js'
import { type IngestProgress, type IngestReport, ingest } from './ingest.js'
import { headingLine } from './passages/heading-line.js'
import { splitGivingWay } from './passages/split-passages.js'
import { splitterFingerprint } from './passages/splitter-fingerprint.js'
import { createLocalIndexWriter } from './search-index/local/local-index-writer.js'
import type { LocalSearchIndex } from './search-index/local/local-search-index.js'
import type { ArticleSummary } from './search-index/search-index.js'
import { type CorpusRecord, RecordAsRead } from './upkeep/corpus-record.js'
import { type Withdrawal, withoutWithdrawn } from './upkeep/withdrawn-articles.js'

export interface BuildParts {
  readonly indexFolder: string
  /** Versions that stay beside a pinned one, the new one among them. */
  readonly keepVersions: number
  readonly source: FolderSource
  /** What goes in, as the version records it. */
  readonly corpus: CorpusRecord
  /** The newest version, which articles are taken over from; null where none can be. */
  readonly base: LocalSearchIndex | null
  /** Files whose articles are taken over, by path, with the articles' ids. */
  readonly unchanged: ReadonlyMap<string, string>
  readonly embedder: Embedder
  readonly knownVectors: KnownVectors
  /** What is left out. */
  readonly withdrawn: readonly Withdrawal[]
  /** The articles of the version before, for the report of what changed. */
  readonly previous: readonly ArticleSummary[]
  readonly onProgress: (progress: IngestProgress) => void
}

/**
 * Stages 1 to 4 with this machine's implementations; nothing is embedded that an earlier version, or one that was killed,
 * has embedded already.
 * @throws {AttestError} as `ingest`.
 */
export async function buildVersion({
  indexFolder: folder,
  source,
  embedder,
  ...rest
}: BuildParts): Promise<IngestReport> {
  const { dimensions, fingerprint } = embedder
  const cache = await openVectorCache({
    folder: path.join(folder, 'cache'),
    fingerprint,
    dimensions,
    known: rest.knownVectors,
  })
  const record = new RecordAsRead(rest.corpus)
  try {
    return await ingest({
      outcomes: withoutWithdrawn(record.noted(source.read(rest.unchanged)), rest.withdrawn),
      fileCount: rest.corpus.sources.length,
      skipped: (await source.list()).skipped,
      split: oneAfterAnother((article) => splitGivingWay(article, embedder)),
      heading: (article, { headings }) => headingLine(article.metadata.title, headings),
      embedder: createCachingEmbedder(embedder, cache),
      writer: await createLocalIndexWriter({
        folder,
        embedderFingerprint: fingerprint,
        splitterFingerprint,
        dimensions,
        base: rest.base,
        keepVersions: rest.keepVersions,
      }),
      corpusRecord: () => record.corrected(),
      previous: rest.previous,
      onProgress: rest.onProgress,
    })
  } finally {
    await cache.close()
  }
}

/** Work that gives way would otherwise take as many turns of the thread as there are pieces of it. */
function oneAfterAnother<Item, Result>(run: (item: Item) => Promise<Result>): (item: Item) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (item) => {
    const result = last.then(() => run(item))
    last = result.catch(() => {})
    return result
  }
}
