/** The three protocols of streamed chat, as their servers write them: what is said, how it ends, how errors look. */
export interface Dialect {
  readonly path: string
  readonly contentType: string
  /** Before the first word. */
  open(): string
  say(text: string): string
  /** @param reason in the words of OpenAI: `stop`, `length`, `content_filter`; others are passed on. */
  finish(reason: string): string
  /** After the finish. */
  close(): string
  /** What cannot be parsed. */
  malformed(): string
  /** An error in the midst of the stream. */
  error(message: string): string
  /** The body of a status 4xx or 5xx. */
  errorBody(message: string, code: string): string
}

const chunk = (delta: object, finishReason: string | null): string =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, delta, finish_reason: finishReason }],
  })}\n\n`

const openAi: Dialect = {
  path: '/v1/chat/completions',
  contentType: 'text/event-stream',
  open: () => chunk({ role: 'assistant', content: '' }, null),
  say: (text) => chunk({ content: text }, null),
  finish: (reason) => chunk({}, reason),
  close: () => 'data: [DONE]\n\n',
  malformed: () => 'data: {"choices": \n\n',
  error: (message) => `data: ${JSON.stringify({ error: { message, type: 'server_error' } })}\n\n`,
  errorBody: (message, code) => JSON.stringify({ error: { message, type: 'invalid_request_error', code } }),
}

const event = (type: string, fields: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`
const stopReasons: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  content_filter: 'refusal',
}

const anthropic: Dialect = {
  path: '/v1/messages',
  contentType: 'text/event-stream',
  open: () =>
    event('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'scripted',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 1, output_tokens: 1 },
      },
    }) + event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  say: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
  finish: (reason) =>
    event('content_block_stop', { index: 0 }) +
    event('message_delta', {
      delta: { stop_reason: stopReasons[reason] ?? reason, stop_sequence: null },
      usage: { output_tokens: 1 },
    }),
  close: () => event('message_stop', {}),
  malformed: () => 'event: content_block_delta\ndata: {"type": \n\n',
  error: (message) => event('error', { error: { type: 'overloaded_error', message } }),
  errorBody: (message, code) => JSON.stringify({ type: 'error', error: { type: code, message } }),
}

const line = (fields: object): string =>
  `${JSON.stringify({ model: 'scripted', created_at: '2026-01-01T00:00:00Z', ...fields })}\n`

const ollama: Dialect = {
  path: '/api/chat',
  contentType: 'application/x-ndjson',
  open: () => '',
  say: (text) => line({ message: { role: 'assistant', content: text }, done: false }),
  finish: (reason) =>
    line({ message: { role: 'assistant', content: '' }, done: true, done_reason: reason, eval_count: 1 }),
  close: () => '',
  malformed: () => '{"message": \n',
  error: (message) => `${JSON.stringify({ error: message })}\n`,
  errorBody: (message) => JSON.stringify({ error: message }),
}

export const dialects = { openai: openAi, anthropic, ollama } as const
export type DialectName = keyof typeof dialects
