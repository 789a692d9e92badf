import { createOpenAI } from '@ai-sdk/openai'
import { ChatOpenAI } from '@langchain/openai'
import { generateText, streamText } from 'ai'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnsweredQuestion } from '../../../src/answers/answer.js'
import { declineSentences } from '../../../src/answers/decline-sentences.js'
import { type RunningServer, startServer } from '../../../src/server.js'
import { serviceOn, smallCorpus } from '../../support/small-service.js'

const KEY = 'a-key'
const folder = serviceOn(smallCorpus, { ATTEST_PORT: '0', ATTEST_API_KEYS: KEY })
let server: RunningServer
let baseURL: string
let expected: AnsweredQuestion

beforeAll(async () => {
  server = await startServer(folder.config)
  baseURL = `${server.url}/v1`
  await server.attest.ingest()
  const answer = await server.attest.ask({ question, topK: 8, style: 'apa' })
  if (answer.kind !== 'answered') throw new Error('Expected an answer.')
  expected = answer
})
afterAll(async () => {
  await server.close()
  await folder.close()
})

const question = 'When was the lighthouse at Skerry Point built and how many people did the tram of Altdorf carry?'
const asked = [{ role: 'user' as const, content: question }]
const addresses = () => expected.citations.map(({ link, permalink }) => link ?? permalink)

interface Annotated {
  readonly annotations?: readonly OpenAI.ChatCompletionMessage.Annotation[]
}
/** What stands in the content where the annotations say. */
const markersIn = (content: string, { annotations }: Annotated) =>
  annotations?.map(({ url_citation: { start_index, end_index } }) => content.slice(start_index, end_index))
const addressesIn = ({ annotations }: Annotated) => annotations?.map(({ url_citation: { url } }) => url)

test('the answer that they are to give has citations with and without the address of a publisher', () => {
  expect(expected.citations.length).toBeGreaterThan(1)
  expect(new Set(expected.citations.map(({ link }) => link === null))).toEqual(new Set([true, false]))
})

describe('the client of OpenAI', () => {
  const client = () => new OpenAI({ baseURL, apiKey: KEY, maxRetries: 0 })

  test('gets the answer with its markers annotated, and the sources beside', async () => {
    const body = await client().chat.completions.create({ model: 'attest', messages: asked })
    const { message, finish_reason } = body.choices[0]!
    expect(message.content).toBe(expected.answer)
    expect(finish_reason).toBe('stop')
    expect(markersIn(expected.answer, message)).toEqual(expected.citations.map(({ marker }) => `[${marker}]`))
    expect(addressesIn(message)).toEqual(addresses())
    expect(body.usage!.prompt_tokens).toBe(Math.ceil(question.length / 4))
    expect(body.usage!.total_tokens).toBe(body.usage!.prompt_tokens + body.usage!.completion_tokens)
    expect(body).toMatchObject({
      object: 'chat.completion',
      citations: addresses(),
      search_results: expected.citations.map(({ quote, article }, i) => ({
        title: article.title,
        url: addresses()[i],
        date: article.published,
        snippet: quote,
      })),
      attest: { kind: 'answered', citations: expected.citations, version: expected.version },
    })
  })

  test('gets it piece by piece', async () => {
    const stream = await client().chat.completions.create({
      model: 'attest-extractive',
      messages: asked,
      stream: true,
      stream_options: { include_usage: true },
    })
    const chunks: OpenAI.ChatCompletionChunk[] = []
    for await (const chunk of stream) chunks.push(chunk)
    const deltas = chunks.map(({ choices }) => choices[0]?.delta)
    expect(deltas.map((delta) => Object.keys(delta ?? { usage: null }).join())).toEqual([
      'role,content',
      ...expected.segments.map(() => 'content'),
      'annotations',
      '',
      'usage',
    ])
    expect(deltas.map((delta) => delta?.content ?? '').join('')).toBe(expected.answer)
    const annotated = deltas.find((delta) => delta !== undefined && 'annotations' in delta) as Annotated
    expect(addressesIn(annotated)).toEqual(addresses())
    expect(markersIn(expected.answer, annotated)).toEqual(expected.citations.map(({ marker }) => `[${marker}]`))
    expect(chunks.map(({ choices }) => choices[0]?.finish_reason ?? null)).toEqual([
      ...chunks.slice(2).map(() => null),
      'stop',
      null,
    ])
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1)
    expect(chunks.at(-1)!.usage!.completion_tokens).toBeGreaterThan(0)
    expect(chunks.find((chunk) => 'citations' in chunk)).toMatchObject({
      citations: addresses(),
      attest: { citations: expected.citations },
    })
  })

  test('assembles the same message from the pieces with its own helper', async () => {
    const whole = await client().chat.completions.stream({ model: 'attest', messages: asked }).finalChatCompletion()
    expect(whole.choices[0]!.message.content).toBe(expected.answer)
  })

  test.each([false, true])('is told in plain words that the articles do not say (streamed: %s)', async (stream) => {
    const messages = [{ role: 'user' as const, content: 'Which enzyme repairs damaged DNA in zebrafish?' }]
    const whole = stream
      ? await client().chat.completions.stream({ model: 'attest', messages }).finalChatCompletion()
      : await client().chat.completions.create({ model: 'attest', messages })
    const { message, finish_reason } = whole.choices[0]!
    expect([message.content, finish_reason]).toEqual([declineSentences.no_topic, 'stop'])
    expect(message.annotations).toEqual([])
    if (!stream) expect(whole).toMatchObject({ citations: [], attest: { kind: 'unanswerable', reason: 'no_topic' } })
  })

  test('asks under filters', async () => {
    const filtered = { attest: { filters: { authors: ['Jo Meier'] }, style: 'mla', topK: 3 } }
    const body = await client().chat.completions.create({ model: 'attest', messages: asked, ...filtered })
    const { citations } = (body as unknown as { attest: AnsweredQuestion }).attest
    expect(new Set(citations.map(({ articleId }) => articleId))).toEqual(new Set(['tram']))
    expect(citations[0]!.reference).toMatch(/^Meier, Jo\. “The tram of Altdorf/)
  })

  test('may send what only language models know, a conversation, and text in parts', async () => {
    const body = await client().chat.completions.create({
      model: 'attest',
      temperature: 0.2,
      max_tokens: 5,
      tools: [{ type: 'function', function: { name: 'look_up' } }],
      messages: [
        { role: 'system', content: 'Answer like a pirate.' },
        { role: 'user', content: 'What is there at Skerry Point?' },
        { role: 'assistant', content: null, tool_calls: [] },
        { role: 'assistant', content: 'x'.repeat(30_000) },
        { role: 'user', content: [{ type: 'text', text: question }] },
      ],
    })
    expect(body.choices[0]!.message.content).toBe(expected.answer)
  })

  test('learns which models there are', async () => {
    const { data } = await client().models.list()
    expect(data.map(({ id }) => id)).toEqual(['attest', 'attest-extractive'])
    expect(await client().models.retrieve('attest')).toEqual(data[0])
    await expect(client().models.retrieve('gpt-9')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })

  const wrong = new OpenAI({ baseURL: 'http://unused', apiKey: 'wrong', maxRetries: 0 })
  test.each([
    ['another key', { key: wrong.apiKey }, OpenAI.AuthenticationError, 401, 'invalid_api_key', null],
    ['a model that there is not', { model: 'gpt-9' }, OpenAI.NotFoundError, 404, 'model_not_found', 'model'],
    ['no message', { messages: [] }, OpenAI.BadRequestError, 400, 'invalid_request', 'messages'],
    [
      'no question',
      { messages: [{ role: 'system' as const, content: 'x' }] },
      OpenAI.BadRequestError,
      400,
      'invalid_request',
      'messages',
    ],
    [
      'a picture',
      { messages: [{ role: 'user' as const, content: [{ type: 'image_url', image_url: { url: 'x' } } as const] }] },
      OpenAI.BadRequestError,
      400,
      'invalid_request',
      'messages[0].content',
    ],
    [
      'a question that is too long',
      { messages: [...asked, { role: 'user' as const, content: 'x'.repeat(2_001) }] },
      OpenAI.BadRequestError,
      400,
      'invalid_request',
      'messages[1].content',
    ],
    [
      'a filter that there is not',
      { attest: { filters: { author: 'x' } } },
      OpenAI.UnprocessableEntityError,
      422,
      'invalid_filter',
      'attest.filters.author',
    ],
  ])('meets %s with the error of its own', async (_, given, type, status, code, param) => {
    const { key = KEY, ...body } = { key: KEY, model: 'attest', messages: asked, ...given }
    const asking = new OpenAI({ baseURL, apiKey: key, maxRetries: 0 }).chat.completions
    for (const stream of [false, true]) {
      const failure = await asking.create({ ...body, stream }).catch((thrown: unknown) => thrown)
      expect(failure).toBeInstanceOf(type)
      expect(failure).toMatchObject({ status, code, param, type: 'invalid_request_error', message: /^\d{3} \S.{20}/ })
    }
  })
})

