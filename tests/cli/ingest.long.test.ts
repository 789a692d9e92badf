import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { IngestReport } from '../../src/ingest.js'
import { smallCorpus } from '../support/small-service.js'
import {
  attest,
  eventually,
  lockOwner,
  makeWorkspace,
  runningInGroup,
  startForTest,
  type Workspace,
  withoutProgress,
  writeFiles,
} from './run-attest.js'

function smallWorkspace(): Workspace {
  const workspace = makeWorkspace(smallCorpus)
  onTestFinished(workspace.remove)
  return workspace
}

async function ingestedReport({ settings }: Workspace): Promise<IngestReport> {
  const { code, stdout, stderr } = await attest(['ingest', '--json'], settings)
  expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as IngestReport
}

/** Leaves a lock as a process of this number would. */
function leaveLock({ index }: Workspace, pid: number): void {
  mkdirSync(index, { recursive: true })
  writeFileSync(path.join(index, 'ingest.lock'), JSON.stringify({ pid, since: '2026-01-01T00:00:00.000Z' }))
}

test('what was added, changed and removed is counted, and only what is new is embedded', async () => {
  const workspace = smallWorkspace()
  const first = await ingestedReport(workspace)
  expect(first).toMatchObject({ changed: [], unchanged: [], removed: [], failed: [], embeddedPassages: first.passages })
  expect([...first.added].sort()).toEqual(['bees', 'bread', 'lighthouse', 'tram', 'undated'])

  rmSync(path.join(workspace.corpus, 'tram.html'))
  writeFiles(workspace.corpus, {
    'undated.md': `${smallCorpus['undated.md']}\nA reef knot joins two ends of one rope.\n`,
    'wells.md': '# Wells\n\nA driven well is a pipe with a point.\n',
  })
  const second = await ingestedReport(workspace)
  expect(second).toMatchObject({ added: ['wells'], changed: ['undated'], removed: ['tram'], failed: [] })
  expect([...second.unchanged].sort()).toEqual(['bees', 'bread', 'lighthouse'])
  expect(second).toMatchObject({ embeddedPassages: 2, cachedPassages: second.passages - 2 })
  expect(second.version).not.toBe(first.version)
})

test('the table shows the same counts', async () => {
  const workspace = smallWorkspace()
  await ingestedReport(workspace)
  renameSync(path.join(workspace.corpus, 'bees.md'), path.join(workspace.corpus, 'hives.md'))
  const { code, stdout } = await attest(['ingest'], workspace.settings)
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /^added +1\nchanged +0\nunchanged +4\nremoved +1\nfailed +0\nversion 000002-[0-9a-f]{8}: 6 passages \(0 newly embedded\) in .+ characters\/s\n$/,
  )
})

test('an empty corpus is ingested, and a question to it is declined', async () => {
  const workspace = makeWorkspace({})
  onTestFinished(workspace.remove)
  expect(await ingestedReport(workspace)).toMatchObject({ added: [], passages: 0 })
  const { code, stdout } = await attest(['ask', 'Who keeps bees?'], workspace.settings)
  expect(code).toBe(1)
  expect(stdout).toMatch(/^There are no articles\.\n/)
})

test('a missing corpus folder is named, and nothing is written beside it', async () => {
  const workspace = smallWorkspace()
  const corpus = path.join(workspace.folder, 'no-such-folder')
  const { code, stdout, stderr } = await attest(['ingest'], { ...workspace.settings, ATTEST_CORPUS_DIR: corpus })
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(/\(CORPUS_UNREADABLE\)\n$/)
  expect(stderr).toContain(corpus)
  expect(readdirSync(workspace.folder).sort()).toEqual(['corpus', 'index'])
  expect(readdirSync(workspace.index)).toEqual([])
})

test('a second ingestion beside a running one is refused with the number of its process; the first is not disturbed', async () => {
  const workspace = smallWorkspace()
  const first = startForTest(['ingest'], workspace.settings)
  await eventually('the lock of the first ingestion', () => lockOwner(workspace) === first.pid)
  first.child.kill('SIGSTOP')
  const second = await attest(['ingest'], workspace.settings)
  first.child.kill('SIGCONT')
  expect(second).toMatchObject({ code: 3, stdout: '' })
  expect(second.stderr).toMatch(new RegExp(`^attest: Process ${first.pid} is ingesting .*\\(INDEX_LOCKED\\)\n$`))
  expect(await first.ended).toMatchObject({ code: 0, stderr: '' })
})

test('the lock of a process that is gone is taken over', async () => {
  const workspace = smallWorkspace()
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(gone, 'exit')
  leaveLock(workspace, gone.pid!)
  expect(await ingestedReport(workspace)).toMatchObject({ failed: [] })
  expect(lockOwner(workspace)).toBeNull()
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends an ingestion at once and leaves no process behind',
  async (signal) => {
    const workspace = smallWorkspace()
    const run = startForTest(['ingest'], workspace.settings)
    await eventually(
      'the inference process',
      () => lockOwner(workspace) === run.pid && runningInGroup(run.pid).length > 1,
    )
    run.child.kill(signal)
    expect(await run.ended).toMatchObject({ code: null, signal, stdout: '' })
    await eventually('its processes to end', () => runningInGroup(run.pid).length === 0)
  },
)
