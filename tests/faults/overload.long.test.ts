import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, makeWorkspace, runningInGroup } from '../cli/run-attest.js'
import { ask, becomesReady, ingest, isRunning, post, serve, takesConnections } from '../cli/run-serve.js'
import { smallCorpus } from '../support/small-service.js'

const question = 'When was the lighthouse at Skerry Point built?'
const questions = 700
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

test.each([
  ['requests', { ATTEST_REQUESTS_AT_ONCE: '32' }, 'TOO_MANY_AT_ONCE'],
  ['runs of a model', { ATTEST_REQUESTS_AT_ONCE: '0' }, 'INFERENCE_OVERLOADED'],
])(
  `${questions} questions at once: more %s than may wait are refused with 503 and Retry-After, the others answered`,
  async (_, settings, code) => {
    const server = await serve(ingested, settings)
    await becomesReady(server.url)
    const outcomes = await Promise.all(
      Array.from({ length: questions }, async () => {
        const response = await post(server.url, '/api/ask', { question })
        const { kind, code } = await response.json()
        return { status: response.status, outcome: kind ?? code, retryAfter: response.headers.get('retry-after') }
      }),
    )
    const answered = outcomes.filter(({ status }) => status === 200)
    const refused = outcomes.filter(({ status }) => status !== 200)
    expect(answered.length).toBeGreaterThan(0)
    expect(new Set(answered.map(({ outcome }) => outcome))).toEqual(new Set(['answered']))
    expect(refused.length).toBeGreaterThan(0)
    for (const one of refused) expect(one).toEqual({ status: 503, outcome: code, retryAfter: '2' })
    expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
    const { inference } = await (await fetch(`${server.url}/api/status`)).json()
    expect(inference).toMatchObject({ queued: { interactive: 0, bulk: 0 }, inFlight: 0 })
    expect(isRunning(server)).toBe(true)
  },
)

test('SIGTERM ends a server with 0 although a client never finishes its request', async () => {
  const server = await serve(ingested, { ATTEST_REQUEST_TIMEOUT_MS: '600000' })
  await becomesReady(server.url)
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const closed = once(socket, 'close')
  socket.write(
    'POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99\r\nExpect: 100-continue\r\n\r\n',
  )
  const [line] = await once(socket, 'data')
  expect(String(line)).toMatch(/^HTTP\/1\.1 100 /)
  server.child.kill('SIGTERM')
  await eventually('the server to take no more', async () => !(await takesConnections(server.url)))
  expect(socket.destroyed).toBe(false)
  expect(await server.ended).toMatchObject({ code: 0, signal: null })
  await closed
  expect(runningInGroup(server.pid)).toEqual([])
})
