import { AttestError } from '../errors.js'

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface StreamOptions {
  /** Ends the call and the connection; the iteration then throws the signal's reason. */
  readonly signal: AbortSignal
  /** Most tokens that the model may write. */
  readonly maxTokens: number
}

/** A chat model, wherever it runs. What it writes is not to be believed. */
export interface LanguageModel {
  /** As answers show it, e.g. `gpt-5-mini`. */
  readonly name: string
  /** Tokens of prompt and answer together. */
  readonly contextTokens: number
  /**
   * Pieces of the answer's text as they arrive, none empty. The iteration ends without an error only when the model said
   * that it had finished; to stop early, leave the loop or fire `signal`: both close the connection.
   *
   * @throws {LanguageModelError} with a reason; also when text had already arrived.
   */
  stream(messages: readonly ChatMessage[], options: StreamOptions): AsyncIterable<string>
}

/**
 * Why a language model gave no whole answer. Stable: answers show it as `fallbackReason`.
 *
 * - `unreachable`: no connection, or it broke before any text
 * - `timeout`: the deadline of the call passed
 * - `rate_limited`: status 429, also after the retries
 * - `unauthorized`: status 401 or 403
 * - `refused`: another status 3xx or 4xx, or the model's own content filter
 * - `cut_off`: the text broke off, or the model reached its most tokens
 * - `malformed`: what arrived is not the protocol that was configured
 * - `server_error`: status 5xx, or an error in the midst of the stream
 * - `empty`: the model finished without any text
 */
export const languageModelFailureReasons = [
  'unreachable',
  'timeout',
  'rate_limited',
  'unauthorized',
  'refused',
  'cut_off',
  'malformed',
  'server_error',
  'empty',
] as const
export type LanguageModelFailureReason = (typeof languageModelFailureReasons)[number]

/** Its message holds neither key nor prompt nor text of the model, and it has no `cause`, for that may hold all three. */
export class LanguageModelError extends AttestError {
  // Private, so that a logger that writes an error's own fields does not write the model's text.
  readonly #received: string

  constructor(
    readonly reason: LanguageModelFailureReason,
    message: string,
    received: string,
  ) {
    super('LANGUAGE_MODEL_FAILED', message)
    this.#received = received
  }

  /** The text that had arrived; may be empty. */
  get received(): string {
    return this.#received
  }
}
