import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk } from '@langchain/core/messages'

/** What a client is made with, anew for each call. */
export interface ChatCall {
  readonly model: string
  /** Without a slash at its end. */
  readonly url: string
  readonly contextTokens: number
  readonly maxTokens: number
  /** Null leaves the choice to the provider's file. */
  readonly temperature: number | null
  /** The client makes all its requests with this, which adds the key, knows the signal and sees what comes back. */
  readonly fetch: typeof fetch
}

/** How the model ended, in the words of all providers. */
export type Finish = 'complete' | 'length' | 'filtered' | 'other'

/** What differs between servers of language models. */
export interface ChatProvider {
  readonly defaultUrl: string
  /** The header that carries a key. */
  authorization(key: string): readonly [name: string, value: string]
  /** The client; it must not retry, time out or log by itself. */
  createChatModel(call: ChatCall): BaseChatModel
  /** Null while the model goes on. */
  finish(chunk: AIMessageChunk): Finish | null
  /**
   * Passes the body on, and fails where the client would pass over what it cannot read: with a SyntaxError at what is not
   * of the protocol, with another error where it ends too early.
   */
  checkBody(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>
}
