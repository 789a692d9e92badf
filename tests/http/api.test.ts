import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/http/app.js'
import type { App } from '../../src/http/app-type.js'
import { staticFile } from '../../src/http/static-files.js'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { allowedHosts } from '../../src/web-security/hosts.js'
import { httpApp } from '../support/http-app.js'
import { type SmallService, serviceOn, smallCorpus } from '../support/small-service.js'

let service: SmallService
let app: App
const logged: string[] = []

const appWith = (keys: readonly string[] = []): App =>
  createApp({
    attest: service.attest,
    allowedHosts: allowedHosts({ host: '127.0.0.1', publicUrl: undefined, additional: [] }),
    apiKeys: hashApiKeys(keys),
    staticFiles: new Map(
      ['ask.html', 'article.html'].map((name) => [name, staticFile('text/html; charset=utf-8', `<p>${name}</p>`)]),
    ),
    log: { error: (_fields, message) => logged.push(message) },
  })

beforeAll(async () => {
  service = serviceOn(smallCorpus)
  await service.attest.ingest()
  app = appWith()
})
afterAll(() => service.close())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(`http://127.0.0.1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const turn = (text: string) => ({ role: 'user', text })
const get = (path: string, headers: Record<string, string> = {}) => app.request(`http://127.0.0.1${path}`, { headers })

describe('POST /api/ask', () => {
  test('answers with a quote that is the stored article’s slice at its span', async () => {
    const response = await post('/api/ask', { question: 'Who built the lighthouse at Skerry Point?' })
    expect(response.status).toBe(200)
    const answer = await response.json()
    expect(answer.kind).toBe('answered')
    const [citation] = answer.citations
    expect(citation.quote).toBe('The lighthouse at Skerry Point was built in 1871 by the engineer Thomas Orde.')
    const article = await (await get(`/api/articles/${citation.articleId}`)).json()
    expect(article.text.slice(citation.span.start, citation.span.end)).toBe(citation.quote)
    expect(article.textSha256).toBe(citation.article.textSha256)
    expect(citation).toMatchObject({
      marker: 1,
      verdict: 'exact',
      unit: 'utf-16',
      reference:
        'Vale, N. (2026, February). The lighthouse at Skerry Point. Coast Review. https://example.org/lighthouse',
    })
    expect(citation.link).toMatch(/^https:\/\/example\.org\/lighthouse#:~:text=The%20lighthouse/)
    expect(answer.segments.map((segment: { text: string }) => segment.text)).toEqual(
      answer.citations.map((cited: { quote: string }) => cited.quote),
    )
  })

  test('takes the conversation before the question', async () => {
    const conversation = [turn('What stands at Skerry Point?'), { role: 'assistant', text: 'A lighthouse.' }]
    const response = await post('/api/ask', { question: 'Who built the lighthouse at Skerry Point?', conversation })
    expect(await response.json()).toMatchObject({ kind: 'answered' })
  })

  test('returns every passage that it cites, however few were asked for', async () => {
    for (const question of ['Who built the lighthouse at Skerry Point?', 'Why did the tram of Altdorf close?']) {
      const { citations, passages } = await (await post('/api/ask', { question, topK: 1 })).json()
      const returned = passages.map((passage: { id: string }) => passage.id)
      expect(citations.length).toBeGreaterThan(0)
      for (const { passageId } of citations) expect(returned).toContain(passageId)
    }
  })

  test('declines with what was looked at when the articles do not say', async () => {
    const response = await post('/api/ask', { question: 'Which enzyme repairs damaged DNA in zebrafish?' })
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      kind: 'unanswerable',
      reason: 'no_topic',
      missingWords: expect.arrayContaining(['enzyme', 'zebrafish']),
      lookedAt: { articles: 5, undated: 1, publishedFrom: '2024-06-01', publishedTo: '2026-03-03' },
    })
  })

  test('says so when no article passes the filters', async () => {
    const question = 'Who built the lighthouse at Skerry Point?'
    const response = await post('/api/ask', { question, filters: { publishedTo: '1999' } })
    expect(await response.json()).toMatchObject({
      kind: 'unanswerable',
      reason: 'outside_filters',
      lookedAt: { articles: 0 },
    })
  })

  test('answers only from articles under the filters', async () => {
    const question = 'How long does it take?'
    const response = await post('/api/ask', { question, filters: { authors: ['LENA BRANDT'] } })
    const answer = await response.json()
    const passages = answer.passages ?? answer.closest
    expect(passages.length).toBeGreaterThan(0)
    expect(passages.every((passage: { articleId: string }) => passage.articleId === 'bread')).toBe(true)
  })

  test.each([
    ['no question', {}, 'INVALID_REQUEST', 400, '#/question'],
    ['a blank question', { question: '   ' }, 'INVALID_REQUEST', 400, '#/question'],
    ['a question that is too long', { question: 'x'.repeat(2001) }, 'INVALID_REQUEST', 400, '#/question'],
    ['a field that does not exist', { question: 'a', questoin: 'b' }, 'INVALID_REQUEST', 400, '#/questoin'],
    [
      'a filter that does not exist',
      { question: 'a', filters: { author: 'b' } },
      'INVALID_FILTER',
      422,
      '#/filters/author',
    ],
    [
      'a date that is not one',
      { question: 'a', filters: { publishedFrom: '2026-13' } },
      'INVALID_FILTER',
      422,
      '#/filters/publishedFrom',
    ],
    [
      'a conversation that is too long',
      { question: 'a', conversation: [turn('x'.repeat(10_000)), turn('y'.repeat(10_001))] },
      'INVALID_REQUEST',
      400,
      '#/conversation',
    ],
    [
      'too many turns',
      { question: 'a', conversation: Array(51).fill(turn('x')) },
      'INVALID_REQUEST',
      400,
      '#/conversation',
    ],
    [
      'a turn of somebody else',
      { question: 'a', conversation: [{ role: 'system', text: 'x' }] },
      'INVALID_REQUEST',
      400,
      '#/conversation/0/role',
    ],
    ['too many passages', { question: 'a', topK: 51 }, 'INVALID_REQUEST', 400, '#/topK'],
  ])('refuses %s and points at it', async (_, body, code, status, pointer) => {
    const response = await post('/api/ask', body)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({
      code,
      status,
      type: `urn:attest:problem:${code.toLowerCase().replace('_', '-')}`,
      errors: [{ pointer }],
    })
  })

  test.each([
    ['a body that is not JSON', '{"question":', {}, 400, 'INVALID_REQUEST'],
    ['a body of another type', 'question=a', { 'Content-Type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a body above the limit', JSON.stringify({ question: 'x'.repeat(70_000) }), {}, 413, 'REQUEST_TOO_LARGE'],
    ['a host that is not ours', '{"question":"a"}', { Host: 'evil.example.org' }, 403, 'HOST_NOT_ALLOWED'],
    ['a page that is not ours', '{"question":"a"}', { Origin: 'https://evil.example.org' }, 403, 'ORIGIN_NOT_ALLOWED'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const response = await post('/api/ask', body, headers)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code })
  })
})

