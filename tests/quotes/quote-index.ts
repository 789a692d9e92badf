import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Article } from '../../src/articles/article.js'
import { readArticle } from '../../src/articles/read-article.js'
import { splitArticle } from '../../src/passages/split-passages.js'
import { createLocalIndexWriter } from '../../src/search-index/local/local-index-writer.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'

const countTokens = (text: string): number => text.split(/\s+/).length

export const articleFrom = (file: string, content: string): Article =>
  readArticle({ path: file, bytes: Buffer.from(content), sideCarBytes: null }).article

/** A real index of these files; no model is needed, because quotes are found by their words. */
export async function quoteIndex(files: Readonly<Record<string, string>>): Promise<SearchIndex> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-quotes-'))
  const fingerprints = { embedderFingerprint: 'none', splitterFingerprint: 'none' }
  const writer = await createLocalIndexWriter({ folder, ...fingerprints, dimensions: 1 })
  const vector = Float32Array.of(1)
  for (const [file, content] of Object.entries(files)) {
    const article = articleFrom(file, content)
    const passages = splitArticle(article, { countTokens, passageBudget: () => 60, targetWords: 20 })
    await writer.add(
      article,
      passages.map((passage) => ({ passage, vector, sentenceVectors: passage.sentences.map(() => vector) })),
    )
  }
  await writer.commit()
  const index = (await openLocalIndex({ folder }))!
  onTestFinished(async () => {
    await index.close()
    rmSync(folder, { recursive: true })
  })
  return index
}
