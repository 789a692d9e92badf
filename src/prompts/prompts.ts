import path from 'node:path'
import { loadPrompt, type Prompt } from './prompt.js'

const answerShape = {
  system: ['nonce'],
  passage: ['nonce', 'number', 'heading', 'text'],
  user: ['nonce', 'passages', 'question'],
} as const

const rewriteShape = {
  system: ['nonce'],
  turn: ['nonce', 'role', 'text'],
  user: ['nonce', 'turns', 'question'],
} as const

/** All words that are sent to a language model. */
export interface Prompts {
  readonly answer: Prompt<typeof answerShape>
  readonly rewriteQuestion: Prompt<typeof rewriteShape>
}

/**
 * @param folder of the prompts' files.
 * @throws {AttestError} `PROMPT_INVALID`.
 */
export async function loadPrompts(folder: string): Promise<Prompts> {
  return {
    answer: await loadPrompt(path.join(folder, 'answer.md'), answerShape),
    rewriteQuestion: await loadPrompt(path.join(folder, 'rewrite-question.md'), rewriteShape),
  }
}
