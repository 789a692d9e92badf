import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import {
  eventually,
  lockOwner,
  makeWorkspace,
  type Run,
  runningInGroup,
  startForTest,
  type Workspace,
} from './run-attest.js'

const bees = { 'bees.md': '# Bees\n\nBees fly in summer.\n' }

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const workspace = makeWorkspace(files)
  onTestFinished(workspace.remove)
  return { ...workspace, settings: { ...workspace.settings, ATTEST_WATCH_INTERVAL_MS: '100' } }
}

interface Report {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  readonly failed: readonly { readonly code: string }[]
}

const reportsOf = (run: Run): Report[] =>
  run
    .stdout()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

test('articles that are added, changed, renamed and removed are ingested as they come, and SIGTERM ends it with 0', async () => {
  const workspace = workspaceOf(bees)
  const file = (name: string) => path.join(workspace.corpus, name)
  const run = startForTest(['ingest', '--watch', '--json'], workspace.settings)
  let seen = 0
  const next = async (what: string): Promise<Report> => {
    const report = await eventually(what, () => {
      if (run.child.exitCode !== null) throw new Error(run.stderr())
      return reportsOf(run)[seen]
    })
    seen += 1
    return report
  }
  expect(await next('the first ingestion')).toMatchObject({ added: ['bees'] })
  mkdirSync(file('water'))
  writeFileSync(file('water/wells.md'), '# Wells\n\nA driven well is a pipe.\n')
  expect(await next('an article in a new folder')).toMatchObject({ added: ['water-wells'], changed: [], removed: [] })
  writeFileSync(file('bees.meta.yaml'), 'title: Of bees\n')
  expect(await next('a side-car')).toMatchObject({ changed: ['bees'] })
  renameSync(file('water/wells.md'), file('water/springs.md'))
  expect(await next('a renamed article')).toMatchObject({ added: ['water-springs'], removed: ['water-wells'] })
  rmSync(file('water'), { recursive: true })
  expect(await next('a removed folder')).toMatchObject({ removed: ['water-springs'] })
  writeFileSync(file('broken.md'), new Uint8Array([0, 1, 2, 0, 255]))
  expect((await next('a file that is no article')).failed).toHaveLength(1)

  renameSync(workspace.corpus, `${workspace.corpus}-gone`)
  await eventually('the missing folder to be told', () => run.stderr().includes('CORPUS_UNREADABLE'))
  renameSync(`${workspace.corpus}-gone`, workspace.corpus)
  writeFileSync(file('wells.md'), '# Wells\n\nA dug well is lined.\n')
  const back = async (): Promise<Report> => {
    const report = await next('what came after the folder was back')
    return report.added === undefined || report.added.length === 0 ? back() : report
  }
  expect(await back()).toMatchObject({ added: ['wells'], removed: [] })

  run.child.kill('SIGTERM')
  expect(await run.ended).toMatchObject({ code: 0, signal: null })
  expect(lockOwner(workspace)).toBeNull()
  await eventually('its processes to end', () => runningInGroup(run.pid).length === 0)
})

test('serve watches where the settings say so, answers from what came, and ends with 0 during an ingestion', async () => {
  const workspace = workspaceOf(bees)
  const settings = { ...workspace.settings, ATTEST_PORT: '0', ATTEST_WATCH_CORPUS: 'true' }
  const server = startForTest(['serve', '--json'], settings)
  const { url } = JSON.parse(await eventually('the address', () => /^.+\n/.exec(server.stdout())?.[0]))
  const articles = async (): Promise<string[]> => {
    const response = await fetch(`${url}/api/articles`)
    if (response.status !== 200) return []
    return ((await response.json()).articles as { id: string }[]).map(({ id }) => id)
  }
  await eventually('the first article', async () => (await articles()).includes('bees'))
  writeFileSync(path.join(workspace.corpus, 'tram.html'), smallCorpus['tram.html']!)
  await eventually('the second article', async () => (await articles()).includes('tram'))
  writeFileSync(path.join(workspace.corpus, 'bread.txt'), smallCorpus['bread.txt']!)
  await eventually('the third ingestion to begin', () => lockOwner(workspace) === server.pid)
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0 })
  expect(lockOwner(workspace)).toBeNull()
  await eventually('its processes to end', () => runningInGroup(server.pid).length === 0)
})
