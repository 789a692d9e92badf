import { describe, expect, test } from 'vitest'
import { rerank } from '../../src/answers/evidence.js'
import { chooseSentences, rankSentences } from '../../src/answers/extractive.js'
import { evidenceOf, reading, score } from './evidence-of.js'

const starts = (chosen: ReturnType<typeof chooseSentences>) =>
  chosen.map(({ ranked, span }) => [ranked.article.id, span.start])

describe('the sentences of an answer', () => {
  test('are the best ones: one, where no other comes near', () => {
    const ranked = rankSentences([evidenceOf({ sentences: [score(0.2), score(0.8), score(0.3)] })])
    expect(starts(chooseSentences(ranked))).toEqual([['a', 11]])
  })

  test('are in reading order where they come from one article', () => {
    const ranked = rankSentences([evidenceOf({ sentences: [score(0.78), score(0.1), score(0.8)] })])
    expect(starts(chooseSentences(ranked))).toEqual([
      ['a', 0],
      ['a', 22],
    ])
  })

  test('begin with the article of the best one', () => {
    const passages = [
      evidenceOf({ id: 'p1', articleId: 'a', sentences: [score(0.78)] }),
      evidenceOf({ id: 'p2', articleId: 'b', sentences: [score(0.8)] }),
    ]
    expect(starts(chooseSentences(rankSentences(passages)))).toEqual([
      ['b', 0],
      ['a', 0],
    ])
  })

  test('are three at the most', () => {
    const passages = [evidenceOf({ sentences: [score(0.8), score(0.8), score(0.8), score(0.8)] })]
    expect(chooseSentences(rankSentences(passages))).toHaveLength(3)
  })

  test('do not say again what a better one says: the words that answer stand in it already', () => {
    const passages = [
      evidenceOf({ id: 'p1', articleId: 'a', sentences: [score(0.8)], reading: reading(1, [0]), text: 'In Ténby, 2' }),
      evidenceOf({
        id: 'p2',
        articleId: 'b',
        sentences: [score(0.7)],
        reading: reading(1, [0], 0, 5),
        text: 'tenby had it',
      }),
      evidenceOf({
        id: 'p3',
        articleId: 'c',
        sentences: [score(0.68)],
        reading: reading(1, [0], 0, 4),
        text: 'Rhyl had it',
      }),
    ]
    expect(starts(chooseSentences(rankSentences(passages)))).toEqual([
      ['a', 0],
      ['c', 0],
    ])
  })

  test('end with another answer that is not quite as good, though it stands first in its article', () => {
    const passages = [
      evidenceOf({
        id: 'p1',
        start: 0,
        fused: 0.73,
        sentences: [score(0.5)],
        reading: reading(1, [0]),
        text: 'One of two',
      }),
      evidenceOf({
        id: 'p2',
        start: 50,
        fused: 0.8,
        sentences: [score(0.5)],
        reading: reading(1, [0]),
        text: 'Two of two',
      }),
    ]
    expect(starts(chooseSentences(rankSentences(passages)))).toEqual([
      ['a', 50],
      ['a', 0],
    ])
  })

  test('are of the time that was asked for, which a sentence without a year has from the one before it', () => {
    const sentences = [score(0.3), score(0.5), score(0.6)]
    const ranked = (yearAgreements: readonly number[]) => rankSentences([evidenceOf({ sentences, yearAgreements })])
    expect(ranked([0, 0, 0])[0]?.span.start).toBe(22)
    expect(ranked([1, 0, -0.5]).map(({ span }) => span.start)).toEqual([0, 11, 22])
    expect(ranked([-0.5, 0, 0.1])[0]?.span.start).toBe(22)
  })

  test('are none where there is nothing to choose from', () => {
    expect(chooseSentences(rankSentences([]))).toEqual([])
  })

  test('come only from passages that were read, where some were', () => {
    const passages = [
      evidenceOf({ id: 'unread', articleId: 'b', sentences: [score(0.9, 1)] }),
      evidenceOf({ id: 'read', sentences: [score(0.1)], reading: reading(2, [-0.1]) }),
    ]
    expect(starts(chooseSentences(rankSentences(passages)))).toEqual([['a', 0]])
  })

  test('are those that the reader points to, with the words that answer marked in them', () => {
    const passages = [
      evidenceOf({ sentences: [score(0.6, 0.5), score(0.5, 0.5)], reading: reading(3, [-11, -0.2], 1) }),
    ]
    const [chosen] = chooseSentences(rankSentences(passages))
    expect(chosen?.span.start).toBe(11)
    expect(chosen?.highlight).toEqual({ start: 0, end: 3 })
  })
})

describe('reranking', () => {
  test('puts what was read first, by fused score and margin together, and keeps the rest in order', () => {
    const passages = [
      evidenceOf({ id: 'a', fused: 0.6, sentences: [], reading: reading(-4, []) }),
      evidenceOf({ id: 'b', fused: 0.55, sentences: [], reading: reading(5, []) }),
      evidenceOf({ id: 'd', fused: 0.5, sentences: [] }),
      evidenceOf({ id: 'c', fused: 0.4, sentences: [] }),
    ]
    expect(rerank(passages).map(({ ranked }) => ranked.passage.id)).toEqual(['b', 'a', 'd', 'c'])
  })

  test('breaks equal scores by id', () => {
    const passages = ['b', 'a'].map((id) => evidenceOf({ id, sentences: [], reading: reading(1, []) }))
    expect(rerank(passages).map(({ ranked }) => ranked.passage.id)).toEqual(['a', 'b'])
  })

  test('takes a margin beyond 8 for 8: one certain passage does not bury a better one', () => {
    const passages = [
      evidenceOf({ id: 'a', fused: 0.6, sentences: [], reading: reading(8, []) }),
      evidenceOf({ id: 'b', fused: 0.5, sentences: [], reading: reading(100, []) }),
    ]
    expect(rerank(passages)[0]?.ranked.passage.id).toBe('a')
  })
})
