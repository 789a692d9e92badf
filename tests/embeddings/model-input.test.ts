import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type InputFormat,
  maxHeadingTokens,
  passageBudget,
  passageTokens,
  queryTokens,
} from '../../src/embeddings/model-input.js'
import { loadTokenizer } from '../../src/inference/tokenizer.js'
import { shippedModelFolder } from './shipped-model.js'

const tokenizer = await loadTokenizer(shippedModelFolder)
const [cls, sep, stop] = [101, 102, tokenizer.encode('.')[0]!]
const format: InputFormat = { tokenizer, maxTokens: 64, passagePrefix: '', queryPrefix: '' }
const ids = (text: string) => tokenizer.encode(text)

test.each([
  ['sentences stand one after another', '', ['A cat.', 'A dog.'], [cls, ...ids('A cat. A dog.'), sep]],
  ['a full stop follows the heading', 'Pets', ['A cat.'], [cls, ...ids('Pets.'), ...ids('A cat.'), sep]],
  ['a heading that ends in a mark gets none', 'Pets?', ['A cat.'], [cls, ...ids('Pets?'), ...ids('A cat.'), sep]],
  ['a blank heading is no heading', ' \n', ['A cat.'], [cls, ...ids('A cat.'), sep]],
])('%s', (_, heading, sentences, expected) => {
  expect([...passageTokens(format, { heading, sentences }).inputIds]).toEqual(expected)
})

test('prefixes stand before the heading and before the question', () => {
  const prefixed = { ...format, passagePrefix: 'passage: ', queryPrefix: 'query: ' }
  const { inputIds } = passageTokens(prefixed, { heading: 'Pets', sentences: ['A cat.'] })
  expect([...inputIds]).toEqual([cls, ...ids('passage: Pets. A cat.'), sep])
  expect([...queryTokens(prefixed, 'which cat')]).toEqual([cls, ...ids('query: which cat'), sep])
  expect(passageBudget(prefixed, 'Pets')).toBe(64 - 2 - ids('passage: Pets.').length)
})

test('each range holds the tokens of its sentence', () => {
  const sentences = ['A cat sat.', '\u200b', 'Naïve dogs — 3 of them!']
  const { inputIds, sentenceRanges } = passageTokens(format, { heading: 'Pets', sentences })
  expect(sentenceRanges.map(({ start, end }) => [...inputIds.slice(start, end)])).toEqual(sentences.map(ids))
})

test('a long heading is cut at white space, and the full stop stays', () => {
  const heading = 'unforgettable '.repeat(40)
  const { inputIds, sentenceRanges } = passageTokens(format, { heading, sentences: ['A cat.'] })
  const start = sentenceRanges[0]!.start
  expect(start - 1).toBeLessThanOrEqual(maxHeadingTokens)
  expect(inputIds[start - 1]).toBe(stop)
  const word = ids('unforgettable')
  expect((start - 2) % word.length).toBe(0)
  expect(passageBudget(format, heading)).toBe(64 - start - 1)
})

test('a sentence over the budget is cut at white space, and nothing comes after it', () => {
  const word = ids('unforgettable')
  expect(word.length).toBeGreaterThan(1)
  const long = 'unforgettable '.repeat(64)
  const { inputIds, sentenceRanges } = passageTokens(format, { heading: '', sentences: ['A cat.', long, 'A dog.'] })
  expect(inputIds.length).toBeLessThanOrEqual(64)
  const [, cut, after] = sentenceRanges
  expect((cut!.end - cut!.start) % word.length).toBe(0)
  expect(after!.end - after!.start).toBe(0)
})

test('any input fits, begins and ends as the model wants, and has a range for each sentence in order', async () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.lorem({ maxCount: 60 }))
  await fc.assert(
    fc.property(text, fc.array(text, { minLength: 1, maxLength: 6 }), (heading, sentences) => {
      const { inputIds, sentenceRanges } = passageTokens(format, { heading, sentences })
      expect(inputIds.length).toBeLessThanOrEqual(format.maxTokens)
      expect([inputIds[0], inputIds.at(-1)]).toEqual([cls, sep])
      expect(sentenceRanges).toHaveLength(sentences.length)
      let previous = 0
      for (const { start, end } of sentenceRanges) {
        expect(start).toBeGreaterThanOrEqual(previous)
        expect(end).toBeGreaterThanOrEqual(start)
        previous = end
      }
      expect(previous).toBeLessThan(inputIds.length)
      expect(queryTokens(format, heading).length).toBeLessThanOrEqual(format.maxTokens)
    }),
  )
})
