import { ChatAnthropic } from '@langchain/anthropic'
import type { ChatProvider, Finish } from './chat-provider.js'

const finishes: Readonly<Record<string, Finish>> = {
  end_turn: 'complete',
  stop_sequence: 'complete',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  refusal: 'filtered',
}

export const anthropicProvider: ChatProvider = {
  defaultUrl: 'https://api.anthropic.com',
  authorization: (key) => ['x-api-key', key],
  createChatModel: ({ model, url, maxTokens, temperature, fetch }) => {
    const create = (chosen: number | null): ChatAnthropic =>
      new ChatAnthropic({
        model,
        maxTokens,
        ...(chosen === null ? {} : { temperature: chosen }),
        // Without it the client insists on ANTHROPIC_API_KEY; the real key is added to the request.
        apiKey: 'none',
        anthropicApiUrl: url,
        maxRetries: 0,
        // The client logs text that it cannot parse, on standard error.
        clientOptions: { fetch, logLevel: 'off', authToken: null, maxRetries: 0 },
      })
    if (temperature !== null) return create(temperature)
    try {
      const cool = create(0)
      // The client knows which models take no temperature, and refuses it here.
      cool.invocationParams({})
      return cool
    } catch {
      return create(null)
    }
  },
  finish: ({ additional_kwargs: { stop_reason: reason } }) =>
    typeof reason === 'string' ? (finishes[reason] ?? 'other') : null,
  checkBody: (body) => body,
}
