import type { ChatMessage } from '../language-models/language-model.js'
import { dataText } from './data-text.js'
import { freshNonce } from './nonce.js'
import type { Prompts } from './prompts.js'
import { promptTokens, questionTooLong, type TokenBudget, tokensOf } from './token-budget.js'

export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

/**
 * The messages that ask for a follow-up as a question of its own, within the budget: the oldest turns are left out first.
 *
 * @param conversation the oldest turn first, without the question.
 * @param randomBelow an integer in [0, limit), unpredictable.
 * @throws {AttestError} `QUESTION_TOO_LONG` where the question does not fit even without the conversation.
 */
export function rewritePrompt(
  prompt: Prompts['rewriteQuestion'],
  given: { readonly question: string; readonly conversation: readonly Turn[] },
  budget: TokenBudget,
  randomBelow: (limit: number) => number,
): readonly ChatMessage[] {
  const question = dataText(given.question)
  const turns = given.conversation.map(({ role, text }) => ({ role, text: dataText(text) }))
  const nonce = freshNonce([question, ...turns.map(({ text }) => text)], randomBelow)
  const messagesFrom = (first: number): ChatMessage[] => [
    { role: 'system', content: prompt.fill('system', { nonce }) },
    {
      role: 'user',
      content: prompt.fill('user', {
        nonce,
        question,
        turns: turns
          .slice(first)
          .map((turn) => prompt.fill('turn', { nonce, ...turn }))
          .join('\n\n'),
      }),
    },
  ]
  for (let first = 0; first <= turns.length; first++) {
    const messages = messagesFrom(first)
    if (tokensOf(messages, budget) <= promptTokens(budget)) return messages
  }
  throw questionTooLong(tokensOf(messagesFrom(turns.length), budget), budget)
}

/** As long as a question may be, in UTF-16 code units. */
const LONGEST_QUESTION = 2_000

/**
 * The question in what a model wrote for `rewritePrompt`: without the introduction and the quotation marks that models add.
 * @returns null where it is none: empty, several lines of it, or too long.
 */
export function rewrittenQuestion(modelText: string): string | null {
  const lines = modelText.split('\n').map((line) => line.trim())
  const written = lines.filter((line) => line !== '' && !/^(?:here|sure|certainly)\b.*:$/i.test(line))
  if (written.length !== 1) return null
  const question = written[0]!
    .replace(/^(?:(?:rewritten|standalone|stand-alone) )?question:\s*/i, '')
    .replace(/^(["'“„«])(.*)(["'”“»])$/, '$2')
    .trim()
  return question === '' || question.length > LONGEST_QUESTION ? null : question
}
