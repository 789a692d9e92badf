import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reader } from '../../src/reader/reader.js'
import { readerInput } from '../../src/reader/reader-input.js'
import { createTransformerReader } from '../../src/reader/transformer-reader.js'
import { createTransformerReranker } from '../../src/reader/transformer-reranker.js'
import { readerContract } from '../contracts/reader.contract.js'
import { fixturePool, fixtureTokenizer } from './fixture-models.js'

const pool = fixturePool()
afterAll(() => pool.close())
const readers: Record<string, Reader> = {}
beforeAll(async () => {
  for (const modelName of ['reader-word-piece', 'reader-byte-level']) {
    readers[modelName] = createTransformerReader({ modelName, tokenizer: await fixtureTokenizer(modelName), pool })
  }
})

for (const name of ['reader-word-piece', 'reader-byte-level']) readerContract(name, () => readers[name]!)

test('a model that frames its inputs otherwise gets its own special tokens', async () => {
  const tokenizer = await fixtureTokenizer('reader-byte-level')
  const { inputIds, passageStart } = readerInput(tokenizer, 'a b', { title: '', sentences: ['c d', 'e'] })
  const [begin, end] = [0, 2]
  const [a, b, c, d, e] = ['a', ' b', 'c', ' d', ' e'].map((word) => tokenizer.encode(word))
  expect([...inputIds]).toEqual([begin, ...a!, ...b!, end, end, ...c!, ...d!, ...e!, end])
  expect(passageStart).toBe(1 + 3 + 2)
})

describe.each(['reranker-one-logit', 'reranker-two-labels'])('%s', (modelName) => {
  const logistic = (logit: number) => 1 / (1 + Math.exp(-logit))

  test('judges each passage by itself, 0 to 1', async () => {
    const reranker = createTransformerReranker({ modelName, tokenizer: await fixtureTokenizer(modelName), pool })
    const passages = ['No digits here.', 'In 7 days.', 'In 1884.'].map((text) => ({ title: '', sentences: [text] }))
    const relevances = await reranker.relevance('When?', passages)
    expect(relevances[0]).toBeCloseTo(logistic(-1), 5)
    expect(relevances[1]).toBeCloseTo(logistic(0), 5)
    expect(relevances[2]).toBeCloseTo(logistic(3), 5)
  })
})