describe('POST /api/search', () => {
  test('finds passages, best first, whose parts add up to their score when it explains itself', async () => {
    const response = await post('/api/search', {
      query: 'How do honey bees survive the winter?',
      explain: true,
      topK: 5,
    })
    const { passages } = await response.json()
    expect(passages[0].articleId).toBe('bees')
    const fused = passages.map((passage: { scores: { fused: number } }) => passage.scores.fused)
    expect(fused).toEqual([...fused].sort((a, b) => b - a))
    for (const { explanation, scores } of passages) {
      const parts = Object.values<number>(explanation)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(scores.fused, 12)
    }
  })

  test('does not explain itself unasked', async () => {
    const { passages } = await (await post('/api/search', { query: 'bees' })).json()
    expect(passages[0].explanation).toBeUndefined()
  })
})

describe('articles and passages', () => {
  test('are listed by id, in pages, under filters', async () => {
    const all = await (await get('/api/articles?limit=2')).json()
    expect(all.total).toBe(5)
    expect(all.articles.map((article: { id: string }) => article.id)).toEqual(['bees', 'bread'])
    const tagged = await (await get('/api/articles?tag=SEA')).json()
    expect(tagged.articles.map((article: { id: string }) => article.id)).toEqual(['lighthouse'])
  })

  test('are searched and ordered as asked', async () => {
    const idsOf = async (query: string) => {
      const { articles, total } = await (await get(`/api/articles?${query}`)).json()
      expect(total).toBe(articles.length)
      return articles.map((article: { id: string }) => article.id)
    }
    expect(await idsOf('query=LIGHTH%20vale')).toEqual(['lighthouse'])
    expect(await idsOf('query=&sort=-published')).toEqual(['bread', 'lighthouse', 'bees', 'tram', 'undated'])
    expect(await idsOf('sort=author&author=Tom+Hale&author=jo%20meier')).toEqual(['bees', 'tram'])
    expect(await idsOf('status=retracted')).toEqual([])
    const last = await (await get('/api/articles?sort=title&offset=4&limit=3')).json()
    expect(last).toMatchObject({ total: 5, articles: [{ id: 'bread' }] })
  })

  test('are counted by what they may be narrowed to', async () => {
    const facets = await (await get('/api/facets?query=the&publishedFrom=2024')).json()
    expect(facets).toMatchObject({
      total: 2,
      undated: 0,
      publishers: [{ value: 'Coast Review', articles: 1 }],
      published: [
        { value: '2024-06', articles: 1 },
        { value: '2026-02', articles: 1 },
      ],
    })
    const { articles } = await (await get('/api/articles?tag=sea&tag=no-such')).json()
    expect(articles.map((article: { id: string }) => article.id)).toEqual(['lighthouse'])
  })

  test('an article is found by its address and says where each field was read', async () => {
    const address = encodeURIComponent('https://example.org/lighthouse')
    const article = await (await get(`/api/articles/${address}`)).json()
    expect(article).toMatchObject({
      id: 'lighthouse',
      evidence: { published: { source: 'front-matter', key: 'date' } },
    })
  })

  test('a long address is looked up like any other', async () => {
    const address = `https://example.org/${'a'.repeat(1_900)}`
    expect((await get(`/api/articles/${encodeURIComponent(address)}`)).status).toBe(404)
  })

  test('a passage is found by its id', async () => {
    const { passages } = await (await post('/api/search', { query: 'bowline knot' })).json()
    const passage = await (await get(`/api/passages/${passages[0].id}`)).json()
    expect(passage).toMatchObject({ id: passages[0].id, text: passages[0].text, articleId: 'undated' })
  })

  test.each([
    ['/api/articles/nothing', 404, 'NOT_FOUND'],
    ['/api/passages/nothing', 404, 'NOT_FOUND'],
    ['/api/passages/bees.000000000000.0-99999999', 404, 'NOT_FOUND'],
    ['/nothing', 404, 'NOT_FOUND'],
    ['/api/ask', 405, 'METHOD_NOT_ALLOWED'],
    ['/api/articles?limit=0', 400, 'INVALID_REQUEST'],
    ['/api/articles?colour=red', 400, 'INVALID_REQUEST'],
    ['/api/articles?sort=size', 400, 'INVALID_REQUEST'],
    ['/api/articles?limit=1&limit=2', 400, 'INVALID_REQUEST'],
    ['/api/articles?query=a&query=b', 400, 'INVALID_REQUEST'],
    ['/api/articles?author=', 400, 'INVALID_REQUEST'],
    ['/api/facets?status=new', 400, 'INVALID_REQUEST'],
    ['/api/facets?limit=1', 400, 'INVALID_REQUEST'],
  ])('GET %s is a problem with status %i', async (path, status, code) => {
    const response = await get(path)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, status })
  })
})

