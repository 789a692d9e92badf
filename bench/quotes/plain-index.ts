import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Article } from '../../src/articles/article.js'
import { splitArticle } from '../../src/passages/split-passages.js'
import { createLocalIndexWriter } from '../../src/search-index/local/local-index-writer.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'
import { dice } from './dice.js'

const DIMENSIONS = 4

/** An index without a model: its vectors are drawn, because quotes are found by their words. */
export async function plainIndex(
  articles: readonly Article[],
): Promise<{ index: SearchIndex; close(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-quotes-'))
  const fingerprints = { embedderFingerprint: 'none', splitterFingerprint: 'none' }
  const writer = await createLocalIndexWriter({ folder, ...fingerprints, dimensions: DIMENSIONS })
  const random = dice(1)
  const vector = (): Float32Array => {
    const values = Array.from({ length: DIMENSIONS }, () => random.below(2000) - 999.5)
    const length = Math.hypot(...values)
    return Float32Array.from(values, (value) => value / length)
  }
  const countTokens = (text: string): number => text.length / 4
  for (const article of articles) {
    const passages = splitArticle(article, { countTokens, passageBudget: () => 200 })
    await writer.add(
      article,
      passages.map((passage) => ({ passage, vector: vector(), sentenceVectors: passage.sentences.map(vector) })),
    )
  }
  await writer.commit()
  const index = (await openLocalIndex({ folder }))!
  return {
    index,
    async close() {
      await index.close()
      rmSync(folder, { recursive: true })
    },
  }
}