describe('ChatOpenAI of LangChain', () => {
  const model = () =>
    new ChatOpenAI({ model: 'attest', apiKey: KEY, configuration: { baseURL }, __includeRawResponse: true })

  test('gets the answer and its annotations', async () => {
    const { content, additional_kwargs, usage_metadata } = await model().invoke(question)
    expect(content).toBe(expected.answer)
    expect(usage_metadata).toMatchObject({ total_tokens: expect.any(Number) })
    const raw = additional_kwargs.__raw_response as OpenAI.ChatCompletion
    expect(addressesIn(raw.choices[0]!.message)).toEqual(addresses())
  })

  test('gets it piece by piece', async () => {
    const pieces: string[] = []
    const annotated: Annotated[] = []
    for await (const { content, additional_kwargs } of await model().stream(question)) {
      pieces.push(content as string)
      const raw = additional_kwargs.__raw_response as OpenAI.ChatCompletionChunk | undefined
      const delta = raw?.choices[0]?.delta
      if (delta !== undefined && 'annotations' in delta) annotated.push(delta as Annotated)
    }
    expect(pieces.join('')).toBe(expected.answer)
    expect(annotated.map(addressesIn)).toEqual([addresses()])
  })
})

describe('the AI SDK', () => {
  const model = () => createOpenAI({ baseURL, apiKey: KEY }).chat('attest')

  test('gets the answer and its sources', async () => {
    const { text, sources, usage } = await generateText({ model: model(), prompt: question })
    expect(text).toBe(expected.answer)
    expect(sources.map((source) => source.sourceType === 'url' && source.url)).toEqual(addresses())
    expect(usage.totalTokens).toBeGreaterThan(0)
  })

  test('gets them piece by piece', async () => {
    const result = streamText({ model: model(), prompt: question })
    expect(await result.text).toBe(expected.answer)
    expect((await result.sources).map((source) => source.sourceType === 'url' && source.url)).toEqual(addresses())
    expect((await result.usage).totalTokens).toBeGreaterThan(0)
  })
})
