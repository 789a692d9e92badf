import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { AppParts } from '../../src/http/app.js'
import { createHttpServer } from '../../src/http/http-server.js'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { type ClientLimitSettings, ClientLimits, noLimits } from '../../src/web-security/client-limits.js'
import { trustedProxies } from '../../src/web-security/proxies.js'
import { holdAnswers } from '../support/held-answers.js'
import { httpApp } from '../support/http-app.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn(smallCorpus)
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

function limited(settings: Partial<ClientLimitSettings>, parts: Partial<AppParts> = {}) {
  const clock = { now: 0 }
  const app = httpApp(service.attest, {
    limits: new ClientLimits({ ...noLimits, ...settings, now: () => clock.now }),
    ...parts,
  })
  /** As it comes over a socket from this address. */
  const from = (address: string, path: string, init: RequestInit = {}) =>
    app.request(`http://127.0.0.1${path}`, init, { incoming: { socket: { remoteAddress: address } } })
  return { app, clock, from }
}

/** @returns its address, over a socket. */
async function listening({ fetch }: ReturnType<typeof httpApp>): Promise<string> {
  const server = createHttpServer(fetch, { requestTimeoutMs: 30_000 }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const keys = hashApiKeys(['first-key', 'second-key:ask'])
const bearer = (key: string, headers = {}) => ({ headers: { Authorization: `Bearer ${key}`, ...headers } })
const json = { 'Content-Type': 'application/json' }
const signIn = (key: string) => ({ method: 'POST', headers: json, body: JSON.stringify({ key }) })
const asking = { method: 'POST', headers: json, body: '{"question":"When was the lighthouse at Skerry Point built?"}' }

describe('requests a minute', () => {
  test('are counted for an address where there are no keys', async () => {
    const { from, clock } = limited({ requestsPerMinute: 2 })
    const first = await from('192.0.2.1', '/api/articles')
    expect(first.status).toBe(200)
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'ratelimit-policy': '2;w=60',
      'ratelimit-limit': '2',
      'ratelimit-remaining': '1',
      'ratelimit-reset': '30',
    })
    await from('192.0.2.1', '/api/articles')
    const refused = await from('192.0.2.1', '/api/articles')
    expect(refused.status).toBe(429)
    expect(Object.fromEntries(refused.headers)).toMatchObject({ 'retry-after': '30', 'ratelimit-remaining': '0' })
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 })
    expect((await from('192.0.2.2', '/api/articles')).status).toBe(200)
    clock.now = 30_000
    expect((await from('192.0.2.1', '/api/articles')).status).toBe(200)
  })

  test('are counted for a key where one comes, from wherever, and for its sessions', async () => {
    const { from } = limited({ requestsPerMinute: 2 }, { apiKeys: keys })
    const signedIn = await from('192.0.2.9', '/api/session', signIn('first-key'))
    const Cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
    expect((await from('192.0.2.1', '/api/articles', bearer('first-key'))).status).toBe(200)
    expect((await from('192.0.2.2', '/api/articles', { headers: { Cookie } })).status).toBe(200)
    expect((await from('192.0.2.3', '/api/articles', bearer('first-key'))).status).toBe(429)
    expect((await from('192.0.2.3', '/api/articles', bearer('second-key'))).status).toBe(200)
  })

  test('are counted at every door but for health and the pages', async () => {
    const { from } = limited({ requestsPerMinute: 1 })
    await from('192.0.2.1', '/api/articles')
    for (const path of ['/api/session', '/v1/models', '/metrics', '/docs', '/openapi.json']) {
      expect((await from('192.0.2.1', path)).status).toBe(429)
    }
    expect((await from('192.0.2.1', '/health/live')).status).toBe(200)
  })

  test('of a client that has one address of a network of IPv6 are those of the network', async () => {
    const { from } = limited({ requestsPerMinute: 1 })
    expect((await from('2001:db8::1', '/api/articles')).status).toBe(200)
    expect((await from('2001:db8::2', '/api/articles')).status).toBe(429)
  })

  test('are not escaped by X-Forwarded-For, which counts behind a trusted proxy alone', async () => {
    const forwarded = (address: string) => ({ headers: { 'X-Forwarded-For': address } })
    const { from } = limited({ requestsPerMinute: 1 })
    expect((await from('192.0.2.1', '/api/articles', forwarded('1.1.1.1'))).status).toBe(200)
    expect((await from('192.0.2.1', '/api/articles', forwarded('2.2.2.2'))).status).toBe(429)
    const behind = limited({ requestsPerMinute: 1 }, { trustsProxy: trustedProxies(['1']) })
    expect((await behind.from('10.0.0.1', '/api/articles', forwarded('1.1.1.1'))).status).toBe(200)
    expect((await behind.from('10.0.0.1', '/api/articles', forwarded('2.2.2.2'))).status).toBe(200)
    expect((await behind.from('10.0.0.1', '/api/articles', forwarded('3.3.3.3, 2.2.2.2'))).status).toBe(429)
  })
})

