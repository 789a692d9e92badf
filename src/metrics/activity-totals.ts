import { type Answer, type DeclineReason, declineReasons, type FallbackReason } from '../answers/answer.js'
import { type WrittenVerdict, writtenVerdicts } from '../answers/written-verdict.js'
import type { ErrorCode } from '../errors.js'
import { type QuoteVerdict, quoteVerdicts } from '../quotes/quote-verdict.js'
import type { ActivityEvent } from './activity-event.js'

/** Everything that was counted since the start; codes and reasons of failures are there once they occurred. */
export interface ActivityTotals {
  /** However they ended. */
  questions: number
  answered: number
  readonly declined: Record<DeclineReason, number>
  readonly failed: Partial<Record<ErrorCode, number>>
  /** Questions whose client went away. */
  abandoned: number
  /** Answers made of quotes, at least in part, where a language model was to write. */
  readonly fallbacks: Partial<Record<FallbackReason, number>>
  /** Sentences that a language model wrote; `unsupported` ones also where they were dropped. */
  readonly sentences: Record<WrittenVerdict, number>
  /** Quotations that were verified by themselves, not in a draft. */
  readonly quotes: Record<QuoteVerdict, number>
  /** Drafts that were checked to their end. */
  drafts: number
}

export const noActivity = (): ActivityTotals => ({
  questions: 0,
  answered: 0,
  declined: zeros(declineReasons),
  failed: {},
  abandoned: 0,
  fallbacks: {},
  sentences: zeros(writtenVerdicts),
  quotes: zeros(quoteVerdicts),
  drafts: 0,
})

/** Adds an event to the totals in place: they are one answer's work after another, for as long as the process runs. */
export function count(event: ActivityEvent, totals: ActivityTotals): void {
  if (event.kind === 'quote') totals.quotes[event.verdict]++
  else if (event.kind === 'draft') totals.drafts++
  else {
    totals.questions++
    if (event.kind === 'answer') countAnswer(event.answer, totals)
    else if (event.kind === 'failure') totals.failed[event.code] = (totals.failed[event.code] ?? 0) + 1
    else totals.abandoned++
  }
}

function countAnswer(answer: Answer, totals: ActivityTotals): void {
  if (answer.kind === 'unanswerable') {
    totals.declined[answer.reason]++
    return
  }
  totals.answered++
  const { fallbackReason, segments, writing } = answer
  if (fallbackReason !== null) totals.fallbacks[fallbackReason] = (totals.fallbacks[fallbackReason] ?? 0) + 1
  // Unsupported sentences are segments only where the settings ask for it; the report has all of them.
  totals.sentences.unsupported += writing?.unsupported.length ?? 0
  for (const { verdict } of segments) {
    if (verdict !== null && verdict !== 'unsupported') totals.sentences[verdict]++
  }
}

const zeros = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, 0])) as Record<Key, number>
