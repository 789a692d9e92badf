import OpenAI from 'openai'
import type { Citation } from '../../src/citations/citation.js'
import type { Door, DoorAnswer } from '../contracts/door.contract.js'

/** What stands beside a message, which OpenAI's own types do not know. */
interface Beside {
  readonly search_results: readonly { readonly snippet: string }[]
  readonly attest: { readonly citations?: readonly Citation[] }
}
type Annotation = OpenAI.ChatCompletionMessage.Annotation

const body = (question: string, options: object = {}) => ({
  model: 'attest',
  messages: [{ role: 'user' as const, content: question }],
  attest: options,
})

const clientOf = (url: string): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })

/** Addresses from the annotations, quotes from the search results, the rest from our own field. */
const read = (text: string, annotations: readonly Annotation[], { search_results, attest }: Beside): DoorAnswer => ({
  text,
  citations: annotations.map(({ url_citation: { url } }, i) => ({
    url,
    quote: search_results[i]!.snippet,
    articleId: attest.citations![i]!.articleId,
    span: attest.citations![i]!.span,
  })),
})

export const openAiDoor = (url: string): Door => ({
  async ask(question, options) {
    const whole = await clientOf(url).chat.completions.create(body(question, options))
    const { content, annotations } = whole.choices[0]!.message
    return read(content!, annotations!, whole as unknown as Beside)
  },
})

export const openAiStreamDoor = (url: string): Door => ({
  async ask(question, options) {
    const stream = await clientOf(url).chat.completions.create({ ...body(question, options), stream: true })
    let text = ''
    let last: { annotations: Annotation[]; beside: Beside } | null = null
    for await (const chunk of stream) {
      const delta = chunk.choices[0]?.delta as { content?: string; annotations?: Annotation[] } | undefined
      text += delta?.content ?? ''
      if (delta?.annotations) last = { annotations: delta.annotations, beside: chunk as unknown as Beside }
    }
    return read(text, last!.annotations, last!.beside)
  },
})
