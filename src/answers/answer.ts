import type { Citation, ReferenceStyle } from '../citations/citation.js'
import { type LanguageModelFailureReason, languageModelFailureReasons } from '../language-models/language-model.js'
import type { Filters, IndexStatistics } from '../search-index/search-index.js'
import type { FoundPassage } from './found-passage.js'
import type { WritingReport } from './write-sentences.js'
import type { WrittenVerdict } from './written-verdict.js'

export const answerModes = ['extractive', 'language-model'] as const
/** How an answer is made: of quotes alone, or written by a language model and checked. */
export type AnswerMode = (typeof answerModes)[number]

/** Why an answer that a language model was to write is made of quotes: its failure, or that nothing it wrote could be kept. */
export type FallbackReason = LanguageModelFailureReason | 'question_too_long' | 'nothing_supported' | 'nothing_written'
export const fallbackReasons: readonly FallbackReason[] = [
  ...languageModelFailureReasons,
  'question_too_long',
  'nothing_supported',
  'nothing_written',
]

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
  /** Left out: by a language model where the settings name one. */
  readonly mode?: AnswerMode | undefined
}

export interface Segment {
  /** `text` was written by a language model, `quote` is the articles' own. */
  readonly kind: 'quote' | 'text'
  readonly text: string
  readonly citations: readonly number[]
  /** How the citations bear out what was written; null for a quote. `unsupported` is shown only where the settings ask for it. */
  readonly verdict: null | WrittenVerdict
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
  /** The question as it was understood in the conversation; null where it was taken as it is. */
  readonly rewrittenQuestion: string | null
  readonly mode: AnswerMode
  /** Why a language model's answer is made of quotes, at least in part; null where it is not. */
  readonly fallbackReason: FallbackReason | null
  /** What became of what a language model wrote; null where none was asked. */
  readonly writing: WritingReport | null
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

export const declineReasons = ['no_topic', 'topic_but_not_this', 'outside_filters', 'empty_corpus'] as const
export type DeclineReason = (typeof declineReasons)[number]

/** The articles do not say: an outcome, not an error. */
export interface DeclinedQuestion {
  readonly kind: 'unanswerable'
  readonly question: string
  readonly rewrittenQuestion: string | null
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
