import { describe, expect, test } from 'vitest'
import { declineReason } from '../../src/answers/abstain.js'
import { confidenceFeatures, confidenceOf, probability } from '../../src/answers/confidence.js'
import type { Evidence, PassageEvidence } from '../../src/answers/evidence.js'
import { evidenceOf, reading, score } from './evidence-of.js'

const word = (name: string, idf: number, passageCount = 3) => ({ word: name, idf, passageCount })
const nothing: Evidence = { passages: [], words: [], years: null }

describe('the confidence', () => {
  test('looks at the best of each kind, wherever it stands', () => {
    const evidence: Evidence = {
      passages: [
        evidenceOf({ dense: 0.4, sentences: [score(0.3, 0.9), score(0.6, 0.2)], reading: reading(-2, []) }),
        evidenceOf({ dense: 0.7, sentences: [score(0.5, 0.5)], reading: reading(4, []) }),
      ],
      words: [word('harbour', 3), word('zeppelin', 1, 0)],
      years: null,
    }
    expect(confidenceFeatures(evidence)).toEqual({
      bestSentenceCosine: 0.6,
      bestSentenceCoverage: 0.9,
      bestPassageCosine: 0.7,
      // 0.5 · cosine + 0.15 · coverage + fused + 0.05 · logit (at its floor) + 0.02 · margin, of the read passage's sentence.
      bestSentenceScore: expect.closeTo(0.25 + 0.075 + 0.5 - 0.6 + 0.08, 9),
      missingMass: 0.25,
      readerMargin: 0.5,
      yearsFound: 0,
    })
  })

  test('is 0 where nothing was found', () => {
    expect(confidenceOf(nothing)).toBe(0)
  })

  test.each([
    ['a nearer sentence', { cosine: 0.2 }, { cosine: 0.8 }],
    ['a sentence with more of the question’s words', { coverage: 0.1 }, { coverage: 0.9 }],
    ['a surer reader', { margin: -3 }, { margin: 3 }],
    ['a nearer passage', { dense: 0.2 }, { dense: 0.8 }],
  ])('grows with %s', (_, less, more) => {
    const confidence = ({ cosine = 0.5, coverage = 0.5, margin = 0, dense = 0.5 }) =>
      confidenceOf({
        passages: [evidenceOf({ dense, sentences: [score(cosine, coverage)], reading: reading(margin, [0]) })],
        words: [word('harbour', 1)],
        years: null,
      })
    expect(confidence(more)).toBeGreaterThan(confidence(less))
  })

  describe('of a question that names years', () => {
    const evidence = (
      text: string,
      yearAgreements: readonly number[],
      rest: readonly PassageEvidence[] = [],
    ): Evidence => ({
      passages: [evidenceOf({ sentences: [score(0.5)], reading: reading(0, [0]), text, yearAgreements }), ...rest],
      words: [word('harbour', 1)],
      years: { first: 1968, last: 1971 },
    })

    test.each([
      ['both', 'From 1968 to 1971.', 1],
      ['one of them', 'Since 1968 only.', 0.5],
      ['neither', 'Ten chars.', 0],
    ])('counts those that the article of the best sentence names: %s', (_, text, expected) => {
      expect(confidenceFeatures(evidence(text, [])).yearsFound).toBe(expected)
    })

    test('counts neither what another article names nor a single year twice', () => {
      const stranger = evidenceOf({
        id: 'q',
        articleId: 'b',
        fused: 0.1,
        sentences: [score(0)],
        reading: reading(0, [0]),
        text: '1968, 1971',
      })
      expect(confidenceFeatures(evidence('Ten chars.', [], [stranger])).yearsFound).toBe(0)
      const one = { ...evidence('In 1968.', []), years: { first: 1968, last: 1968 } }
      expect(confidenceFeatures(one).yearsFound).toBe(0.5)
    })

    test('grows with the years found', () => {
      expect(confidenceOf(evidence('1968, 1971', []))).toBeGreaterThan(confidenceOf(evidence('Ten chars.', [])))
    })
  })

  test('falls with words that occur nowhere', () => {
    const confidence = (passageCount: number) =>
      confidenceOf({
        passages: [evidenceOf({ sentences: [score(0.5, 0.5)] })],
        words: [word('harbour', 1), word('zeppelin', 1, passageCount)],
        years: null,
      })
    expect(confidence(0)).toBeLessThan(confidence(1))
  })

  test('is the logistic function of intercept and weighted features', () => {
    const features = {
      bestSentenceCosine: 0.5,
      bestSentenceCoverage: 0,
      bestPassageCosine: 0,
      bestSentenceScore: 0,
      missingMass: 0,
      readerMargin: 0,
      yearsFound: 0,
    }
    const model = { intercept: -1, coefficients: { bestSentenceCosine: 2 } }
    expect(probability(model, features)).toBeCloseTo(0.5, 12)
    expect(probability({ ...model, intercept: 0 }, features)).toBeCloseTo(1 / (1 + Math.exp(-1)), 12)
  })
})

describe('the reason for declining', () => {
  const statistics = (passages: number) => ({
    articles: passages,
    passages,
    publishedFrom: null,
    publishedTo: null,
    undated: 0,
  })
  const near = (dense: number): Evidence => ({
    passages: [evidenceOf({ dense, sentences: [score(0.1)] })],
    words: [],
    years: null,
  })

  test.each([
    ['no article at all', nothing, 0, 0, 'empty_corpus'],
    ['no article under the filters', nothing, 5, 0, 'outside_filters'],
    ['nothing near in meaning', near(0.1), 5, 5, 'no_topic'],
    ['something near in meaning', near(0.6), 5, 5, 'topic_but_not_this'],
  ])('with %s', (_, evidence, everything, lookedAt, expected) => {
    expect(declineReason(evidence, statistics(everything), statistics(lookedAt))).toBe(expected)
  })
})
