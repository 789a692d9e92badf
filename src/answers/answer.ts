import type { Citation, ReferenceStyle } from '../citations/citation.js'
import type { Filters, IndexStatistics } from '../search-index/search-index.js'
import type { FoundPassage } from './found-passage.js'

export type AnswerMode = 'extractive'

/** What was said before the question. */
export interface ConversationTurn {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

export interface AnswerRequest {
  readonly question: string
  /** Oldest first; without the question itself. */
  readonly conversation?: readonly ConversationTurn[] | undefined
  readonly filters?: Filters | undefined
  /** Passages to retrieve and return. */
  readonly topK: number
  readonly style: ReferenceStyle
}

export interface Segment {
  readonly kind: 'quote' | 'text'
  readonly text: string
  readonly citations: readonly number[]
  readonly verdict: null | 'supported' | 'partly_supported' | 'uncited'
}

export interface Timings {
  readonly embed: number
  readonly retrieve: number
  readonly read: number
  readonly total: number
}

export interface AnsweredQuestion {
  readonly kind: 'answered'
  readonly question: string
  readonly mode: AnswerMode
  /** Probability, 0 to 1, that the corpus answers the question. */
  readonly confidence: number
  readonly degraded: boolean
  /** The segments in one line with their markers; for reading, never for parsing. */
  readonly answer: string
  readonly segments: readonly Segment[]
  readonly citations: readonly Citation[]
  readonly passages: readonly FoundPassage[]
  readonly timingsMs: Timings
  readonly version: string
}

export type DeclineReason = 'no_topic' | 'topic_but_not_this' | 'outside_filters' | 'empty_corpus'

/** The articles do not say: an outcome, not an error. */
export interface DeclinedQuestion {
  readonly kind: 'unanswerable'
  readonly question: string
  readonly reason: DeclineReason
  readonly confidence: number
  /** Content words of the question that occur nowhere in the corpus. */
  readonly missingWords: readonly string[]
  readonly closest: readonly FoundPassage[]
  readonly lookedAt: IndexStatistics
  readonly timingsMs: Timings
  readonly version: string
}

export type Answer = AnsweredQuestion | DeclinedQuestion
