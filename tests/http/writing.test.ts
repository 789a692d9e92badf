import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../src/http/app.js'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { allowedHosts } from '../../src/web-security/hosts.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn(smallCorpus)
const app = createApp({
  attest: service.attest,
  allowedHosts: allowedHosts({ host: '127.0.0.1', publicUrl: undefined, additional: [] }),
  apiKeys: hashApiKeys([]),
  staticFiles: new Map(),
  log: { error: () => {} },
})

beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

async function post(route: string, body: unknown) {
  const headers = { 'Content-Type': 'application/json' }
  const response = await app.request(`http://127.0.0.1${route}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const sentence = 'Wild yeast divides more slowly than the yeast that bakers buy.'

describe('POST /api/quotes/verify', () => {
  test('cites the words where they stand, ready to paste', async () => {
    const { status, body } = await post('/api/quotes/verify', { quote: `“${sentence}”`, style: 'mla' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      verdict: 'exact',
      marks: [],
      matches: [{ similarity: 1, changes: [], speaker: null }],
    })
    const [{ citation }] = body.matches
    expect(citation).toMatchObject({ quote: sentence, articleId: 'bread', marker: 1 })
    expect(citation.reference).toMatch(/^Brandt, Lena\. “Why Sourdough Rises Slowly/i)
    expect(citation.passageId).toMatch(/^bread\./)
  })

  test('shows what was changed', async () => {
    const { body } = await post('/api/quotes/verify', {
      quote: 'A colony eats about fifty kilograms of honey between October and March.',
    })
    expect(body).toMatchObject({ verdict: 'altered', matches: [{ changes: ['number'] }] })
    expect(body.matches[0].diff).toContainEqual({ kind: 'put-in', text: 'fifty' })
  })

  test('says under which name it stands instead', async () => {
    const { body } = await post('/api/quotes/verify', { quote: sentence, claimedAuthor: 'Nora Vale' })
    expect(body).toMatchObject({
      verdict: 'misattributed',
      matches: [{ asClaimed: false, citation: { articleId: 'bread' } }],
    })
  })

  test('cites a title, which stands in no passage', async () => {
    const { body } = await post('/api/quotes/verify', { quote: 'Notes on knots' })
    expect(body).toMatchObject({ verdict: 'exact', matches: [{ citation: { articleId: 'undated', passageId: null } }] })
  })

  test.each([
    [{ quote: '' }, 400, 'INVALID_REQUEST'],
    [{ quote: '…' }, 400, 'INVALID_REQUEST'],
    [{ quote: 'x'.repeat(5_001) }, 400, 'INVALID_REQUEST'],
    [{ quote: sentence, style: 'vancouver' }, 400, 'INVALID_REQUEST'],
    [{ quote: sentence, claimedArticleId: 'no-such' }, 404, 'NOT_FOUND'],
  ])('refuses %j', async (request, status, code) => {
    expect(await post('/api/quotes/verify', request)).toMatchObject({ status, body: { code } })
  })
})

describe('POST /api/claims/lookup', () => {
  test('gives evidence with citations, and none for what no article is about', async () => {
    const claim = 'The first tram of Altdorf carried nine hundred people on its first day'
    const { status, body } = await post('/api/claims/lookup', { claim, style: 'harvard' })
    expect(status).toBe(200)
    expect(body.evidence[0]).toMatchObject({
      conflict: null,
      independentSources: 1,
      citation: { articleId: 'tram', marker: 1 },
    })
    const none = await post('/api/claims/lookup', { claim: 'Quantum computers factor large integers' })
    expect(none).toMatchObject({ status: 200, body: { evidence: [] } })
  })

  test.each([[{ claim: ' ' }], [{ claim: 'x', topK: 0 }], [{ text: 'x' }]])('refuses %j', async (request) => {
    expect(await post('/api/claims/lookup', request)).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } })
  })
})

describe('POST /api/citations/format', () => {
  test('gives the reference of an article in the style asked for', async () => {
    const { body } = await post('/api/citations/format', { articleId: 'lighthouse', style: 'bibtex' })
    expect(body.reference).toMatch(/^@\w+\{.*Vale/s)
    expect(body.citation).toBeNull()
  })

  test('and the citation of words in it', async () => {
    const { body } = await post('/api/citations/format', {
      articleId: 'lighthouse',
      span: { start: 0, end: 14 },
      markup: 'html',
    })
    expect(body.citation.quote).toHaveLength(14)
  })

  test.each([
    [{ articleId: 'no-such' }, 404, 'NOT_FOUND'],
    [{ articleId: 'lighthouse', accessed: 'yesterday' }, 400, 'INVALID_REQUEST'],
    [{ articleId: 'lighthouse', span: { start: 0, end: 100_000 } }, 400, 'INVALID_REQUEST'],
    [{ articleId: 'lighthouse', span: { start: 9, end: 3 } }, 400, 'INVALID_REQUEST'],
  ])('refuses %j', async (request, status, code) => {
    expect(await post('/api/citations/format', request)).toMatchObject({ status, body: { code } })
  })
})

describe('POST /api/citations/resolve', () => {
  test('follows a citation through edits of its article', async () => {
    const verified = await post('/api/quotes/verify', { quote: 'Its last car stands in the town museum' })
    const { articleId, selectors } = verified.body.matches[0].citation
    const now = async () => (await post('/api/citations/resolve', { articleId, selectors })).body
    expect(await now()).toMatchObject({ resolved: { state: 'current' }, citation: { articleId: 'tram' } })

    const file = path.join(service.corpus, 'tram.html')
    const original = readFileSync(file, 'utf8')
    const edit = async (text: string) => {
      writeFileSync(file, text)
      await service.attest.ingest()
    }
    await edit(original.replace('<p>The first tram', '<p>Altdorf is old.</p><p>The first tram'))
    const moved = await now()
    expect(moved.resolved.state).toBe('moved')
    expect(moved.citation.quote).toBe('Its last car stands in the town museum')

    await edit(original.replace('stands in the town museum', 'stands in the new town museum'))
    const changed = await now()
    expect(changed.resolved).toMatchObject({ state: 'changed', words: expect.stringContaining('new town museum') })
    expect(changed.resolved.diff).toContainEqual({ kind: 'left-out', text: expect.stringContaining('new') })

    await edit(original.replace(/Its last car[^<]*/, ''))
    expect(await now()).toMatchObject({ resolved: { state: 'gone', missing: 'words' }, citation: null })
    appendFileSync(file, '')
    expect((await post('/api/citations/resolve', { articleId: 'no-such', selectors })).body).toMatchObject({
      resolved: { state: 'gone', missing: 'article' },
    })
  })
})

describe('POST /api/drafts/check', () => {
  const draft = `“${sentence}” writes Nora Vale. A colony eats about fifty kilograms of honey between October and March.`

  test('says of each sentence what it quotes, states and lacks', async () => {
    const { status, body } = await post('/api/drafts/check', { draft, style: 'chicago-note' })
    expect(status).toBe(200)
    expect(body.sentences).toHaveLength(2)
    expect(body.sentences[0]).toMatchObject({
      checkable: true,
      missingCitation: true,
      quotes: [{ text: sentence, claimedAuthor: 'Nora Vale', verdict: 'misattributed' }],
      attributions: [{ kind: 'author', claimed: 'Nora Vale', found: 'Lena Brandt', agrees: false }],
    })
    expect(body.sentences[1].evidence[0]).toMatchObject({ stance: 'conflicts', citation: { articleId: 'bees' } })
    expect(body).toMatchObject({ footnoted: draft, bibliography: [] })
  })

  test('takes a draft of the greatest length, and none that is longer or empty', async () => {
    const longest = `${'\n'.repeat(199_988)}Bees dance.`
    expect(await post('/api/drafts/check', { draft: longest })).toMatchObject({ status: 200 })
    expect(await post('/api/drafts/check', { draft: `${longest}${' '.repeat(10)}` })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', errors: [{ pointer: '#/draft' }] },
    })
    expect(await post('/api/drafts/check', { draft: ' \n ' })).toMatchObject({ status: 400 })
    expect(await post('/api/drafts/check', { draft: 'x'.repeat(3_000_000) })).toMatchObject({
      status: 413,
      body: { code: 'REQUEST_TOO_LARGE' },
    })
  })

  test('names a field that is not as expected', async () => {
    expect(await post('/api/drafts/check', { draft, format: 'html' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/format' }] },
    })
  })
})
