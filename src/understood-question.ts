import { randomInt } from 'node:crypto'
import type { AnswerRequest } from './answers/answer.js'
import type { Writer } from './ask-parts.js'
import { standaloneQuestion } from './conversation/standalone-question.js'
import { AttestError } from './errors.js'
import { LanguageModelError } from './language-models/language-model.js'
import { estimateTokens } from './prompts/estimate-tokens.js'
import { rewritePrompt, rewrittenQuestion } from './prompts/rewrite-prompt.js'

/** A question of its own needs no more tokens. */
const LONGEST_REWRITING = 256

/**
 * The question as it is meant after what was said before: by a language model where one writes the answer, else, or where
 * that fails, by rules (docs/conversation.md).
 * @throws the reason of `signal`.
 */
export async function understoodQuestion(
  { question, conversation = [] }: AnswerRequest,
  writer: Writer | null,
  signal: AbortSignal,
): Promise<string> {
  if (conversation.length === 0) return question
  const written = writer === null ? null : await rewrittenBy(writer, question, conversation, signal)
  return written ?? standaloneQuestion(question, conversation).question
}

async function rewrittenBy(
  { model, prompts }: Writer,
  question: string,
  conversation: NonNullable<AnswerRequest['conversation']>,
  signal: AbortSignal,
): Promise<string | null> {
  const maxTokens = LONGEST_REWRITING
  const budget = { contextTokens: model.contextTokens, maxTokens, countTokens: estimateTokens }
  try {
    const messages = rewritePrompt(prompts.rewriteQuestion, { question, conversation }, budget, (limit) =>
      randomInt(limit),
    )
    let text = ''
    for await (const piece of model.stream(messages, { signal, maxTokens })) text += piece
    return rewrittenQuestion(text)
  } catch (thrown) {
    const isModels = thrown instanceof LanguageModelError
    if (isModels || (thrown instanceof AttestError && thrown.code === 'QUESTION_TOO_LONG')) return null
    throw thrown
  }
}
