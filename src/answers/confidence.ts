import { yearsNamed } from '../retrieval/asked-years.js'
import fitted from './confidence.json' with { type: 'json' }
import { boundedMargin, type Evidence, LARGEST_MARGIN } from './evidence.js'
import { rankSentences, type SentenceCandidate } from './extractive.js'

/** What the confidence is made of, each about 0 to 1 (cosines and the margin may be below 0). */
export interface ConfidenceFeatures {
  readonly bestSentenceCosine: number
  /** Largest share of the question's idf mass in one sentence. */
  readonly bestSentenceCoverage: number
  readonly bestPassageCosine: number
  /** Score of the sentence that would be quoted first (extractive.ts): there all that speaks for it comes together. */
  readonly bestSentenceScore: number
  /** Share of the question's idf mass in words that occur nowhere in the corpus. */
  readonly missingMass: number
  /** The largest margin of the reader over the passages that it read, over 8; 0 where it read none. */
  readonly readerMargin: number
  /** How many of the years that the question names stand in what may be quoted of the best sentence's article, over 2. */
  readonly yearsFound: number
}

export interface LogisticModel {
  readonly intercept: number
  /** In logits, by feature; a feature that has none does not count. */
  readonly coefficients: Partial<ConfidenceFeatures>
}

/** @param ranked the evidence's sentences, best first, where the caller has ranked them already. */
export function confidenceFeatures(
  evidence: Evidence,
  ranked: readonly SentenceCandidate[] = rankSentences(evidence.passages),
): ConfidenceFeatures {
  const { passages, words } = evidence
  const sentences = passages.flatMap((passage) => passage.sentences)
  const margins = passages.flatMap(({ reading }) => (reading === null ? [] : [boundedMargin(reading)]))
  const massOf = (some: readonly { readonly idf: number }[]) => some.reduce((sum, { idf }) => sum + idf, 0)
  const mass = massOf(words)
  return {
    bestSentenceCosine: largest(sentences.map(({ cosine }) => cosine)),
    bestSentenceCoverage: largest(sentences.map(({ coverage }) => coverage)),
    bestPassageCosine: bestPassageCosine(evidence),
    bestSentenceScore: ranked[0]?.score ?? 0,
    missingMass: mass === 0 ? 0 : massOf(words.filter(({ passageCount }) => passageCount === 0)) / mass,
    readerMargin: margins.length === 0 ? 0 : Math.max(...margins) / LARGEST_MARGIN,
    yearsFound: yearsFound(evidence, ranked),
  }
}

function yearsFound({ years }: Evidence, ranked: readonly SentenceCandidate[]): number {
  if (years === null) return 0
  const article = ranked[0]?.ranked.article.id
  const passages = new Set(
    ranked.map(({ ranked: { passage } }) => passage).filter(({ articleId }) => articleId === article),
  )
  return yearsNamed(
    years,
    [...passages].map(({ text }) => text),
  )
}

export const bestPassageCosine = ({ passages }: Evidence): number =>
  largest(passages.map(({ ranked }) => ranked.scores.dense))

/**
 * Probability, 0 to 1, that the evidence answers the question: a logistic model over the features, one with a reader and
 * one without. `npm run bench:confidence` fits it and writes confidence.json.
 */
export function confidenceOf(evidence: Evidence, ranked?: readonly SentenceCandidate[]): number {
  if (evidence.passages.length === 0) return 0
  const read = evidence.passages.some(({ reading }) => reading !== null)
  return probability(read ? fitted.read : fitted.unread, confidenceFeatures(evidence, ranked))
}

export function probability({ intercept, coefficients }: LogisticModel, features: ConfidenceFeatures): number {
  const names = Object.keys(coefficients) as (keyof ConfidenceFeatures)[]
  const logit = names.reduce((sum, name) => sum + coefficients[name]! * features[name], intercept)
  return 1 / (1 + Math.exp(-logit))
}

const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)