test('an article is compressed for who takes that', async () => {
  const plain = await (await get('/api/articles/lighthouse')).json()
  const packed = await get('/api/articles/lighthouse', { 'Accept-Encoding': 'gzip' })
  expect(packed.headers.get('content-encoding')).toBe('gzip')
  expect(JSON.parse(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString())).toEqual(plain)
})

describe('the pages', () => {
  test('stand at their addresses, an article’s at that of each article', async () => {
    expect(await (await get('/')).text()).toBe('<p>ask.html</p>')
    expect(await (await get('/articles/lighthouse?start=0&end=4')).text()).toBe('<p>article.html</p>')
  })

  test('need no key, because nothing of an article is in them', async () => {
    expect((await appWith(['secret']).request('http://127.0.0.1/articles/bees')).status).toBe(200)
  })

  test('come compressed to who takes that, and not at all to who has them', async () => {
    const plain = await get('/')
    const etag = plain.headers.get('etag')!
    expect(plain.headers.get('content-encoding')).toBeNull()
    const packed = await get('/', { 'Accept-Encoding': 'gzip, deflate' })
    expect(packed.headers.get('content-encoding')).toBe('gzip')
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toBe('<p>ask.html</p>')
    expect((await get('/', { 'Accept-Encoding': 'gzip;q=0, br' })).headers.get('content-encoding')).toBeNull()
    const known = await get('/', { 'If-None-Match': etag })
    expect([known.status, await known.text()]).toEqual([304, ''])
  })
})

