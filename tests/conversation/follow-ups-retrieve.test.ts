import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { standaloneQuestion } from '../../src/conversation/standalone-question.js'
import { type SmallService, serviceOn } from '../support/small-service.js'
import { followUps, turns } from './follow-ups.js'

let service: SmallService
beforeAll(async () => {
  service = serviceOn({}, { ATTEST_CORPUS_DIR: path.resolve(import.meta.dirname, '../../corpus') })
  await service.attest.ingest()
})
afterAll(() => service.close())

/** 1-based, of the article's best passage; 50 where none of the first 49 is of it. */
async function rankOf(article: string, query: string): Promise<number> {
  const { passages } = await service.attest.search({ query, topK: 49 })
  const at = passages.findIndex(({ articleId }) => articleId === article)
  return at === -1 ? 50 : at + 1
}

test('what a follow-up is understood as finds its article, where the bare follow-up does not', async () => {
  const cases = followUps.flatMap(({ said, asked, article }) =>
    article === undefined ? [] : [{ said, asked, article }],
  )
  expect(cases.length).toBeGreaterThanOrEqual(15)
  const ranks: { question: string; raw: number; understood: number }[] = []
  for (const { said, asked, article } of cases) {
    const { question } = standaloneQuestion(asked, turns(said))
    ranks.push({ question, raw: await rankOf(article, asked), understood: await rankOf(article, question) })
  }
  expect(ranks.filter(({ understood }) => understood > 3)).toEqual([])
  expect(ranks.filter(({ raw, understood }) => understood > raw)).toEqual([])
  const better = ranks.filter(({ raw, understood }) => understood < raw)
  expect(better.length, JSON.stringify(ranks, null, 1)).toBeGreaterThanOrEqual(15)
  const reciprocal = (of: 'raw' | 'understood') => ranks.reduce((sum, rank) => sum + 1 / rank[of], 0) / ranks.length
  expect(reciprocal('understood')).toBeGreaterThan(reciprocal('raw') + 0.3)
})
