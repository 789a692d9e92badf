import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { eventually, makeWorkspace } from '../cli/run-attest.js'
import { ask, becomesReady, copyOf, hasLooked, ingest, isRunning, type Served, serve } from '../cli/run-serve.js'
import { smallCorpus } from '../support/small-service.js'

const question = 'When was the lighthouse at Skerry Point built?'
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

const openFiles = ({ pid }: Served): number => readdirSync(`/proc/${pid}/fd`).length

/** Lets a server open so many files more than it has open now: the limit is on their numbers, and it takes the lowest that is free. */
function leaveHandles({ pid }: Served, more: number): void {
  const taken = new Set(readdirSync(`/proc/${pid}/fd`).map(Number))
  const free = Array.from({ length: taken.size + more + 1 }, (_, number) => number).filter(
    (number) => !taken.has(number),
  )
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${free[more]}:`])
}

const answers = async ({ url }: Served): Promise<boolean> => {
  const answer = (await ask(url, question).catch(() => null)) as { kind: string } | null
  return answer?.kind === 'answered'
}

async function openConnections({ url }: Served, count: number): Promise<readonly Socket[]> {
  const sockets = Array.from({ length: count }, () =>
    connect(Number(new URL(url).port), '127.0.0.1')
      .on('error', () => {})
      .resume(),
  )
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
  })
  await eventually('each to be taken or refused', () => sockets.every(({ connecting }) => !connecting))
  return sockets
}

test('a server that has no file handle left refuses connections, lives, and answers once there are some', async () => {
  const server = await serve(ingested)
  await becomesReady(server.url)
  expect(await answers(server)).toBe(true)
  const before = openFiles(server)
  leaveHandles(server, 20)
  const sockets = await openConnections(server, 100)
  await eventually('some to be refused', () => sockets.filter(({ closed }) => closed).length > 0)
  expect(isRunning(server)).toBe(true)
  for (const socket of sockets) socket.destroy()
  await eventually('an answer', () => answers(server))
  await eventually('the handles to be free again', () => openFiles(server) <= before + 4)
})

test('an ingestion that runs out of file handles fails as a whole: no article is lost for want of one', {
  timeout: 600_000,
}, async () => {
  const workspace = copyOf(ingested)
  const server = await serve(workspace)
  await becomesReady(server.url)
  await hasLooked(workspace)
  const articles = Object.keys(smallCorpus).length + 1
  const states = new Set<string>()
  for (let more = 0; more <= 33; more += 3) {
    writeFileSync(
      path.join(workspace.corpus, 'windmill.md'),
      `# The windmill\n\nThe windmill of Aldermoor turned ${more} times.\n`,
    )
    execFileSync('prlimit', ['--pid', String(server.pid), '--nofile=1024:'])
    await eventually('a connection that is kept', () => answers(server))
    leaveHandles(server, more)
    const started = await fetch(`${server.url}/api/ingest`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).catch(() => null)
    if (started === null || started.status !== 202) continue
    const { id } = await started.json()
    const ended = await eventually('its end', async () => {
      const run = await fetch(`${server.url}/api/ingest/${id}`)
        .then((response) => response.json())
        .catch(() => null)
      return run !== null && run.state !== 'running' && run
    })
    states.add(ended.state)
    if (ended.state === 'done') expect(ended.result).toMatchObject({ failedFiles: 0 })
    else expect(ended.code).toMatch(/^(CORPUS_UNREADABLE|INDEX_WRITE_FAILED|RESOURCES_EXHAUSTED)$/)
    expect(isRunning(server)).toBe(true)
  }
  expect(states).toEqual(new Set(['failed', 'done']))
  execFileSync('prlimit', ['--pid', String(server.pid), '--nofile=1024:'])
  await eventually('an answer', () => answers(server))
  await ingest(workspace)
  await eventually('all articles', async () => {
    const listed = await (await fetch(`${server.url}/api/articles`)).json()
    return listed.articles.length === articles
  })
})