describe('the service', () => {
  test('is ready once a version stands', async () => {
    expect((await get('/health/live')).status).toBe(200)
    const ready = await get('/health/ready')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({ ready: true, ingestion: null, problem: null })
  })

  test('is not ready before, and says why', async () => {
    const empty = serviceOn({})
    try {
      const fresh = httpApp(empty.attest)
      const ready = await fresh.request('http://127.0.0.1/health/ready')
      expect(ready.status).toBe(503)
      expect(ready.headers.get('retry-after')).not.toBeNull()
      const asked = await fresh.request('http://127.0.0.1/api/ask', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"question":"a"}',
      })
      expect(asked.status).toBe(503)
      expect(await asked.json()).toMatchObject({ code: 'NOT_READY' })
      await empty.attest.ingest()
      const declined = await fresh.request('http://127.0.0.1/api/ask', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"question":"a"}',
      })
      expect(await declined.json()).toMatchObject({ kind: 'unanswerable', reason: 'empty_corpus' })
    } finally {
      await empty.close()
    }
  })

  test('describes every route in OpenAPI 3.1', async () => {
    const description = await (await get('/openapi.json')).json()
    expect(description.openapi).toBe('3.1.0')
    expect(Object.keys(description.paths).sort()).toEqual([
      '/api/articles',
      '/api/articles/{id}',
      '/api/ask',
      '/api/bibliography',
      '/api/citations/format',
      '/api/citations/resolve',
      '/api/claims/lookup',
      '/api/drafts/check',
      '/api/facets',
      '/api/ingest',
      '/api/ingest/{id}',
      '/api/passages/{id}',
      '/api/quotes/verify',
      '/api/search',
      '/api/session',
      '/api/status',
      '/health/live',
      '/health/ready',
      '/metrics',
    ])
  })

  test('wants a key where keys are set, for the API', async () => {
    const locked = appWith(['secret'])
    for (const path of ['/api/articles', '/api/articles/bees']) {
      const refused = await locked.request(`http://127.0.0.1${path}`)
      expect(refused.status).toBe(401)
      expect(refused.headers.get('www-authenticate')).toBe('Bearer')
      const allowed = await locked.request(`http://127.0.0.1${path}`, { headers: { Authorization: 'Bearer secret' } })
      expect(allowed.status).toBe(200)
    }
    expect((await locked.request('http://127.0.0.1/health/ready')).status).toBe(200)
  })

  test('sends headers that keep strangers’ content out', async () => {
    const { headers } = await get('/')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })
})
