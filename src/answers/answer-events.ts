import type { Citation } from '../citations/citation.js'
import type { Answer, Segment } from './answer.js'
import type { FoundPassage } from './found-passage.js'

/**
 * An answer as it becomes known: `sources`, then `citation` and `segment` as they are ready, then `done`. A segment
 * comes after the citations that it names, and each citation comes once. One that declines has no segment.
 */
export type AnswerEvent =
  /** The passages that were looked at, best first; `done` has every cited one besides. */
  | { readonly kind: 'sources'; readonly passages: readonly FoundPassage[]; readonly version: string }
  | { readonly kind: 'citation'; readonly citation: Citation }
  | { readonly kind: 'segment'; readonly segment: Segment }
  /** The whole answer, with everything that was told before; the last event. */
  | { readonly kind: 'done'; readonly answer: Answer }

export interface AskOptions {
  /** Ends the work at its next step; the call then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** The whole answer that the events end with. */
export async function wholeAnswer(events: AsyncIterable<AnswerEvent>): Promise<Answer> {
  for await (const event of events) if (event.kind === 'done') return event.answer
  throw new Error('Expected the events of an answer to end with the whole of it.')
}
