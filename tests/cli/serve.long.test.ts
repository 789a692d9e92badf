import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { attest, eventually, lockOwner, makeWorkspace, runningInGroup, startForTest } from './run-attest.js'
import { ask, becomesReady, copyOf, ingest, serve, takesConnections } from './run-serve.js'

const question = 'When was the lighthouse at Skerry Point built?'
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

/** Sends the head of a request, and its body only when told; resolves once the server has taken the head in. */
function heldRequest(url: string): Promise<{ finish(): Promise<{ status: number | undefined; body: string }> }> {
  const headers = { 'content-type': 'application/json', expect: '100-continue' }
  const held = request(`${url}/api/ask`, { method: 'POST', headers })
  const answered = new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    held.once('error', reject)
    held.once('response', (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.once('end', () => resolve({ status: response.statusCode, body }))
    })
  })
  return new Promise((resolve, reject) => {
    held.once('error', reject)
    const finish = () => {
      held.end(JSON.stringify({ question }))
      return answered
    }
    held.once('continue', () => resolve({ finish }))
    held.flushHeaders()
  })
}

test('serve prints its address, ingests, becomes ready, answers, and ends with 0 on SIGTERM', async () => {
  const workspace = makeWorkspace(smallCorpus)
  onTestFinished(workspace.remove)
  const server = await serve(workspace)
  await becomesReady(server.url)
  expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0, stdout: `Attest listens on ${server.url}\n` })
  expect(runningInGroup(server.pid)).toEqual([])
})

test('serve --json prints the address as JSON', async () => {
  const run = startForTest(['serve', '--json'], { ...ingested.settings, ATTEST_PORT: '0' })
  const line = await eventually('the printed address', () => /^.+\n/.exec(run.stdout())?.[0])
  expect(await fetch(`${(JSON.parse(line) as { url: string }).url}/health/live`)).toMatchObject({ status: 200 })
})

test('a request that is in flight at SIGTERM is answered, a later one is not taken', async () => {
  const server = await serve(ingested)
  await becomesReady(server.url)
  const held = await heldRequest(server.url)
  server.child.kill('SIGTERM')
  await eventually('the server to take no more', async () => !(await takesConnections(server.url)))
  const { status, body } = await held.finish()
  expect({ status, ...JSON.parse(body) }).toMatchObject({ status: 200, kind: 'answered' })
  expect(await server.ended).toMatchObject({ code: 0 })
})

test('SIGTERM during the first ingestion ends with 0 and leaves no process behind', async () => {
  const workspace = makeWorkspace(smallCorpus)
  onTestFinished(workspace.remove)
  const server = await serve(workspace)
  await eventually('the ingestion to begin', () => lockOwner(workspace) === server.pid)
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0 })
  await eventually('its processes to end', () => runningInGroup(server.pid).length === 0)
  expect(lockOwner(workspace)).toBeNull()
})

test('a port that is taken is named, and serve exits with 2', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  const port = await eventually('a port', () => (other.address() as AddressInfo | null)?.port)
  const ended = await attest(['serve'], { ...ingested.settings, ATTEST_PORT: String(port) })
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toMatch(new RegExp(`ATTEST_PORT=${port}: .*EADDRINUSE.*\\(CONFIG_INVALID_SETTING\\)\n$`))
})

test.each(['0.0.0.0', '::'])('without keys serve does not listen on %s', async (host) => {
  const ended = await attest(['serve'], { ...ingested.settings, ATTEST_HOST: host, ATTEST_PORT: '0' })
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toMatch(/ATTEST_API_KEYS.*ATTEST_ALLOW_UNAUTHENTICATED=true.*\(CONFIG_UNSAFE_BIND\)\n$/)
})

test('with the waiver it listens there and prints where it is reached from here', async () => {
  const server = await serve(ingested, { ATTEST_HOST: '0.0.0.0', ATTEST_ALLOW_UNAUTHENTICATED: 'true' })
  await becomesReady(server.url)
  expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
})

test('with keys it listens there, and only a key opens the articles', async () => {
  const server = await serve(ingested, { ATTEST_HOST: '0.0.0.0', ATTEST_API_KEYS: 'swordfish-swordfish' })
  expect(await fetch(`${server.url}/api/articles`)).toMatchObject({ status: 401 })
})

test('a missing corpus folder keeps serve from becoming ready, and both say why', async () => {
  const workspace = makeWorkspace({})
  onTestFinished(workspace.remove)
  rmSync(workspace.corpus, { recursive: true })
  const server = await serve(workspace)
  await eventually('the failure', () => /^Ingestion failed: .*\(CORPUS_UNREADABLE\)\n/m.test(server.stderr()))
  const response = await fetch(`${server.url}/health/ready`)
  expect({ status: response.status, body: await response.text() }).toMatchObject({
    status: 503,
    body: expect.stringContaining(workspace.corpus) as string,
  })
})

test('while another process ingests, serve answers from the version that stands', async () => {
  const workspace = copyOf(ingested)
  mkdirSync(workspace.index, { recursive: true })
  const lock = { pid: process.pid, since: '2026-01-01T00:00:00.000Z' }
  writeFileSync(path.join(workspace.index, 'ingest.lock'), JSON.stringify(lock))
  const server = await serve(workspace)
  await becomesReady(server.url)
  expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  expect(server.stderr()).toContain(`Ingestion failed: Process ${process.pid} is ingesting`)
  expect(lockOwner(workspace)).toBe(process.pid)
})

test('a damaged index is refused by ask, and built anew by serve', async () => {
  const workspace = copyOf(ingested)
  const segments = path.join(workspace.index, 'segments')
  const file = path.join(segments, readdirSync(segments)[0]!, 'texts.utf16le')
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1]! ^= 1
  writeFileSync(file, bytes)

  const refused = await attest(['ask', question], workspace.settings)
  expect(refused).toMatchObject({ code: 3, stdout: '' })
  expect(refused.stderr).toMatch(/texts\.utf16le.*"attest ingest".*\(INDEX_DAMAGED\)\n$/)

  const server = await serve(workspace)
  await becomesReady(server.url)
  expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  expect(await attest(['ask', question], workspace.settings)).toMatchObject({ code: 0, stderr: '' })
})
