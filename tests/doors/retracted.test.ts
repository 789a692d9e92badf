import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AttestRetriever } from '../../src/langchain/attest-retriever.js'
import { serverSentEvents } from '../support/server-sent-events.js'
import { smallCorpus } from '../support/small-service.js'
import { type OpenedDoors, openDoors } from './opened-doors.js'

const sentence = 'The moles of Ebbe slept for forty days in one winter.'
const moles = `---\ntitle: The moles of Ebbe\nstatus: retracted\n---\n\n${sentence}\n`
const question = 'How long did the moles of Ebbe sleep?'

let doors: OpenedDoors
beforeAll(async () => {
  doors = await openDoors({ ...smallCorpus, 'moles.md': moles })
})
afterAll(() => doors.close())

const post = (route: string, body: object, accept = 'application/json') =>
  fetch(doors.server.url + route, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(body),
  })
const json = async (route: string, body: object) => (await post(route, body)).json()
const chat = { model: 'attest', messages: [{ role: 'user', content: question }] }
const marked = { article: { id: 'moles', status: 'retracted' } }

describe('a retracted article is marked wherever it is quoted:', () => {
  test('POST /api/ask, /api/search', async () => {
    const answer = await json('/api/ask', { question })
    expect(answer).toMatchObject({ kind: 'answered', citations: [marked] })
    expect(answer.citations[0].reference).toContain('[Retracted]')
    expect((await json('/api/search', { query: question })).passages[0]).toMatchObject(marked)
  })

  test('POST /api/ask as a stream', async () => {
    const told: Record<string, string> = {}
    for await (const { event, data } of serverSentEvents(await post('/api/ask', { question }, 'text/event-stream'))) {
      told[event] = data
    }
    expect(JSON.parse(told.sources!).passages[0]).toMatchObject(marked)
    expect(JSON.parse(told.citation!)).toMatchObject(marked)
  })

  test('quotes, claims, drafts, citations, bibliographies', async () => {
    expect((await json('/api/quotes/verify', { quote: sentence })).matches[0].citation).toMatchObject(marked)
    expect((await json('/api/claims/lookup', { claim: sentence })).evidence[0].citation).toMatchObject(marked)
    const checked = await json('/api/drafts/check', { draft: `“${sentence}”`, style: 'chicago-note' })
    expect(checked.sentences[0].quotes[0].matches[0].citation).toMatchObject(marked)
    expect(checked.footnoted).toContain('retracted')
    const cited = { articleId: 'moles', span: { start: 0, end: 9 } }
    expect((await json('/api/citations/format', cited)).citation).toMatchObject(marked)
    expect((await json('/api/bibliography', { citations: [cited], style: 'bibtex' })).text).toContain('Retracted')
  })

  test('POST /v1/chat/completions, in the text, too', async () => {
    const { choices, search_results } = await json('/v1/chat/completions', chat)
    const { content, annotations } = choices[0].message
    expect(content).toBe(`${sentence} [1] [RETRACTED]`)
    const [{ url_citation }] = annotations
    expect(url_citation.title).toBe('[RETRACTED] The moles of Ebbe')
    expect(content.slice(url_citation.start_index, url_citation.end_index)).toBe('[1]')
    expect(search_results[0].title).toBe('[RETRACTED] The moles of Ebbe')
  })

  test('POST /v1/chat/completions as a stream', async () => {
    let content = ''
    const response = await post('/v1/chat/completions', { ...chat, stream: true })
    for await (const { data } of serverSentEvents(response)) {
      if (data !== '[DONE]') content += JSON.parse(data).choices[0]?.delta.content ?? ''
    }
    expect(content).toBe(`${sentence} [1] [RETRACTED]`)
  })

  test.each<[string, object]>([
    ['search', { query: question }],
    ['ask', { question }],
    ['verify_quote', { quote: sentence }],
    ['lookup_claim', { claim: sentence }],
    ['check_draft', { draft: `“${sentence}”` }],
    ['fetch', { id: 'moles' }],
  ])('the tool %s', async (name, args) => {
    const { content } = await doors.mcpClient.callTool({ name, arguments: args as Record<string, unknown> })
    expect(JSON.stringify(content)).toMatch(/\[RETRACTED\] The moles of Ebbe|\\"status\\":\\"retracted\\"/)
  })

  test('the retriever for LangChain', async () => {
    const [document] = await new AttestRetriever({ attest: doors.server.attest }).invoke(question)
    expect(document).toMatchObject({ pageContent: sentence, metadata: { articleId: 'moles', status: 'retracted' } })
    expect(document!.metadata.reference).toContain('[Retracted]')
  })
})
