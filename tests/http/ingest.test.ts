import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { hashApiKeys } from '../../src/web-security/api-keys.js'
import { httpApp } from '../support/http-app.js'
import { serverSentEvents } from '../support/server-sent-events.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn(smallCorpus)
afterAll(() => service.close())
const appWith = (keys: readonly string[] = []) => httpApp(service.attest, { apiKeys: hashApiKeys(keys) })
const app = appWith()
const post = (body: unknown = {}, at = app) =>
  at.request('http://127.0.0.1/api/ingest', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const follow = (id: string, accept = 'application/json') =>
  app.request(`http://127.0.0.1/api/ingest/${id}`, { headers: { Accept: accept } })
const runOf = async (id: string) => (await follow(id)).json()

async function eventsOf(id: string) {
  const events: { event: string; body: { filesDone: number } }[] = []
  for await (const { event, data } of serverSentEvents(await follow(id, 'text/event-stream'))) {
    events.push({ event, body: JSON.parse(data) })
  }
  return events
}

const lock = path.join(service.config.INDEX_DIR, 'ingest.lock')

describe('POST /api/ingest', () => {
  test('ingests; a second one meanwhile is refused with owner and moment; the first is followed to its end', async () => {
    expect((await follow('latest')).status).toBe(404)
    const response = await post()
    const { id, ...begun } = await response.json()
    expect(response.status).toBe(202)
    expect(response.headers.get('location')).toBe(`/api/ingest/${id}`)
    expect(begun).toMatchObject({ state: 'running', result: null, code: null, pinned: null })
    const { since } = JSON.parse(readFileSync(lock, 'utf8'))

    const refused = await post()
    expect(refused.status).toBe(409)
    const problem = await refused.json()
    expect(problem).toMatchObject({ code: 'INDEX_LOCKED', status: 409 })
    expect(problem.detail).toContain(`Process ${process.pid} is ingesting into this index since ${since}`)

    const events = await eventsOf(id)
    expect(events.at(-1)).toEqual({ event: 'done', body: await runOf(id) })
    expect(events.slice(0, -1).map(({ event }) => event)).toEqual(events.slice(1).map(() => 'progress'))
    const files = events.slice(0, -1).map(({ body }) => body.filesDone)
    expect(files).toEqual([...files].sort((a, b) => a - b))
    expect(await runOf(id)).toMatchObject({
      id,
      state: 'done',
      progress: null,
      result: { outcome: 'ingested', added: 5, failedFiles: 0 },
    })
    expect(await runOf('latest')).toMatchObject({ id })
    expect(await eventsOf(id)).toHaveLength(1)
  })

  test('where another process holds the lock it is refused, and nothing is remembered of it', async () => {
    const other = spawn('sleep', ['1000'], { stdio: 'ignore' })
    onTestFinished(() => void other.kill())
    await once(other, 'spawn')
    mkdirSync(service.config.INDEX_DIR, { recursive: true })
    writeFileSync(lock, JSON.stringify({ pid: other.pid, since: '2026-01-01T00:00:00.000Z' }))
    onTestFinished(() => rmSync(lock, { force: true }))
    const before = await (await follow('latest')).text()
    const refused = await post()
    expect(refused.status).toBe(409)
    expect((await refused.json()).detail).toMatch(
      new RegExp(`^Process ${other.pid} is .*2026-01-01T.*, for \\d+ min\\.`),
    )
    expect(await (await follow('latest')).text()).toBe(before)
  })

  test('says why one failed', async () => {
    rmSync(service.corpus, { recursive: true })
    const { id } = await (await post()).json()
    await expect.poll(async () => (await runOf(id)).state).toBe('failed')
    expect(await runOf(id)).toMatchObject({
      code: 'CORPUS_UNREADABLE',
      result: { outcome: 'failed', problem: expect.stringContaining(service.corpus) },
    })
  })

  test.each([
    [{ path: '/etc' }, 400],
    [{ url: 'http://127.0.0.1/' }, 400],
    [[], 400],
    [null, 400],
  ])('takes nothing but the empty object: %j', async (body, status) => {
    expect((await post(body)).status).toBe(status)
  })

  test('needs a key where keys are set', async () => {
    expect((await post({}, appWith(['a-long-and-random-key']))).status).toBe(401)
  })

  test('what is not known is not found', async () => {
    expect(await (await follow('no-such-run')).json()).toMatchObject({ code: 'NOT_FOUND', status: 404 })
  })
})
