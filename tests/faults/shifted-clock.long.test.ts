import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { eventually, lockOwner, makeWorkspace, startForTest, type Workspace } from '../cli/run-attest.js'
import { becomesReady, hasLooked, ingest, isRunning, post, serve } from '../cli/run-serve.js'
import { smallCorpus } from '../support/small-service.js'

const dayMs = 24 * 60 * 60 * 1000
const yearMs = 365 * dayMs
const preloaded = pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.mjs')).href

interface Shifted extends Workspace {
  /** From now on the clock of every process that was started with this workspace's settings is so far off. */
  shift(ms: number): void
}

function shiftedWorkspace(files: Readonly<Record<string, string>>): Shifted {
  const workspace = makeWorkspace(files)
  onTestFinished(workspace.remove)
  const file = path.join(workspace.folder, 'shift')
  const shift = (ms: number) => writeFileSync(file, String(ms))
  shift(0)
  const settings = { ...workspace.settings, NODE_OPTIONS: `--import ${preloaded}`, SHIFT_CLOCK_FILE: file }
  return { ...workspace, settings, shift }
}

const addArticle = ({ corpus }: Workspace, name: string) =>
  writeFileSync(path.join(corpus, `${name}.md`), `# Of ${name}\n\nThe ${name} of Aldermoor was seen by everybody.\n`)

test('versions follow each other whatever the clock says, and a server follows them', async () => {
  const workspace = shiftedWorkspace(smallCorpus)
  const first = await ingest(workspace)
  const server = await serve(workspace)
  await becomesReady(server.url)
  await hasLooked(workspace)
  const status = async () => (await fetch(`${server.url}/api/status`)).json()
  const versions = [first.version]
  for (const [name, ms] of [
    ['kite', -yearMs],
    ['otter', yearMs],
    ['heron', 0],
  ] as const) {
    workspace.shift(ms)
    addArticle(workspace, name)
    const { added, version } = await ingest(workspace)
    expect(added).toEqual([name])
    versions.push(version)
    await eventually(`the ${name} and the date of its version to be served`, async () => {
      const { versionCreatedAt } = await status()
      const isThere = (await fetch(`${server.url}/api/articles/${name}`)).status === 200
      return isThere && Math.abs(Date.parse(versionCreatedAt) - Date.now() - ms) < dayMs
    })
    expect(await post(server.url, '/api/ask', { question: `Who saw the ${name} of Aldermoor?` })).toMatchObject({
      status: 200,
    })
  }
  const numbers = versions.map((version) => Number.parseInt(version, 10))
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other))
  expect(isRunning(server)).toBe(true)
})

test('a folder is watched on while the clock jumps a year back and on', async () => {
  const workspace = shiftedWorkspace(smallCorpus)
  const run = startForTest(['ingest', '--watch', '--json'], { ...workspace.settings, ATTEST_WATCH_INTERVAL_MS: '100' })
  const reports = () =>
    run
      .stdout()
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { added?: string[] })
  await eventually('the first version', () => reports().length === 1)
  for (const [i, [name, ms]] of (
    [
      ['kite', -yearMs],
      ['otter', yearMs],
    ] as const
  ).entries()) {
    workspace.shift(ms)
    addArticle(workspace, name)
    await eventually(`the ${name}`, () => reports()[i + 1]?.added?.[0] === name)
  }
  expect(isRunning(run)).toBe(true)
})

test.each([
  ['back', -yearMs],
  ['on', yearMs],
])(
  'with the clock a year %s the lock of a process that runs is held, and that of one that is gone is taken over',
  async (_, ms) => {
    const workspace = shiftedWorkspace(smallCorpus)
    const first = startForTest(['ingest'], workspace.settings)
    await eventually('the lock of the first ingestion', () => lockOwner(workspace) === first.pid)
    first.child.kill('SIGSTOP')
    workspace.shift(ms)
    const second = await startForTest(['ingest'], workspace.settings).ended
    expect(second).toMatchObject({ code: 3, stderr: expect.stringMatching(/\(INDEX_LOCKED\)\n$/) })
    first.child.kill('SIGKILL')
    await first.ended
    expect(lockOwner(workspace)).toBe(first.pid)
    expect(await ingest(workspace)).toMatchObject({ failed: [] })
    expect(lockOwner(workspace)).toBeNull()
  },
)

test('sessions end when the clock says that they have, and not when it goes back', async () => {
  const key = 'swordfish-swordfish'
  const workspace = shiftedWorkspace(smallCorpus)
  await ingest(workspace)
  const server = await serve(workspace, { ATTEST_API_KEYS: key })
  await becomesReady(server.url)
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
  const signedIn = await fetch(`${server.url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ key }) })
  const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!
  const articles = async () => (await fetch(`${server.url}/api/articles`, { headers: { cookie } })).status
  expect(await articles()).toBe(200)
  workspace.shift(dayMs)
  expect(await articles()).toBe(401)
  workspace.shift(-yearMs)
  expect(await articles()).toBe(200)
})
