import { cpSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, makeWorkspace, type Workspace } from '../cli/run-attest.js'
import { ask, becomesReady, copyOf, hasLooked, ingest, isRunning, serve } from '../cli/run-serve.js'
import { randomNumbers } from '../search-index/indexed-articles.js'
import { smallCorpus } from '../support/small-service.js'

const seed = 67
const question = 'When was the lighthouse at Skerry Point built?'
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

/** Of the one version: what CURRENT leads to, itself included. */
const filesOfVersion = ({ index }: Workspace): string[] =>
  readdirSync(index, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('cache'))
    .map((entry) => path.relative(index, path.join(entry.parentPath, entry.name)))

function flipBit(file: string, random: number): void {
  const bytes = readFileSync(file)
  bytes[Math.floor(random * bytes.length)]! ^= 1 << (Math.floor(random * 1024) % 8)
  writeFileSync(file, bytes)
}

test(`serve builds anew what has a flipped bit or is cut (seed ${seed}), and serves nothing of it before`, {
  timeout: 900_000,
}, async () => {
  const random = randomNumbers(seed)
  const files = filesOfVersion(ingested)
  expect(files.length).toBeGreaterThan(7)
  for (const [i, file] of files.entries()) {
    const workspace = copyOf(ingested)
    const damaged = path.join(workspace.index, file)
    if (i % 2 === 0) flipBit(damaged, random())
    else truncateSync(damaged, Math.floor(random() * readFileSync(damaged).length))
    renameSync(workspace.corpus, `${workspace.corpus}-gone`)
    const watching = { ATTEST_LOG_LEVEL: 'warn', ATTEST_WATCH_CORPUS: 'true', ATTEST_WATCH_INTERVAL_MS: '100' }
    const server = await serve(workspace, watching)
    await eventually(`${file} to be told`, () => server.stderr().includes('"code":"INDEX_DAMAGED"'))
    const refused = await eventually('the reason', async () => {
      const response = await fetch(`${server.url}/health/ready`)
      const { problem } = await response.json()
      return problem !== null && { status: response.status, problem }
    })
    expect(refused).toEqual({ status: 503, problem: expect.stringContaining(workspace.corpus) })
    expect(await ask(server.url, question)).toMatchObject({ status: 503, code: 'NOT_READY' })
    renameSync(`${workspace.corpus}-gone`, workspace.corpus)
    await becomesReady(server.url)
    expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
    server.child.kill('SIGTERM')
    expect(await server.ended).toMatchObject({ code: 0, signal: null })
  }
})

test('a server stays on its version where the next one is damaged, tells so, and goes over once it is whole', async () => {
  const workspace = copyOf(ingested)
  const server = await serve(workspace, { ATTEST_LOG_LEVEL: 'warn' })
  await becomesReady(server.url)
  await hasLooked(workspace)
  const next = copyOf(ingested)
  writeFileSync(path.join(next.corpus, 'windmill.md'), '# The windmill\n\nPiet Barends built it in 1744.\n')
  const { version } = await ingest(next)
  const current = readFileSync(path.join(next.index, 'CURRENT'))
  const segment = path.join('segments', version)
  for (const part of [segment, path.join('versions', version)]) {
    cpSync(path.join(next.index, part), path.join(workspace.index, part), { recursive: true })
  }
  flipBit(path.join(workspace.index, segment, 'vectors.arrays'), 0.5)
  writeFileSync(path.join(workspace.index, 'CURRENT'), current)
  await eventually('it to be told', () => server.stderr().includes('the current version cannot be opened'))
  expect(server.stderr()).toContain('vectors.arrays')
  expect(await ask(server.url, question)).toMatchObject({
    kind: 'answered',
    version: expect.stringMatching(/^000001-/),
  })
  expect(isRunning(server)).toBe(true)
  cpSync(path.join(next.index, segment), path.join(workspace.index, segment), { recursive: true })
  await eventually('the next version', async () => (await fetch(`${server.url}/api/articles/windmill`)).status === 200)
})
