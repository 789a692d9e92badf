import type { DeclineReason } from './answer.js'

/** What a reader is told where the articles do not answer, one sentence a reason; a translation begins here. */
export const declineSentences: Readonly<Record<DeclineReason, string>> = {
  no_topic: 'The articles say nothing about this.',
  topic_but_not_this: 'The articles touch on this, but do not answer it.',
  outside_filters: 'No article passes these filters.',
  empty_corpus: 'There are no articles.',
}
