import type { Answer } from '../../src/answers/answer.js'
import { declineSentences } from '../../src/answers/decline-sentences.js'
import type { Citation } from '../../src/citations/citation.js'
import type { DoorAnswer, DoorCitation } from '../contracts/door.contract.js'

export const doorCitation = ({ quote, articleId, link, permalink, span }: Citation): DoorCitation => ({
  quote,
  articleId,
  url: link ?? permalink,
  span,
})

/** An answer in our own form, as a client of any door that gives that form reads it. */
export function doorAnswer(answer: Answer): DoorAnswer {
  return answer.kind === 'answered'
    ? { text: answer.answer, citations: answer.citations.map(doorCitation), segments: answer.segments }
    : { text: declineSentences[answer.reason], citations: [] }
}
