import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../src/server.js'
import { call, clientOverHttp } from './mcp/mcp-client.js'
import { serviceOn, smallCorpus } from './support/small-service.js'

test('a server that found the index locked serves the version once the other process has built it, and every later one', async () => {
  const other = serviceOn(smallCorpus, { ATTEST_PORT: '0' })
  onTestFinished(() => other.close())
  const lock = path.join(other.config.INDEX_DIR, 'ingest.lock')
  mkdirSync(other.config.INDEX_DIR)
  writeFileSync(lock, JSON.stringify({ pid: process.ppid, since: '2026-01-01T00:00:00.000Z' }))
  const server = await startServer(other.config)
  onTestFinished(() => server.close())
  const readiness = async () => (await fetch(`${server.url}/health/ready`)).json()
  await expect(server.attest.ingest()).rejects.toMatchObject({ code: 'INDEX_LOCKED' })
  expect(await readiness()).toMatchObject({ ready: false, problem: expect.stringContaining('is ingesting') })

  rmSync(lock)
  for (const text of ['A driven well is a pipe with a point.', 'A dug well is lined with stone.']) {
    writeFileSync(path.join(other.corpus, 'wells.md'), `# Wells\n\n${text}\n`)
    const built = await other.attest.ingest()
    const version = built.kind === 'ingested' ? built.report.version : 'none'
    await expect.poll(readiness, { timeout: 60_000 }).toMatchObject({ ready: true, version, problem: null })
  }
})

test('every door’s questions and requests are counted alike', async () => {
  const service = serviceOn(smallCorpus, { ATTEST_PORT: '0' })
  onTestFinished(() => service.close())
  const server = await startServer(service.config)
  onTestFinished(() => server.close())
  await server.attest.ingest()
  const question = 'Who built the lighthouse at Skerry Point?'
  const post = async (route: string, body: object, accept = 'application/json') => {
    const headers = { 'Content-Type': 'application/json', Accept: accept }
    const response = await fetch(server.url + route, { method: 'POST', headers, body: JSON.stringify(body) })
    await response.text()
  }
  await post('/api/ask', { question })
  await post('/api/ask', { question }, 'text/event-stream')
  await post('/v1/chat/completions', { model: 'attest', messages: [{ role: 'user', content: question }] })
  const client = await clientOverHttp(server.url)
  await call(client, 'ask', { question })
  await client.close()
  const { activity } = await (await fetch(`${server.url}/api/status`)).json()
  expect(activity.totals).toMatchObject({ questions: 4, answered: 4 })
  const metrics = await (await fetch(`${server.url}/metrics`)).text()
  expect(metrics).toContain('attest_questions_total{outcome="answered"} 4')
  expect(metrics).toContain('attest_http_requests_total{route="/api/ask",status="2xx"} 2')
  expect(metrics).toMatch(/attest_http_requests_total\{route="\/mcp",status="2xx"\} [1-9]/)
})
