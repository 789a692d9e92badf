import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentedPath, routeScopes } from '../../src/http/route-scopes.js'
import { createMcpEndpoint } from '../../src/mcp/mcp-endpoint.js'
import { hashApiKeys, type Scope, scopes } from '../../src/web-security/api-keys.js'
import { httpApp } from '../support/http-app.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn(smallCorpus)
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

const log = { error: () => {} }
const app = httpApp(service.attest, {
  apiKeys: hashApiKeys(['all-key', 'ask-key:ask', 'read-key:read', 'admin-key:admin', 'both-key:ask+read']),
  log,
  mcp: createMcpEndpoint({ attest: service.attest, log }),
})

const json = { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
const request = (name: string, headers: Record<string, string>, body = '{}') => {
  const [method, path] = name.split(' ') as [string, string]
  const url = `http://127.0.0.1${path.replace('{id}', 'bees').replace('{model}', 'attest')}`
  return app.request(url, { method, headers: { ...json, ...headers }, ...(method === 'POST' && { body }) })
}
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` })
const isRefused = async (response: Response) => response.status === 403 || response.status === 401

const guarded = Object.entries(routeScopes).filter((entry): entry is [string, Scope] => entry[1] !== null)

describe('the table of scopes', () => {
  test('has every route of the doors that want a key, and no other', () => {
    const doors = /^\/(api\/|v1\/|mcp$|metrics$)/
    const routes = app.routes
      .filter(({ method, path }) => method !== 'ALL' && doors.test(path))
      .map(({ method, path }) => `${method} ${documentedPath(path)}`)
    expect(Object.keys(routeScopes).sort()).toEqual([...new Set(routes)].sort())
  })

  test.each(guarded)('%s opens with %s, and with nothing else', async (name, scope) => {
    expect((await request(name, {})).status).toBe(401)
    for (const other of scopes.filter((one) => one !== scope)) {
      const refused = await request(name, bearer(`${other}-key`))
      expect(refused.status).toBe(403)
      expect(refused.headers.get('www-authenticate')).toBe(`Bearer error="insufficient_scope", scope="${scope}"`)
      expect(await refused.text()).toContain(`Expected a key with the scope ${scope}.`)
    }
    for (const key of [`${scope}-key`, 'all-key']) expect(await isRefused(await request(name, bearer(key)))).toBe(false)
  })

  test.each(Object.keys(routeScopes).filter((name) => routeScopes[name] === null))(
    '%s is open to all',
    async (name) => {
      expect((await request(name, { Origin: 'http://127.0.0.1' }, '{"key":"all-key"}')).status).toBe(200)
    },
  )

  test('HEAD wants what GET wants', async () => {
    expect((await request('HEAD /api/articles/{id}', bearer('ask-key'))).status).toBe(403)
    expect((await request('HEAD /api/articles/{id}', bearer('read-key'))).status).toBe(200)
  })

  test('only who has a key learns which routes there are', async () => {
    for (const name of ['GET /api/no-such', 'GET /api/ask', 'GET /v1/no-such', 'GET /mcp']) {
      expect((await request(name, {})).status).toBe(401)
      expect((await request(name, bearer('admin-key'))).status).toBe(/no-such/.test(name) ? 404 : 405)
    }
  })
})

test('the problem has a code of its own', async () => {
  const refused = await request('GET /api/articles/{id}', bearer('ask-key'))
  expect(await refused.json()).toMatchObject({ code: 'INSUFFICIENT_SCOPE', status: 403 })
  const openAi = await request('GET /v1/models', bearer('read-key'))
  expect(await openAi.json()).toMatchObject({ error: { code: 'insufficient_scope' } })
  const mcp = await request('POST /mcp', bearer('read-key'))
  expect(await mcp.json()).toMatchObject({ jsonrpc: '2.0', error: { data: { code: 'INSUFFICIENT_SCOPE' } } })
})

test('a session may do what its key may do', async () => {
  const signedIn = await request('POST /api/session', {}, '{"key":"ask-key"}')
  expect(await signedIn.clone().json()).toMatchObject({ scopes: ['ask'] })
  const cookie = { Cookie: signedIn.headers.get('set-cookie')!.split(';')[0]! }
  expect((await request('GET /api/articles', cookie)).status).toBe(200)
  expect((await request('GET /api/articles/{id}', cookie)).status).toBe(403)
  expect((await request('GET /api/status', cookie)).status).toBe(403)
  expect(await (await request('GET /api/session', cookie)).json()).toMatchObject({ signedIn: true, scopes: ['ask'] })
})

const callTool = async (key: string, name: string, args: object) => {
  const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }
  const { result } = await (await request('POST /mcp', bearer(key), JSON.stringify(call))).json()
  return result
}

test('whole texts want the scope read by any door', async () => {
  const refused = await callTool('ask-key', 'fetch', { id: 'bees' })
  expect(refused).toMatchObject({ isError: true })
  expect(JSON.parse(refused.content[0].text)).toEqual({
    code: 'INSUFFICIENT_SCOPE',
    message: 'Expected a key with the scope read for the tool fetch.',
  })
  expect(await callTool('ask-key', 'search', { query: 'bees' })).not.toHaveProperty('isError')
  expect(await callTool('both-key', 'fetch', { id: 'bees' })).not.toHaveProperty('isError')
  const cite = (key: string, end: number) =>
    request('POST /api/citations/format', bearer(key), JSON.stringify({ articleId: 'bees', span: { start: 0, end } }))
  expect((await cite('ask-key', 20)).status).toBe(200)
  expect((await cite('ask-key', 5_001)).status).toBe(403)
  expect((await cite('both-key', 5_001)).status).not.toBe(403)
})
