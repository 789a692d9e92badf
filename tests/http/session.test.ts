import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AppParts, createApp } from '../../src/http/app.js'
import { createMcpEndpoint } from '../../src/mcp/mcp-endpoint.js'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { newSession } from '../../src/web-security/session-cookie.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn(smallCorpus)
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

const logged: unknown[] = []
const doors = {
  attest: service.attest,
  allowedHosts: new Set(['127.0.0.1']),
  apiKeys: hashApiKeys(['other-key', 'the-key']),
  log: { error: (...line: unknown[]) => logged.push(line) },
}
const appWith = (parts: Partial<AppParts> = {}) => createApp({ ...doors, staticFiles: new Map(), ...parts })
const app = appWith()
const open = appWith({ apiKeys: [] })

const everything = ['ask', 'read', 'admin']
const at = (path: string) => `http://127.0.0.1:3000${path}`
const json = { 'Content-Type': 'application/json' }
const signIn = (key: unknown, on = app, address = at('/api/session')) =>
  on.request(address, { method: 'POST', headers: json, body: JSON.stringify({ key }) })
/** As a browser sends it back. */
const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!
const session = async (headers: Record<string, string>, on = app) =>
  (await on.request(at('/api/session'), { headers })).json()
const ownPage = { Origin: 'http://127.0.0.1:3000', 'Sec-Fetch-Site': 'same-origin' }
const searching = (headers: Record<string, string>) => ({
  method: 'POST',
  headers: { ...json, ...headers },
  body: '{"query":"bees"}',
})

describe('POST /api/session', () => {
  test('gives a cookie for a key, which scripts cannot read and other sites’ pages cannot send', async () => {
    const response = await signIn('the-key')
    expect(response.status).toBe(200)
    const body = await response.json()
    expect(body).toEqual({ required: true, signedIn: true, scopes: everything, expiresAt: expect.any(String) })
    expect(new Date(body.expiresAt).getTime()).toBeGreaterThan(Date.now())
    const [pair, ...attributes] = response.headers.get('set-cookie')!.split('; ')
    expect(pair).toMatch(/^attest_session=\d+\.[\w-]+$/)
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict'])
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test.each([
    ['a proxy is reached over https', appWith({ isBehindHttps: true }), at('/api/session')],
    ['it is itself', app, 'https://127.0.0.1:3000/api/session'],
  ])('gives a cookie for https alone where %s', async (_, on, address) => {
    expect((await signIn('the-key', on, address)).headers.get('set-cookie')).toMatch(/; Secure(;|$)/)
  })

  test.each(['wrong-key', 'the-ke', 'the-key,other-key'])('refuses the key %j, without a cookie', async (key) => {
    const response = await signIn(key)
    expect(response.status).toBe(401)
    expect(response.headers.get('set-cookie')).toBeNull()
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ code: 'UNAUTHORIZED' })
    expect(text).not.toContain(key)
  })

  test.each([
    ['no key', { headers: json, body: '{}' }, 400, 'INVALID_REQUEST'],
    ['an empty key', { headers: json, body: '{"key":" "}' }, 400, 'INVALID_REQUEST'],
    ['a key that is no text', { headers: json, body: '{"key":["the-key"]}' }, 400, 'INVALID_REQUEST'],
    ['a form', { headers: { 'Content-Type': 'text/plain' }, body: '{"key":"the-key"}' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a page of another site',
      { headers: { ...json, Origin: 'https://evil.example' }, body: '{"key":"the-key"}' },
      403,
      'ORIGIN_NOT_ALLOWED',
    ],
    ['a body above the limit', { headers: json, body: `{"key":"${'k'.repeat(70_000)}"}` }, 413, 'REQUEST_TOO_LARGE'],
  ])('refuses %s', async (_, request, status, code) => {
    const response = await app.request(at('/api/session'), { method: 'POST', ...request })
    expect(response.status).toBe(status)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await response.json()).toMatchObject({ code })
  })

  test('takes anything and gives no cookie where no keys are set', async () => {
    const response = await signIn('anything', open)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await response.json()).toEqual({ required: false, signedIn: true, scopes: everything, expiresAt: null })
  })
})

describe('GET /api/session', () => {
  test('says whether a key is needed and whether the request has one', async () => {
    const signedIn = await signIn('the-key')
    const { expiresAt } = await signedIn.clone().json()
    expect(await session({})).toEqual({ required: true, signedIn: false, scopes: [], expiresAt: null })
    expect(await session({ Cookie: cookieOf(signedIn) })).toEqual({
      required: true,
      signedIn: true,
      scopes: everything,
      expiresAt,
    })
    expect(await session({ Cookie: 'attest_session=1.x' })).toEqual({
      required: true,
      signedIn: false,
      scopes: [],
      expiresAt: null,
    })
    expect(await session({ Authorization: 'Bearer the-key' })).toMatchObject({ signedIn: true, expiresAt: null })
    expect(await session({}, open)).toEqual({ required: false, signedIn: true, scopes: everything, expiresAt: null })
  })
})

