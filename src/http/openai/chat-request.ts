import { z } from '@hono/zod-openapi'
import type { ConversationTurn } from '../../answers/answer.js'
import { AskRequest, MOST_CONVERSATION_CHARACTERS, MOST_TURNS } from '../../wire/schemas.js'
import { modeOf } from './models.js'

const Part = z.looseObject({ type: z.string(), text: z.string().optional() })

const Message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(Part)], 'expected a text, or parts of the type "text"').nullish(),
})
type Message = z.infer<typeof Message>

const Body = z.looseObject({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  attest: AskRequest.pick({ filters: true, topK: true, style: true }).prefault({}),
})

/**
 * The body of a chat completion, where unknown parameters are accepted, as what the service is asked: the last message
 * of the user is the question, those before it the conversation.
 */
export const ChatRequest = Body.transform(({ model, messages, attest, stream, stream_options }, ctx) => {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  const question = last === -1 ? noQuestion : questionIn(messages[last]!)
  if (!question.success) {
    for (const { message } of question.error.issues) {
      ctx.addIssue({ code: 'custom', message, path: last === -1 ? ['messages'] : ['messages', last, 'content'] })
    }
    return z.NEVER
  }
  return {
    model,
    request: {
      question: question.data,
      conversation: conversationIn(messages.slice(0, last)),
      mode: modeOf(model),
      ...attest,
    },
    promptCharacters: messages.reduce((sum, message) => sum + textOf(message).length, 0),
    streams: stream === true,
    includesUsage: stream_options?.include_usage === true,
  }
})
export type ChatRequest = z.infer<typeof ChatRequest>

const noQuestion = z.never('expected a message of the role "user", received none').safeParse(null)

function questionIn(message: Message) {
  const { content } = message
  const other = Array.isArray(content) ? content.find(({ type }) => type !== 'text') : undefined
  return other === undefined
    ? AskRequest.shape.question.safeParse(textOf(message))
    : z.never(`expected parts of the type "text", received "${other.type}"`).safeParse(null)
}

/** The last turns, as many as the service takes: clients send all that was ever said. */
function conversationIn(messages: readonly Message[]): ConversationTurn[] {
  const turns: ConversationTurn[] = []
  let characters = 0
  for (const message of messages.toReversed()) {
    const { role } = message
    if (role !== 'user' && role !== 'assistant') continue
    const text = textOf(message)
    characters += text.length
    if (turns.length === MOST_TURNS || characters > MOST_CONVERSATION_CHARACTERS) break
    if (text.trim() !== '') turns.push({ role, text })
  }
  return turns.reverse()
}

function textOf({ content }: Message): string {
  if (typeof content === 'string') return content
  return (content ?? []).flatMap(({ type, text }) => (type === 'text' && text !== undefined ? text : [])).join('\n')
}
