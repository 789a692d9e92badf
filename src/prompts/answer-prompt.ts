import type { ChatMessage } from '../language-models/language-model.js'
import { dataLine, dataText } from './data-text.js'
import { fitPassages, type PromptPassage } from './fit-passages.js'
import { type Markers, markersFor } from './markers.js'
import { freshNonce } from './nonce.js'
import type { Prompts } from './prompts.js'
import { promptTokens, questionTooLong, type TokenBudget, tokensOf } from './token-budget.js'

export interface AnswerPrompt<Passage extends PromptPassage> {
  readonly messages: readonly ChatMessage[]
  /** What was given, in order: number 1 is the first. The first one's text may be shorter than it was. */
  readonly passages: readonly Passage[]
  /** How the answer cites them. */
  readonly markers: Markers
}

/**
 * The messages that ask for an answer from passages, within the budget.
 *
 * @param passages best first; at least one.
 * @param randomBelow an integer in [0, limit), unpredictable.
 * @throws {AttestError} `QUESTION_TOO_LONG` where no sentence of a passage fits beside the question.
 */
export function answerPrompt<Passage extends PromptPassage>(
  prompt: Prompts['answer'],
  given: { readonly question: string; readonly passages: readonly Passage[] },
  budget: TokenBudget,
  randomBelow: (limit: number) => number,
): AnswerPrompt<Passage> {
  const question = dataText(given.question)
  const textsSent = (passages: readonly Passage[]): string[] => [
    question,
    ...passages.flatMap(({ heading, text }) => [dataLine(heading), dataText(text)]),
  ]
  const nonce = freshNonce(textsSent(given.passages), randomBelow)
  const messagesWith = (passages: readonly Passage[]): ChatMessage[] => [
    { role: 'system', content: prompt.fill('system', { nonce }) },
    { role: 'user', content: prompt.fill('user', { nonce, question, passages: fenced(prompt, passages, nonce) }) },
  ]
  const tokensWith = (passages: readonly Passage[]): number => tokensOf(messagesWith(passages), budget)
  const passages = fitPassages(given.passages, promptTokens(budget), tokensWith)
  if (passages.length === 0) throw questionTooLong(tokensWith(given.passages.slice(0, 1)), budget)
  return { messages: messagesWith(passages), passages, markers: markersFor(nonce, textsSent(passages)) }
}

function fenced(prompt: Prompts['answer'], passages: readonly PromptPassage[], nonce: string): string {
  return passages
    .map(({ heading, text }, index) =>
      prompt.fill('passage', { nonce, number: String(index + 1), heading: dataLine(heading), text: dataText(text) }),
    )
    .join('\n\n')
}
