import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answers, mergedSpans } from '../../src/evaluation/gold-spans.js'
import {
  goldWithinWords,
  ndcgAtK,
  type ResultPassage,
  rankedArticles,
  recallAtK,
  reciprocalRankAtK,
  spanRecallAtK,
} from '../../src/evaluation/retrieval-metrics.js'

const passage = (articleId: string, start: number, text: string): ResultPassage => ({
  id: `${articleId}.${start}`,
  articleId,
  span: { start, end: start + text.length },
  text,
})
const gold = (articleId: string, start: number, end: number) => ({ articleId, start, end })

describe('a part of an article', () => {
  test.each([
    ['answers a span that it holds', [10, 50], [20, 30], true],
    ['answers a span of which it holds exactly half', [0, 20], [10, 30], true],
    ['does not answer a span of which it holds less than half', [0, 19], [10, 30], false],
    ['answers a long span when half of the part lies in it', [90, 110], [100, 300], true],
    ['does not answer a span that it only touches', [0, 10], [10, 20], false],
  ])('%s', (_, [start, end], [goldStart, goldEnd], expected) => {
    const part = { articleId: 'a', span: { start: start!, end: end! } }
    expect(answers(part, gold('a', goldStart!, goldEnd!))).toBe(expected)
  })

  test('does not answer a span of another article', () => {
    expect(answers({ articleId: 'a', span: { start: 0, end: 9 } }, gold('b', 0, 9))).toBe(false)
  })
})

describe('gold spans', () => {
  test('that overlap count once, those that only touch or lie in other articles do not', () => {
    const spans = [gold('b', 0, 5), gold('a', 4, 9), gold('a', 0, 5), gold('a', 9, 12)]
    expect(mergedSpans(spans)).toEqual([gold('a', 0, 9), gold('a', 9, 12), gold('b', 0, 5)])
  })
})

describe('gold within words', () => {
  const results = [passage('a', 0, 'one two three'), passage('b', 40, 'four five six seven')]

  test.each([
    ['the whole second passage is read', 7, gold('b', 50, 59), 1],
    ['the words run out before the span', 5, gold('b', 50, 59), 0],
    ['at least half of the span is read before they run out', 5, gold('b', 45, 53), 1],
    ['the span lies in no result', 100, gold('c', 0, 5), 0],
    ['the span lies elsewhere in the same article', 100, gold('a', 20, 30), 0],
  ] as const)('where %s', (_, words, span, expected) => {
    expect(goldWithinWords(results, [span], words)).toBe(expected)
  })

  test('adds up the shares of a span that two passages hold', () => {
    const halves = [passage('a', 0, 'x'.repeat(10)), passage('a', 11, 'y'.repeat(10))]
    const span = gold('a', 5, 17)
    expect([1, 2].map((words) => goldWithinWords(halves, [span], words))).toEqual([0, 1])
  })

  test('never falls as more is read', () => {
    void fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.nat(12), (start, length, words) => {
        const spans = [gold('b', start, start + length)]
        expect(goldWithinWords(results, spans, words + 1)).toBeGreaterThanOrEqual(
          goldWithinWords(results, spans, words),
        )
      }),
    )
  })
})

describe('ranks', () => {
  const results = [passage('a', 0, 'aaaa'), passage('b', 0, 'bbbb'), passage('a', 10, 'cccc'), passage('c', 0, 'dddd')]

  test('Recall@k is the share of the gold spans that the first k passages answer', () => {
    const spans = [gold('b', 0, 4), gold('a', 10, 14), gold('z', 0, 1)]
    expect([1, 2, 3, 4].map((k) => spanRecallAtK(results, spans, k))).toEqual([0, 1 / 3, 2 / 3, 2 / 3])
  })

  test('the reciprocal rank is that of the first passage that answers any span', () => {
    const spans = [gold('c', 0, 4), gold('a', 10, 14)]
    expect(reciprocalRankAtK(results, spans, 10)).toBeCloseTo(1 / 3)
    expect(reciprocalRankAtK(results, spans, 2)).toBe(0)
  })

  test('articles rank by their best passage', () => {
    expect(rankedArticles(results)).toEqual(['a', 'b', 'c'])
  })

  test('Recall@k of articles counts each once', () => {
    expect(recallAtK(['x', 'a', 'a', 'b'], new Set(['a', 'b']), 3)).toBe(0.5)
  })

  test.each([
    ['all relevant ones first', ['a', 'b', 'x'], 1],
    ['one of two at rank 2', ['x', 'a', 'y'], 1 / Math.log2(3) / (1 + 1 / Math.log2(3))],
    ['ranks 1 and 3', ['a', 'x', 'b'], (1 + 1 / 2) / (1 + 1 / Math.log2(3))],
    ['none', ['x', 'y'], 0],
  ] as const)('nDCG@3 with %s', (_, retrieved, expected) => {
    expect(ndcgAtK(retrieved, new Set(['a', 'b']), 3)).toBeCloseTo(expected, 12)
  })

  test('nDCG@1 asks for no more than one of many relevant articles', () => {
    expect(ndcgAtK(['a', 'x'], new Set(['a', 'b', 'c']), 1)).toBe(1)
  })

  test.each([
    ['gold within words', () => goldWithinWords(results, [], 400)],
    ['recall of spans', () => spanRecallAtK(results, [], 5)],
    ['the reciprocal rank', () => reciprocalRankAtK(results, [], 10)],
    ['recall of articles', () => recallAtK(['a'], new Set(), 10)],
    ['nDCG', () => ndcgAtK(['a'], new Set(), 10)],
  ])('%s is refused without gold rather than called 0', (_, measure) => {
    expect(measure).toThrow(RangeError)
  })
})
