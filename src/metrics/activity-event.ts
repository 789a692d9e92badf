import type { Answer } from '../answers/answer.js'
import type { ErrorCode } from '../errors.js'
import type { QuoteVerdict } from '../quotes/quote-verdict.js'

/** Something that the service has done, told when it ended. */
export type ActivityEvent =
  | {
      readonly kind: 'answer'
      readonly answer: Answer
      /** From the first step until the answer was whole; a stream's reader that is slow counts. */
      readonly durationMs: number
      /** Until the first segment was known; null where there is none. */
      readonly firstSegmentMs: number | null
    }
  /** A question that failed. */
  | { readonly kind: 'failure'; readonly code: ErrorCode }
  /** A question whose answer nobody waited for. */
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'quote'; readonly verdict: QuoteVerdict }
  | { readonly kind: 'draft' }

export type TellActivity = (event: ActivityEvent) => void
