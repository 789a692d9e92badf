import OpenAI from 'openai'
import type { AnswerMode, Segment } from '../../src/answers/answer.js'
import type { Citation } from '../../src/citations/citation.js'
import type { Door, DoorAnswer, DoorOptions } from '../contracts/door.contract.js'

/** What stands beside a message, which OpenAI's own types do not know. */
interface Beside {
  readonly search_results: readonly { readonly snippet: string }[]
  readonly attest: { readonly citations?: readonly Citation[]; readonly segments?: readonly Segment[] }
}
type Annotation = OpenAI.ChatCompletionMessage.Annotation

const models: Readonly<Record<AnswerMode, string>> = {
  extractive: 'attest-extractive',
  'language-model': 'attest-language-model',
}

const body = (question: string, { mode, filters }: DoorOptions = {}) => ({
  model: mode === undefined ? 'attest' : models[mode],
  messages: [{ role: 'user' as const, content: question }],
  attest: filters === undefined ? {} : { filters },
})

const clientOf = (url: string): OpenAI => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'none', maxRetries: 0 })

/** Addresses from the annotations, which stand on a marker each, quotes from the search results, the rest from our own field. */
function read(text: string, annotations: readonly Annotation[], { search_results, attest }: Beside): DoorAnswer {
  const addresses = new Map(
    annotations.map(({ url_citation: { start_index, end_index, url } }) => [text.slice(start_index, end_index), url]),
  )
  const citations = [...addresses].map(([marker, url]) => {
    const place = Number(/^\[(\d+)\]$/.exec(marker)![1]) - 1
    const { articleId, span } = attest.citations![place]!
    return { url, quote: search_results[place]!.snippet, articleId, span }
  })
  return { text, citations, ...(attest.segments && { segments: attest.segments }) }
}

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
