import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attest } from '../../src/attest.js'
import { createMcpEndpoint } from '../../src/mcp/mcp-endpoint.js'
import type { RunningServer } from '../../src/server.js'
import { startServer } from '../../src/server.js'
import { scopes } from '../../src/web-security/api-keys.js'
import { holdAnswers } from '../support/held-answers.js'
import { type SmallService, serviceOn } from '../support/small-service.js'
import { call, clientOverHttp, errorOf } from './mcp-client.js'

const key = 'swordfish-swordfish'
const bearer = { authorization: `Bearer ${key}` }
let service: SmallService
let server: RunningServer

beforeAll(async () => {
  service = serviceOn(
    { 'a.md': '# Wells\n\nA dug well is lined with stone.\n' },
    { ATTEST_PORT: '0', ATTEST_API_KEYS: key },
  )
  server = await startServer(service.config)
})
afterAll(async () => {
  await server.close()
  await service.close()
})

const list = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })

/** Not fetch(), which sets Host by itself. */
function send(headers: Record<string, string>, method = 'POST', body = list) {
  const { port } = new URL(server.url)
  const all = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers }
  return new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: string }>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path: '/mcp', method, headers: all }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece
        })
        response.once('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }))
      })
      sent.once('error', reject)
      sent.end(body)
    },
  )
}

const caller = { scopes, requestId: 'a-1' }
const endpointOn = (attest: Attest, logged: object[]) =>
  createMcpEndpoint({ attest, log: { error: (fields) => logged.push(fields) } })
const asking = (question: string, signal?: AbortSignal) =>
  new Request('http://127.0.0.1/mcp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'ask', arguments: { question } },
    }),
    ...(signal && { signal }),
  })

describe('/mcp', () => {
  test.each([
    ['another host name', { ...bearer, host: 'evil.example.org' }, 403, 'HOST_NOT_ALLOWED'],
    ['a stranger’s page', { ...bearer, origin: 'https://evil.example.org' }, 403, 'ORIGIN_NOT_ALLOWED'],
    ['a page without an origin', { ...bearer, origin: 'null' }, 403, 'ORIGIN_NOT_ALLOWED'],
    ['a request without a key', {}, 401, 'UNAUTHORIZED'],
    ['a request with another key', { authorization: 'Bearer guess' }, 401, 'UNAUTHORIZED'],
  ])('refuses %s', async (_, headers, status, code) => {
    const refused = await send(headers)
    expect(refused).toMatchObject({ status })
    expect(JSON.parse(refused.body)).toMatchObject({ jsonrpc: '2.0', id: null, error: { data: { code } } })
  })

  test('answers a page of its own with a key, in JSON and without a session', async () => {
    const answered = await send({ ...bearer, origin: server.url })
    expect(answered).toMatchObject({ status: 200 })
    expect(answered.headers['content-type']).toMatch(/^application\/json/)
    expect(answered.headers).not.toHaveProperty('mcp-session-id')
    expect(JSON.parse(answered.body).result.tools).toHaveLength(6)
  })

  test.each(['GET', 'DELETE'])('takes no %s, so that no stream keeps a stop waiting', async (method) => {
    const refused = await send(bearer, method, '')
    expect(refused).toMatchObject({ status: 405, headers: { allow: 'POST' } })
  })

  test('takes the longest draft with each character escaped, and no body above that', async () => {
    const ping = (x: string) => JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping', params: { _meta: { x } } })
    const escaped = ping('x').replace('"x":"x"', `"x":"${'\\u2019'.repeat(200_000)}"`)
    expect(await send(bearer, 'POST', escaped)).toMatchObject({ status: 200 })
    expect(await send(bearer, 'POST', ping('x'.repeat(2 * 1024 * 1024)))).toMatchObject({ status: 413 })
  })

  test('says NOT_READY before the first version stands, and answers once it does, in the same session', async () => {
    const client = await clientOverHttp(server.url, bearer)
    const early = errorOf(await call(client, 'ask', { question: 'What is a dug well lined with?' }))
    expect(early).toMatchObject({ code: 'NOT_READY' })
    await server.attest.ingest()
    const answered = await call(client, 'ask', { question: 'What is a dug well lined with?' })
    expect(answered.structuredContent).toMatchObject({ kind: 'answered' })
    await client.close()
  })

  test('ends the work for a client that goes away', async () => {
    const held = holdAnswers(server.attest)
    const logged: object[] = []
    const endpoint = endpointOn(held.attest, logged)
    const client = new AbortController()
    void endpoint(asking('What is a dug well lined with?', client.signal), caller).catch(() => {})
    await held.isHeld
    client.abort()
    await held.isGivenUp
    expect(logged).toEqual([])
  })

  test('keeps the details of a fault in its log', async () => {
    const logged: object[] = []
    const broken = { ...server.attest, ask: () => Promise.reject(new Error('/secret/path is broken')) }
    const response = await endpointOn(broken, logged)(asking('a'), caller)
    const text = await response.text()
    expect(text).toContain('INTERNAL')
    expect(text).not.toContain('secret')
    expect(logged).toMatchObject([{ requestId: 'a-1', err: { message: '/secret/path is broken' } }])
  })
})
