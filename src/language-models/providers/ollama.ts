import { ChatOllama } from '@langchain/ollama'
import type { ChatProvider, Finish } from './chat-provider.js'
import { wholeJsonLines } from './whole-json-lines.js'

const finishes: Readonly<Record<string, Finish>> = { stop: 'complete', length: 'length' }

/**
 * Ollama's own protocol. Its client minds neither signal nor deadline while it waits, and keeps the connection, so that the
 * server goes on generating: `fetch` knows the signal for it. It prints and passes over lines that it cannot parse, which would
 * lose words of the answer: `checkBody` fails on them first.
 */
export const ollamaProvider: ChatProvider = {
  defaultUrl: 'http://127.0.0.1:11434',
  authorization: (key) => ['authorization', `Bearer ${key}`],
  createChatModel: ({ model, url, contextTokens, maxTokens, temperature, fetch }) =>
    new ChatOllama({
      model,
      baseUrl: url,
      fetch,
      maxRetries: 0,
      numPredict: maxTokens,
      // Ollama's default is a few thousand tokens, and it cuts a longer prompt without a word.
      numCtx: contextTokens,
      temperature: temperature ?? 0,
      // Thoughts cost tokens and time, and are not shown.
      think: false,
    }),
  finish: ({ response_metadata: { done, done_reason: reason } }) => {
    if (done !== true) return null
    // Servers before 0.1.38 give no reason.
    return typeof reason === 'string' ? (finishes[reason] ?? 'other') : 'complete'
  },
  checkBody: (body) => wholeJsonLines(body, (value) => isRecord(value) && (value.done === true || 'error' in value)),
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
