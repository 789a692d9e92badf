import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpApp } from '../support/http-app.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const second =
  '---\nid: bees-2\ntitle: What bees eat\nauthor: Tom Hale\ndate: 2025-12-01\n---\n\nBees eat honey in winter.\n'
const service = serviceOn({ ...smallCorpus, 'more.md': second })
const app = httpApp(service.attest)
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

async function post(body: unknown) {
  const response = await app.request('http://127.0.0.1/api/bibliography', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

const citing = (...articleIds: string[]) => articleIds.map((articleId) => ({ articleId }))

describe('POST /api/bibliography', () => {
  test('has each article once, in the order of the style, told apart by letters', async () => {
    const citations = [
      { articleId: 'lighthouse', span: { start: 0, end: 14 } },
      ...citing('https://example.org/lighthouse', 'bees', 'bread', 'bees-2', 'bees'),
    ]
    const { status, body } = await post({ citations, style: 'apa' })
    expect(status).toBe(200)
    expect(body.entries.map((entry: string) => entry.slice(0, entry.indexOf(')') + 1))).toEqual([
      'Brandt, L. (2026, March 3)',
      'Hale, T. (2025a, November 3)',
      'Hale, T. (2025b, December 1)',
      'Vale, N. (2026, February)',
    ])
    expect(body.text).toBe(body.entries.join('\n'))
    expect(body.version).toBe(service.attest.readiness().version)
  })

  test('gives a file for programs in the order of the citations', async () => {
    const { body } = await post({ citations: citing('tram', 'bees'), style: 'csl-json', accessed: '2026-11-24' })
    expect(body.entries).toHaveLength(2)
    expect(JSON.parse(body.text)).toEqual(body.entries.map((entry: string) => JSON.parse(entry)))
    expect(JSON.parse(body.text).map(({ title }: { title: string }) => title)).toEqual([
      'The tram of Altdorf',
      'How bees keep warm',
    ])
  })

  test('takes a thousand citations with their spans and addresses', async () => {
    const cited = { articleId: 'https://example.org/lighthouse', span: { start: 100, end: 120 } }
    const citations = Array.from({ length: 1_000 }, () => cited)
    expect(JSON.stringify(citations).length).toBeGreaterThan(64 * 1024)
    expect(await post({ citations })).toMatchObject({
      status: 200,
      body: { entries: [expect.stringMatching(/^Vale/)] },
    })
  })

  test('names the articles that there are not', async () => {
    const { status, body } = await post({ citations: citing('bees', 'no-such', 'nor-this') })
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'NOT_FOUND' })
    expect(body.detail).toContain('"no-such", "nor-this".')
  })

  test.each([
    ['no citation', { citations: [] }, '#/citations'],
    ['too many', { citations: citing(...Array.from({ length: 1_001 }, () => 'bees')) }, '#/citations'],
    ['an unknown style', { citations: citing('bees'), style: 'vancouver' }, '#/style'],
    ['an unknown markup', { citations: citing('bees'), markup: 'rtf' }, '#/markup'],
    ['a day that is none', { citations: citing('bees'), accessed: 'today' }, '#/accessed'],
  ])('refuses %s', async (_, body, pointer) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', errors: [{ pointer }] },
    })
  })
})
