import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Article } from '../../src/articles/article.js'
import { createCachingEmbedder } from '../../src/embeddings/caching-embedder.js'
import type { Embedder } from '../../src/embeddings/embedder.js'
import { openVectorCache } from '../../src/embeddings/vector-cache.js'
import { AttestError } from '../../src/errors.js'
import { type IngestProgress, ingest, type ReadOutcome } from '../../src/ingest.js'
import { headingLine } from '../../src/passages/heading-line.js'
import { splitArticle } from '../../src/passages/split-passages.js'
import { splitterFingerprint } from '../../src/passages/splitter-fingerprint.js'
import { readManifest } from '../../src/search-index/local/current-version.js'
import { acquireIngestLock } from '../../src/search-index/local/ingest-lock.js'
import { createLocalIndexWriter } from '../../src/search-index/local/local-index-writer.js'
import { readCorpusRecord } from '../../src/search-index/local/manifest.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'
import { codeOf } from './source-code.js'

export interface CorpusIndexOptions {
  /** Of this corpus alone; the index is kept in it. */
  readonly folder: string
  /** Vectors by text; one folder may serve several indexes of parts of the same corpus, one build at a time. */
  readonly vectorsFolder: string
  readonly articles: readonly Article[]
  readonly embedder: Embedder
  readonly onProgress?: (progress: IngestProgress) => void
}

/**
 * The index of a corpus, from an earlier run where the articles and the code that makes indexes are still the same,
 * else built anew; vectors are kept by text, so a build after a change of code embeds only passages that changed.
 */
export async function openCorpusIndex(options: CorpusIndexOptions): Promise<SearchIndex> {
  const current = await openIfCurrent(options)
  if (current !== null) return current
  const lock = await lockInTurn(options.vectorsFolder)
  try {
    // The run that had the lock may have built the same.
    return (await openIfCurrent(options)) ?? (await build(options))
  } finally {
    await lock.release()
  }
}

/** Several runs at once are usual while something is tried out: each waits for the other's build. */
async function lockInTurn(folder: string): ReturnType<typeof acquireIngestLock> {
  for (;;) {
    try {
      return await acquireIngestLock(folder)
    } catch (error) {
      if (!(error instanceof AttestError && error.code === 'INDEX_LOCKED')) throw error
      await sleep(500)
    }
  }
}

async function openIfCurrent({ folder, articles, embedder }: CorpusIndexOptions): Promise<SearchIndex | null> {
  try {
    const manifest = await readManifest(folder)
    const recorded = manifest && (await readCorpusRecord(folder, manifest.version))
    if (JSON.stringify(recorded) !== JSON.stringify(corpusRecord(articles))) return null
    return await openLocalIndex({
      folder,
      expectFingerprint: { embedder: embedder.fingerprint, splitter: splitterFingerprint },
    })
  } catch (error) {
    if (error instanceof AttestError && error.code.startsWith('INDEX_')) return null
    throw error
  }
}

async function build(options: CorpusIndexOptions): Promise<SearchIndex> {
  const { folder, vectorsFolder, articles, embedder, onProgress } = options
  const { dimensions, fingerprint } = embedder
  const cache = await openVectorCache({ folder: vectorsFolder, fingerprint, dimensions })
  try {
    await ingest({
      outcomes: outcomesOf(articles),
      fileCount: articles.length,
      split: async (article) => splitArticle(article, embedder),
      heading: (article, { headings }) => headingLine(article.metadata.title, headings),
      embedder: createCachingEmbedder(embedder, cache),
      writer: await createLocalIndexWriter({
        folder,
        embedderFingerprint: fingerprint,
        splitterFingerprint,
        dimensions,
        keepVersions: 1,
      }),
      corpusRecord: () => corpusRecord(articles),
      previous: [],
      ...(onProgress === undefined ? {} : { onProgress }),
    })
  } finally {
    await cache.close()
  }
  const index = await openIfCurrent(options)
  if (index === null) throw new Error(`the index that was just built in ${folder} cannot be opened`)
  return index
}

async function* outcomesOf(articles: readonly Article[]): AsyncGenerator<ReadOutcome> {
  for (const article of articles) yield { kind: 'article', article, sideCarSha256: null, warnings: [] }
}

const corpusRecord = (articles: readonly Article[]) => ({ articles: articlesHash(articles), code: indexCode })

export const corpusName = (articles: readonly Article[]): string => articlesHash(articles).slice(0, 12)

const articlesHash = (articles: readonly Article[]): string =>
  sha256(articles.map(({ id, sourceSha256 }) => `${id} ${sourceSha256}`).join('\n'))

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Taken when this module is loaded, as codeOf asks. */
const indexCode = codeOf([
  'passages/split-passages.ts',
  'passages/heading-line.ts',
  'search-index/local/local-index-writer.ts',
])
