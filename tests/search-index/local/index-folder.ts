import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLocalIndexWriter } from '../../../src/search-index/local/local-index-writer.js'
import type { IndexWriter } from '../../../src/search-index/search-index.js'
import type { IndexedArticle } from '../indexed-articles.js'

/** Removed by the caller. */
export const makeIndexFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'attest-index-'))

/** Removed when the test ends. */
export async function indexFolder(): Promise<string> {
  const folder = await makeIndexFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export const beginVersion = (folder: string, dimensions: number, keepVersions?: number): Promise<IndexWriter> =>
  createLocalIndexWriter({
    folder,
    dimensions,
    embedderFingerprint: 'embedder-1',
    splitterFingerprint: 'splitter-1',
    ...(keepVersions === undefined ? {} : { keepVersions }),
  })

export async function writeVersion(
  folder: string,
  articles: readonly IndexedArticle[],
  dimensions: number,
  corpus?: unknown,
): Promise<string> {
  const writer = await beginVersion(folder, dimensions)
  for (const { article, passages } of articles) await writer.add(article, passages)
  return await writer.commit(corpus)
}
