import { AttestError } from '../errors.js'
import type { Passage } from '../passages/passage.js'
import type { Reranker } from '../reader/reranker.js'
import type { ArticleSummary } from '../search-index/search-index.js'
import { asRead } from './as-read.js'

export interface Reranking {
  readonly reranker: Reranker
  /** The most passages to judge, best first. */
  readonly passages: number
}

/**
 * Beside a fused score of 0 to 1, whose best ten differ by about this much. No reranker ships, so it is not measured:
 * a rule that leaves the last word to neither (docs/configuration.md).
 */
const WEIGHT = 0.2

/**
 * What each passage gains for its relevance, in order; those that are not judged gain nothing and stay behind them.
 * Null where too many questions wait for the model: a quick answer that says so is better than none.
 */
export async function rerankerParts(
  question: string,
  judged: readonly { readonly passage: Passage; readonly article: ArticleSummary }[],
  reranker: Reranker,
): Promise<number[] | null> {
  try {
    const relevances = await reranker.relevance(question, judged.map(asRead))
    return relevances.map((relevance) => WEIGHT * relevance)
  } catch (thrown) {
    if (thrown instanceof AttestError && thrown.code === 'INFERENCE_OVERLOADED') return null
    throw thrown
  }
}
