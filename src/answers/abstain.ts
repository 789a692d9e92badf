import type { IndexStatistics } from '../search-index/search-index.js'
import type { DeclineReason } from './answer.js'
import type { Evidence } from './evidence.js'

/** What the decision to decline looks at; each value lies in 0 to 1 (cosines in -1 to 1). */
export interface ConfidenceFeatures {
  readonly bestSentenceCosine: number
  readonly bestSentenceCoverage: number
  readonly bestPassageCosine: number
  readonly bestPassageLexical: number
  /** Share of the question's idf mass in words that occur nowhere in the corpus. */
  readonly missingMass: number
}

/** Coefficients of a logistic regression; docs/evaluation.md says on what they were fitted. */
const INTERCEPT = -4.6
const COEFFICIENTS: ConfidenceFeatures = {
  bestSentenceCosine: 3.2,
  bestSentenceCoverage: 2.4,
  bestPassageCosine: 3.6,
  bestPassageLexical: 2.2,
  missingMass: -1.5,
}

/** Below this confidence, and with nothing near in meaning, the corpus is not about the subject at all. */
const NEAR_IN_MEANING = 0.35

export function confidenceFeatures({ passages, words }: Evidence): ConfidenceFeatures {
  const sentences = passages.flatMap(({ sentences }) => sentences)
  const mass = words.reduce((sum, { idf }) => sum + idf, 0)
  const missing = words.filter(({ passageCount }) => passageCount === 0).reduce((sum, { idf }) => sum + idf, 0)
  return {
    bestSentenceCosine: largest(sentences.map(({ cosine }) => cosine)),
    bestSentenceCoverage: largest(sentences.map(({ coverage }) => coverage)),
    bestPassageCosine: largest(passages.map(({ ranked }) => ranked.scores.dense)),
    bestPassageLexical: largest(passages.map(({ ranked }) => ranked.scores.lexical)),
    missingMass: mass === 0 ? 0 : missing / mass,
  }
}

/** Probability, 0 to 1, that the retrieved passages answer the question; 0 where there are none. */
export function confidenceOf(evidence: Evidence): number {
  if (evidence.passages.length === 0) return 0
  const features = confidenceFeatures(evidence)
  const names = Object.keys(COEFFICIENTS) as (keyof ConfidenceFeatures)[]
  const logit = names.reduce((sum, name) => sum + COEFFICIENTS[name] * features[name], INTERCEPT)
  return 1 / (1 + Math.exp(-logit))
}

/** Why the articles that were looked at do not answer. */
export function declineReason(
  evidence: Evidence,
  everything: IndexStatistics,
  lookedAt: IndexStatistics,
): DeclineReason {
  if (everything.passages === 0) return 'empty_corpus'
  if (lookedAt.passages === 0) return 'outside_filters'
  return confidenceFeatures(evidence).bestPassageCosine >= NEAR_IN_MEANING ? 'topic_but_not_this' : 'no_topic'
}

const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)
