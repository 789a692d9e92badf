import type { Passage } from '../passages/passage.js'
import type { ArticleSummary, Filters, IndexQuery } from '../search-index/search-index.js'

export interface RetrievalRequest {
  readonly question: string
  /** The most passages to return, at least 1. */
  readonly topK: number
  readonly filters?: Filters | undefined
}

/** The parts that a passage was ranked by; `fused` is their weighted sum (see fuse.ts). */
export interface PassageScores {
  readonly fused: number
  /** Cosine similarity of passage and question, -1 to 1. */
  readonly dense: number
  /** BM25 over the most that it could be for this question, 0 to 1. */
  readonly lexical: number
  /** The reader's margin; null where no reader looked at the passage. */
  readonly reader: number | null
}

/** What `fused` is made of; the values add up to it. */
export type ScoreParts = Readonly<Record<string, number>>

export interface RankedPassage {
  readonly passage: Passage
  readonly article: ArticleSummary
  readonly scores: PassageScores
  readonly scoreParts: ScoreParts
  /** One a sentence, in order, -0.5 to 1: how its years fit those of the question (asked-years.ts); empty where it names none. */
  readonly yearAgreements: readonly number[]
  /** Other passages, nearly the same as this one, that were left out in its favour. */
  readonly nearDuplicates: number
}

export interface Retrieval {
  /** The question as the index was asked, for further questions to the index. */
  readonly query: IndexQuery
  /** Best first, equal scores by id; where the question asks for several articles, the best of each article first. */
  readonly passages: readonly RankedPassage[]
  readonly severalArticles: boolean
  /** Whether the reranker was left out because too many questions wait for it. */
  readonly degraded: boolean
  readonly timingsMs: { readonly embed: number; readonly retrieve: number }
}

export interface Retriever {
  /** @throws {AttestError} `INFERENCE_UNAVAILABLE`, `INFERENCE_OVERLOADED`, `INDEX_DAMAGED`. */
  retrieve(request: RetrievalRequest): Promise<Retrieval>
}
