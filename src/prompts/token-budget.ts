import { AttestError } from '../errors.js'
import type { ChatMessage } from '../language-models/language-model.js'

export interface TokenBudget {
  /** Of the model: prompt and answer together. */
  readonly contextTokens: number
  /** Kept free for the answer. */
  readonly maxTokens: number
  /** At least as many as the model counts. */
  readonly countTokens: (text: string) => number
}

/** What chat templates add around a message: roles, separators, in some a preamble. */
const TOKENS_AROUND_MESSAGE = 32

export const promptTokens = ({ contextTokens, maxTokens }: TokenBudget): number => contextTokens - maxTokens

export function tokensOf(messages: readonly ChatMessage[], { countTokens }: TokenBudget): number {
  return messages.reduce((sum, { content }) => sum + countTokens(content) + TOKENS_AROUND_MESSAGE, 0)
}

export function questionTooLong(needed: number, budget: TokenBudget): AttestError {
  return new AttestError(
    'QUESTION_TOO_LONG',
    `Expected a prompt of at most ${promptTokens(budget)} tokens, but the question and what has to go with it need about ${needed}. ` +
      'Ask in fewer words, or raise ATTEST_LANGUAGE_MODEL_CONTEXT_TOKENS if the model takes more.',
  )
}
