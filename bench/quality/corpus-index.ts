import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
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
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'

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
  return (await openIfCurrent(options)) ?? (await build(options))
}

async function openIfCurrent({ folder, articles, embedder }: CorpusIndexOptions): Promise<SearchIndex | null> {
  try {
    const manifest = await readManifest(folder)
    if (JSON.stringify(manifest?.corpus) !== JSON.stringify(corpusRecord(articles))) return null
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
  const lock = await acquireIngestLock(vectorsFolder)
  const cache = await openVectorCache({ folder: vectorsFolder, fingerprint, dimensions })
  try {
    await ingest({
      outcomes: outcomesOf(articles),
      fileCount: articles.length,
      split: (article) => splitArticle(article, embedder),
      heading: (article, { headings }) => headingLine(article.metadata.title, headings),
      embedder: createCachingEmbedder(embedder, cache),
      writer: await createLocalIndexWriter({
        folder,
        embedderFingerprint: fingerprint,
        splitterFingerprint,
        dimensions,
        keepVersions: 1,
      }),
      corpusRecord: corpusRecord(articles),
      previous: [],
      ...(onProgress === undefined ? {} : { onProgress }),
    })
  } finally {
    await cache.close()
    await lock.release()
  }
  const index = await openIfCurrent(options)
  if (index === null) throw new Error(`the index that was just built in ${folder} cannot be opened`)
  return index
}

async function* outcomesOf(articles: readonly Article[]): AsyncGenerator<ReadOutcome> {
  for (const article of articles) yield { kind: 'article', article, warnings: [] }
}

const corpusRecord = (articles: readonly Article[]) => ({ articles: articlesHash(articles), code: indexCode })

/** These files and all that they import: what they make may change when one of them does. */
function importedSources(files: readonly string[], found = new Set<string>()): Set<string> {
  for (const file of files) {
    if (found.has(file) || !existsSync(file)) continue
    found.add(file)
    const imported = [...readFileSync(file, 'utf8').matchAll(/from\s+'(\.[^']+)\.js'/g)]
    importedSources(
      imported.map((match) => path.resolve(path.dirname(file), `${match[1]}.ts`)),
      found,
    )
  }
  return found
}

export const corpusName = (articles: readonly Article[]): string => articlesHash(articles).slice(0, 12)

const articlesHash = (articles: readonly Article[]): string =>
  sha256(articles.map(({ id, sourceSha256 }) => `${id} ${sourceSha256}`).join('\n'))

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const sourceFolder = path.resolve(import.meta.dirname, '../../src')
const indexMakers = [
  'passages/split-passages.ts',
  'passages/heading-line.ts',
  'search-index/local/local-index-writer.ts',
].map((file) => path.join(sourceFolder, file))

/** Read when this module is: somebody may edit the sources during a long build, but what runs is what was loaded. */
const indexCode = sha256(
  [...importedSources(indexMakers)]
    .sort()
    .map((file) => readFileSync(file, 'utf8'))
    .join(''),
)
