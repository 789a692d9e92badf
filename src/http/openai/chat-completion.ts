import type { SSEMessage } from 'hono/streaming'
import type { AnswerEvent } from '../../answers/answer-events.js'
import type { ChatRequest } from './chat-request.js'
import { ChatText } from './chat-text.js'

/** What every body and chunk of one completion begins with. */
export interface CompletionHead {
  readonly id: string
  /** Seconds since 1970. */
  readonly created: number
  readonly model: string
}

export async function completion(events: AsyncIterable<AnswerEvent>, head: CompletionHead, chat: ChatRequest) {
  const text = new ChatText()
  for await (const event of events) text.take(event)
  const { content, annotations } = text
  const message = { role: 'assistant', content, refusal: null, annotations }
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', logprobs: null, message }],
    usage: usageOf(chat, text),
    ...text.beside,
  }
}

/** Role, content piece by piece, annotations, finish reason, usage where it was asked for, `[DONE]`. */
export async function* completionChunks(
  events: AsyncIterable<AnswerEvent>,
  head: CompletionHead,
  chat: ChatRequest,
): AsyncGenerator<SSEMessage> {
  const chunk = (fields: object): SSEMessage => ({
    data: JSON.stringify({ ...head, object: 'chat.completion.chunk', ...fields }),
  })
  const choice = (delta: object, finish_reason: 'stop' | null = null) => ({
    choices: [{ index: 0, delta, finish_reason }],
  })
  const text = new ChatText()
  for await (const event of events) {
    if (event.kind === 'sources') yield chunk(choice({ role: 'assistant', content: '' }))
    const content = text.take(event)
    if (content !== '') yield chunk(choice({ content }))
  }
  yield chunk({ ...choice({ annotations: text.annotations }), ...text.beside })
  yield chunk(choice({}, 'stop'))
  if (chat.includesUsage) yield chunk({ choices: [], usage: usageOf(chat, text) })
  yield { data: '[DONE]' }
}

/** No model counts tokens here: four characters are taken for one, as is usual for English. */
const CHARACTERS_PER_TOKEN = 4
const estimatedTokens = (characters: number): number => Math.max(1, Math.ceil(characters / CHARACTERS_PER_TOKEN))

function usageOf({ promptCharacters }: ChatRequest, { content }: ChatText) {
  const prompt_tokens = estimatedTokens(promptCharacters)
  const completion_tokens = estimatedTokens(content.length)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