describe('DELETE /api/session', () => {
  test('clears the cookie', async () => {
    const Cookie = cookieOf(await signIn('the-key'))
    const response = await app.request(at('/api/session'), { method: 'DELETE', headers: { Cookie, ...ownPage } })
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ required: true, signedIn: false, scopes: [], expiresAt: null })
    expect(response.headers.get('set-cookie')).toMatch(/^attest_session=; (?=.*Max-Age=0)(?=.*Path=\/)/)
  })

  test('is refused to a page of another site', async () => {
    const headers = { Origin: 'https://evil.example' }
    const response = await app.request(at('/api/session'), { method: 'DELETE', headers })
    expect(response.status).toBe(403)
    expect(response.headers.get('set-cookie')).toBeNull()
  })
})

describe('a session', async () => {
  const Cookie = cookieOf(await signIn('the-key'))

  test('lets in wherever a page needs it, and nobody keeps what it let out', async () => {
    for (const path of ['/api/articles', '/api/articles/bees']) {
      expect((await app.request(at(path))).status).toBe(401)
      const response = await app.request(at(path), { headers: { Cookie } })
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-store')
    }
    expect((await app.request(at('/api/search'), searching({ Cookie, ...ownPage }))).status).toBe(200)
  })

  test('is for pages: programs’ doors want the key', async () => {
    const chat = { method: 'POST', headers: { ...json, Cookie, ...ownPage }, body: '{}' }
    expect((await app.request(at('/v1/chat/completions'), chat)).status).toBe(401)
    expect((await app.request(at('/v1/models'), { headers: { Cookie } })).status).toBe(401)
    const withMcp = appWith({ mcp: createMcpEndpoint(doors) })
    expect((await withMcp.request(at('/mcp'), chat)).status).toBe(401)
  })

  test.each([
    ['another port of this host', { Origin: 'http://127.0.0.1:8080', 'Sec-Fetch-Site': 'same-site' }],
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['who knows where', {}],
  ])('changes nothing for a request from %s', async (_, headers) => {
    const response = await app.request(at('/api/search'), searching({ Cookie, ...headers }))
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'ORIGIN_NOT_ALLOWED' })
  })

  test('may come from a browser that says only its Origin, and beside a key from anywhere', async () => {
    const { Origin } = ownPage
    expect((await app.request(at('/api/search'), searching({ Cookie, Origin }))).status).toBe(200)
    const both = searching({ Cookie, Authorization: 'Bearer other-key' })
    expect((await app.request(at('/api/search'), both)).status).toBe(200)
  })

  test('that has ended, or whose key was removed, lets nobody in', async () => {
    const [ended] = [newSession(doors.apiKeys[1]!, new Date('2026-01-01'))]
    const withEnded = { headers: { Cookie: `attest_session=${ended.value}` } }
    expect((await app.request(at('/api/articles'), withEnded)).status).toBe(401)
    const after = appWith({ apiKeys: hashApiKeys(['other-key']) })
    expect((await after.request(at('/api/articles'), { headers: { Cookie } })).status).toBe(401)
    const restarted = appWith({ apiKeys: hashApiKeys(['the-key']) })
    expect((await restarted.request(at('/api/articles'), { headers: { Cookie } })).status).toBe(200)
  })

  test('is not in the log, nor is a key, whatever fails', async () => {
    const broken = Object.assign(Object.create(service.attest), {
      articles: async () => {
        throw new Error('the disk is gone')
      },
    })
    const failing = appWith({ attest: broken })
    for (const headers of [{ Cookie }, { Authorization: 'Bearer the-key' }]) {
      expect((await failing.request(at('/api/articles'), { headers })).status).toBe(500)
    }
    await signIn('wrong-key', failing)
    expect(logged).toHaveLength(2)
    const written = inspect(logged, { depth: null })
    for (const secret of ['the-key', 'wrong-key', Cookie.split('=')[1]!]) expect(written).not.toContain(secret)
  })
})

test('the description names both ways in, and which operations need neither', async () => {
  const { components, paths, security } = await (await app.request(at('/openapi.json'))).json()
  expect(components.securitySchemes).toEqual({
    apiKey: { type: 'http', scheme: 'bearer' },
    session: { type: 'apiKey', in: 'cookie', name: 'attest_session' },
  })
  expect(security).toEqual([{ apiKey: [] }, { session: [] }, {}])
  expect(paths['/api/session'].get.security).toEqual([])
  expect(paths['/api/ask'].post.security).toBeUndefined()
})
