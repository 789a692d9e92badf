import type { GoldSpan } from './gold.js'
import { type ArticlePart, answers } from './gold-spans.js'
import { countWords, endOfWords } from './words.js'

/** A passage as a search gives it. */
export interface ResultPassage extends ArticlePart {
  readonly id: string
  readonly text: string
}

/**
 * Whether a reader of the first `words` words of the results has read an answer: 1 if at least half of the characters
 * of some gold span lie in them, else 0. The passage in which the words run out is read up to there, so results in
 * passages of any size compare.
 */
export function goldWithinWords(results: readonly ResultPassage[], gold: readonly GoldSpan[], words: number): 0 | 1 {
  requireGold(gold)
  const read: ArticlePart[] = []
  let left = words
  for (const { articleId, span, text } of results) {
    if (left <= 0) break
    read.push({ articleId, span: { start: span.start, end: span.start + endOfWords(text, left) } })
    left -= countWords(text)
  }
  return gold.some((span) => 2 * charactersRead(read, span) >= span.end - span.start) ? 1 : 0
}

/** Passages do not overlap each other, so their shares of a span add up. */
function charactersRead(read: readonly ArticlePart[], gold: GoldSpan): number {
  return read
    .filter(({ articleId }) => articleId === gold.articleId)
    .map(({ span }) => Math.min(span.end, gold.end) - Math.max(span.start, gold.start))
    .reduce((sum, shared) => sum + Math.max(shared, 0), 0)
}

/**
 * Recall@k of gold spans: |gold spans that one of the first k passages answers| / |gold spans|, in [0, 1].
 * A passage answers a span if it holds at least half of it, or at least half of the passage is in it.
 */
export function spanRecallAtK(results: readonly ResultPassage[], gold: readonly GoldSpan[], k: number): number {
  requireGold(gold)
  const first = results.slice(0, k)
  return gold.filter((span) => first.some((passage) => answers(passage, span))).length / gold.length
}

/** Reciprocal rank@k: 1 / the rank of the first passage that answers a gold span, 0 if none of the first k does. */
export function reciprocalRankAtK(results: readonly ResultPassage[], gold: readonly GoldSpan[], k: number): number {
  requireGold(gold)
  const rank = results.slice(0, k).findIndex((passage) => gold.some((span) => answers(passage, span)))
  return rank === -1 ? 0 : 1 / (rank + 1)
}

/** Articles in the order of their best passages. */
export const rankedArticles = (results: readonly ResultPassage[]): string[] => [
  ...new Set(results.map(({ articleId }) => articleId)),
]

/** Recall@k: |relevant ∩ first k retrieved| / |relevant|, in [0, 1]. */
export function recallAtK(retrieved: readonly string[], relevant: ReadonlySet<string>, k: number): number {
  requireRelevant(relevant)
  return new Set(retrieved.slice(0, k).filter((id) => relevant.has(id))).size / relevant.size
}

/**
 * nDCG@k with binary gains: Σ over relevant retrieved at rank i ≤ k of 1 / log2(i + 1), over the same sum with all
 * min(k, |relevant|) relevant ones first; in [0, 1].
 * @see Järvelin & Kekäläinen 2002.
 */
export function ndcgAtK(retrieved: readonly string[], relevant: ReadonlySet<string>, k: number): number {
  requireRelevant(relevant)
  const gain = (index: number): number => 1 / Math.log2(index + 2)
  const found = retrieved.slice(0, k).reduce((sum, id, index) => sum + (relevant.has(id) ? gain(index) : 0), 0)
  const best = Array.from({ length: Math.min(k, relevant.size) }, (_, index) => gain(index))
  return found / best.reduce((sum, one) => sum + one, 0)
}

function requireGold(gold: readonly GoldSpan[]): void {
  if (gold.length === 0) throw new RangeError('this metric is undefined without gold spans')
}

function requireRelevant(relevant: ReadonlySet<string>): void {
  if (relevant.size === 0) throw new RangeError('this metric is undefined without relevant articles')
}
