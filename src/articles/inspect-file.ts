import { existsSync } from 'node:fs'
import nodePath from 'node:path'
import { createArticleParser } from './article-parser.js'
import { maxArticleBytes, readCorpusFile } from './corpus-files.js'
import type { ReadArticle } from './read-article.js'
import { sideCarPathOf } from './side-car.js'

/**
 * Reads one file as ingestion would, wherever it lies. Inside the corpus its path and id are those that it has there.
 *
 * @throws {ArticleError} as ingestion would report it.
 */
export async function inspectFile(file: string, { CORPUS_DIR }: { readonly CORPUS_DIR: string }): Promise<ReadArticle> {
  const inCorpus = nodePath.relative(nodePath.resolve(CORPUS_DIR), nodePath.resolve(file))
  const isInCorpus = inCorpus !== '' && !inCorpus.startsWith('..') && !nodePath.isAbsolute(inCorpus)
  const folder = isInCorpus ? CORPUS_DIR : nodePath.dirname(nodePath.resolve(file))
  const path = (isInCorpus ? inCorpus : nodePath.basename(file)).split(nodePath.sep).join('/')
  const parser = createArticleParser()
  try {
    const bytes = await readCorpusFile(folder, path, maxArticleBytes)
    return await parser.parse({ path, bytes, sideCarBytes: await readIfThere(folder, sideCarPathOf(path)) })
  } finally {
    await parser.close()
  }
}

async function readIfThere(folder: string, path: string): Promise<Uint8Array | null> {
  return existsSync(nodePath.join(folder, path)) ? readCorpusFile(folder, path, maxArticleBytes) : null
}
