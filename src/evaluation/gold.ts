import type { Filters } from '../search-index/search-index.js'

/** A span of an article, in UTF-16 code units, that answers a question. */
export interface GoldSpan {
  readonly articleId: string
  readonly start: number
  readonly end: number
}

/** A question and what is known to be right about it. */
export interface GoldQuestion {
  readonly id: string
  readonly question: string
  /** Whether the corpus answers it. */
  readonly answerable: boolean
  /** Articles that answer it; empty where none does. */
  readonly relevantArticles: readonly string[]
  /** Articles that nobody judged but that hold the answer: a quote from one counts, not finding one costs nothing. */
  readonly maybeRelevantArticles: readonly string[]
  /** Where in the relevant articles the answer stands; empty where that is not known. */
  readonly spans: readonly GoldSpan[]
  /** The answer in short, in any of several wordings; may be empty. */
  readonly answers: readonly string[]
  readonly filters?: Filters
}
