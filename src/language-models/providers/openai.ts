import { ChatOpenAICompletions } from '@langchain/openai'
import type { ChatProvider, Finish } from './chat-provider.js'

const finishes: Readonly<Record<string, Finish>> = { stop: 'complete', length: 'length', content_filter: 'filtered' }

/** Any server that speaks OpenAI's chat completions: OpenAI, vLLM, llama.cpp, LM Studio, Ollama's `/v1`. */
export const openAiProvider: ChatProvider = {
  defaultUrl: 'https://api.openai.com/v1',
  authorization: (key) => ['authorization', `Bearer ${key}`],
  createChatModel: ({ model, url, maxTokens, temperature, fetch }) => {
    const chosen = temperature ?? (takesTemperature(model) ? 0 : null)
    // Not ChatOpenAI, which asks another address ("responses") for some names of models.
    return new ChatOpenAICompletions({
      model,
      maxTokens,
      ...(chosen === null ? {} : { temperature: chosen }),
      // Without it the client insists on OPENAI_API_KEY; the real key is added to the request.
      apiKey: 'none',
      maxRetries: 0,
      // Some compatible servers refuse `stream_options`, and the usage is not needed.
      streamUsage: false,
      // The client logs text that it cannot parse, on standard error.
      configuration: { baseURL: url, fetch, logLevel: 'off', maxRetries: 0 },
    })
  },
  finish: ({ response_metadata: { finish_reason: reason } }) =>
    typeof reason === 'string' ? (finishes[reason] ?? 'other') : null,
  checkBody: (body) => body,
}

/** OpenAI's reasoning models answer 400 to any temperature but 1. */
const takesTemperature = (model: string): boolean => !/^(?:o\d|gpt-5(?!-chat))/.test(model)