describe('wrong keys', () => {
  const doors: [string, (key: string) => [string, RequestInit]][] = [
    ['Authorization', (key) => ['/api/articles', bearer(key)]],
    ['POST /api/session', (key) => ['/api/session', signIn(key)]],
    ['GET /api/session', (key) => ['/api/session', bearer(key)]],
    ['/metrics', (key) => ['/metrics', bearer(key)]],
  ]

  test.each(doors)('by %s are slowed down, and so would be the right one among them', async (_, guess) => {
    const { from, clock } = limited({ wrongKeysPerMinute: 3 }, { apiKeys: keys })
    for (const key of ['guess-1', 'guess-2', 'guess-3'])
      expect((await from('192.0.2.1', ...guess(key))).status).not.toBe(429)
    for (const key of ['guess-4', 'first-key']) {
      const refused = await from('192.0.2.1', ...guess(key))
      expect(refused.status).toBe(429)
      expect(refused.headers.get('retry-after')).toBe('20')
      expect(await refused.text()).not.toContain(key)
    }
    expect((await from('192.0.2.2', ...guess('first-key'))).status).toBe(200)
    clock.now = 20_000
    expect((await from('192.0.2.1', ...guess('first-key'))).status).toBe(200)
  })

  test('count together, whatever door they come by', async () => {
    const { from } = limited({ wrongKeysPerMinute: 4 }, { apiKeys: keys })
    for (const [, guess] of doors) await from('192.0.2.1', ...guess('a'))
    for (const [, guess] of doors) expect((await from('192.0.2.1', ...guess('first-key'))).status).toBe(429)
  })

  test('do not throw out who is signed in', async () => {
    const { from } = limited({ wrongKeysPerMinute: 1 }, { apiKeys: keys })
    const signedIn = await from('192.0.2.1', '/api/session', signIn('first-key'))
    const Cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
    await from('192.0.2.1', '/api/session', signIn('a'))
    expect((await from('192.0.2.1', '/api/session', signIn('first-key'))).status).toBe(429)
    expect((await from('192.0.2.1', '/api/articles', { headers: { Cookie } })).status).toBe(200)
  })
})

test('the cookie is for https where a trusted proxy says that it was reached so, and not because a client says so', async () => {
  const spoofed = { ...signIn('first-key'), headers: { ...json, 'X-Forwarded-Proto': 'https' } }
  const cookieOf = async (parts: Partial<AppParts>) =>
    (await limited({}, { apiKeys: keys, ...parts }).from('10.0.0.1', '/api/session', spoofed)).headers.get('set-cookie')
  expect(await cookieOf({})).not.toMatch(/Secure/)
  expect(await cookieOf({ trustsProxy: trustedProxies(['10.9.9.9']) })).not.toMatch(/Secure/)
  expect(await cookieOf({ trustsProxy: trustedProxies(['10.0.0.1']) })).toMatch(/; Secure(;|$)/)
})

describe('requests at once', () => {
  test.each([
    ['of one client', { requestsAtOncePerClient: 1 }, 200],
    ['of all together', { requestsAtOnce: 1 }, 503],
  ])('%s are limited, and the place is free when one has ended', async (_, settings, ofAnother) => {
    const held = holdAnswers(service.attest)
    const { from } = limited(settings, { attest: held.attest })
    const first = from('192.0.2.1', '/api/ask', asking)
    await held.isHeld
    const refused = await from('192.0.2.1', '/api/articles')
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_AT_ONCE' })
    expect((await from('192.0.2.2', '/api/articles')).status).toBe(ofAnother)
    expect((await from('192.0.2.1', '/health/live')).status).toBe(200)
    held.release()
    expect((await first).status).toBe(200)
    expect((await from('192.0.2.1', '/api/articles')).status).toBe(200)
  })

  test('count a stream until its end, and until its client has gone', async () => {
    const held = holdAnswers(service.attest)
    const { app } = limited({ requestsAtOnce: 1 }, { attest: held.attest })
    const url = await listening(app)
    const streaming = { ...asking, headers: { ...json, Accept: 'text/event-stream' } }
    const status = async () => {
      const response = await fetch(`${url}/api/articles`)
      await response.text()
      return response.status
    }
    const leaving = new AbortController()
    const stream = await fetch(`${url}/api/ask`, { ...streaming, signal: leaving.signal })
    expect(stream.status).toBe(200)
    expect(await status()).toBe(503)
    leaving.abort()
    await expect.poll(status, { timeout: 60_000 }).toBe(200)

    const whole = await fetch(`${url}/api/ask`, streaming)
    expect(await status()).toBe(503)
    held.release()
    expect(await whole.text()).toContain('event: done')
    await expect.poll(status, { timeout: 60_000 }).toBe(200)
  })
})

describe('a body that does not tell its length', () => {
  const inChunks = (text: string): RequestInit & { duplex: 'half' } => ({
    method: 'POST',
    headers: json,
    body: new Blob([text]).stream(),
    duplex: 'half',
  })

  test('is taken as any other', async () => {
    const url = await listening(httpApp(service.attest))
    expect((await fetch(`${url}/api/ask`, inChunks(asking.body))).status).toBe(200)
    expect((await fetch(`${url}/api/session`, { method: 'DELETE' })).status).toBe(200)
  })

  test('is refused where it becomes too long', async () => {
    const url = await listening(httpApp(service.attest))
    const refused = await fetch(`${url}/api/ask`, inChunks(`{"question":"${'a'.repeat(3_000_000)}"}`))
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })
})
