import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { AppParts } from '../../src/http/app.js'
import { createHttpServer } from '../../src/http/http-server.js'
import { RequestLog } from '../../src/http/request-log.js'
import { createMcpEndpoint } from '../../src/mcp/mcp-endpoint.js'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { holdAnswers } from '../support/held-answers.js'
import { httpApp } from '../support/http-app.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

type Line = Record<string, unknown>

const lines: { info: Line[]; debug: Line[] } = { info: [], debug: [] }
const requestLog = new RequestLog({
  info: (fields) => lines.info.push(fields as Line),
  debug: (fields) => lines.debug.push(fields as Line),
})
const service = serviceOn(smallCorpus, {}, { onActivity: (event) => requestLog.note(event) })
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

const log = { error: () => {} }
const appWith = (parts: Partial<AppParts> = {}) =>
  httpApp(service.attest, {
    apiKeys: hashApiKeys(['first-key', 'second-key']),
    log,
    requestLog,
    mcp: createMcpEndpoint({ attest: service.attest, log }),
    ...parts,
  })
const app = appWith()

const json = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream;q=0.5' }
const withKey = { ...json, Authorization: 'Bearer second-key' }
const events = { ...withKey, Accept: 'text/event-stream' }

/** The lines that are written for a request. */
async function logged(path: string, headers: Record<string, string> = {}, body?: object): Promise<Line[]> {
  lines.info.length = 0
  const init = { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) }
  const response = await app.request(`http://127.0.0.1${path}`, init)
  await response.text()
  return lines.info
}

const known = { question: 'When was the lighthouse at Skerry Point built?' }
const unknown = { question: 'Which enzyme repairs damaged DNA in zebrafish?' }
const mcpCall = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'ask', arguments: unknown } }
const chat = { model: 'attest', messages: [{ role: 'user', content: unknown.question }] }
const declined = { outcome: 'declined', reason: 'no_topic' }

describe('a line of the log', () => {
  test.each([
    ['a question', '/api/ask', withKey, known, { route: '/api/ask', status: 200, key: 2, outcome: 'answered' }],
    ['one that is declined', '/api/ask', withKey, unknown, { route: '/api/ask', status: 200, key: 2, ...declined }],
    ['over OpenAI’s protocol', '/v1/chat/completions', withKey, chat, { status: 200, key: 2, ...declined }],
    ['over MCP', '/mcp', withKey, mcpCall, { route: '/mcp', status: 200, key: 2, ...declined }],
    ['a request without a key', '/api/ask', json, known, { route: '/api/ask', status: 401, key: null }],
    ['one that is not valid', '/api/ask', withKey, { quetsion: 'a' }, { route: '/api/ask', status: 400, key: 2 }],
    ['an address that there is not', '/wp-login.php?x=1', {}, undefined, { route: 'none', status: 404, key: null }],
    ['an article', '/api/articles/bees?x=1', withKey, undefined, { route: '/api/articles/{id}', status: 200, key: 2 }],
  ])('says of %s what became of it', async (_, path, headers, body, expected) => {
    const written = await logged(path, headers, body)
    expect(written).toHaveLength(1)
    const { requestId, method, ms, ...rest } = written[0]!
    expect(rest).toMatchObject(expected)
    expect('outcome' in rest).toBe('outcome' in expected)
    expect({ requestId, method }).toEqual({ requestId: expect.any(String), method: body ? 'POST' : 'GET' })
    expect(ms).toBeGreaterThanOrEqual(0)
  })

  test('has nothing that the client wrote: no key, question or address', async () => {
    const cookie = (
      await app.request('http://127.0.0.1/api/session', { method: 'POST', headers: json, body: '{"key":"first-key"}' })
    ).headers
      .get('set-cookie')!
      .split(';')[0]!
    const written = [
      ...(await logged('/api/ask?secret=1', withKey, known)).map((line) => JSON.stringify(line)),
      ...(await logged('/api/articles/secret', { ...withKey, Cookie: cookie, 'X-Request-Id': 'not one\u00e9' })).map(
        (line) => JSON.stringify(line),
      ),
      ...(await logged('/secret', { Authorization: 'Bearer secret-key' })).map((line) => JSON.stringify(line)),
    ].join('\n')
    expect(written.split('\n')).toHaveLength(3)
    for (const secret of ['secret', '-key', 'lighthouse', 'not one', cookie.split('=')[1]!])
      expect(written).not.toContain(secret)
  })

  test('has the id that the response and its problem have, the client’s own where it sent one', async () => {
    for (const headers of [withKey, { ...withKey, 'X-Request-Id': 'mine-1' }]) {
      lines.info.length = 0
      const response = await app.request('http://127.0.0.1/api/articles/no-such', { headers })
      const id = response.headers.get('x-request-id')
      expect(await response.json()).toMatchObject({ instance: `/requests/${id}` })
      expect(lines.info).toMatchObject([{ requestId: id, status: 404 }])
    }
    expect(lines.info[0]).toMatchObject({ requestId: 'mine-1' })
    const mcp = await app.request('http://127.0.0.1/mcp', {
      method: 'POST',
      headers: withKey,
      body: JSON.stringify(mcpCall),
    })
    expect(mcp.headers.get('x-request-id')).toMatch(/^[\w-]+$/)
  })

  test('about health is for debugging alone', async () => {
    lines.debug.length = 0
    expect(await logged('/health/live')).toEqual([])
    expect(lines.debug).toMatchObject([{ route: '/health/live', status: 200 }])
  })
})

describe('over a connection', () => {
  async function listening(parts: Partial<AppParts>): Promise<string> {
    const server = createHttpServer(appWith(parts).fetch, { requestTimeoutMs: 30_000 }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const asking = (signal?: AbortSignal) => ({
    method: 'POST',
    headers: events,
    body: JSON.stringify(known),
    ...(signal && { signal }),
  })
  const oneLine = () => expect.poll(() => lines.info.length, { timeout: 60_000 }).toBe(1)

  test('a stream is one line, with its outcome, once it has ended', async () => {
    const held = holdAnswers(service.attest)
    const url = await listening({ attest: held.attest })
    lines.info.length = 0
    const stream = await fetch(`${url}/api/ask`, asking())
    expect(lines.info).toEqual([])
    held.release()
    expect(await stream.text()).toContain('event: done')
    await oneLine()
    expect(lines.info[0]).toMatchObject({ route: '/api/ask', status: 200, key: 2, outcome: 'answered' })
    expect(lines.info[0]).not.toHaveProperty('cutOff')
  })

  test('a client that goes away is noted', async () => {
    const held = holdAnswers(service.attest)
    const url = await listening({ attest: held.attest })
    lines.info.length = 0
    const leaving = new AbortController()
    await fetch(`${url}/api/ask`, asking(leaving.signal))
    leaving.abort()
    await oneLine()
    expect(lines.info[0]).toMatchObject({ route: '/api/ask', cutOff: true })
  })
})
