import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { attest, eventually, makeWorkspace, startForTest, type Workspace } from './run-attest.js'

function workspaceOf(files: Readonly<Record<string, string>>): Workspace {
  const workspace = makeWorkspace(files)
  onTestFinished(workspace.remove)
  return workspace
}

async function run(args: readonly string[], { settings }: Workspace) {
  const { code, stdout, stderr } = await attest([...args, '--json'], settings)
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

const addWells = (workspace: Workspace, text: string): void =>
  writeFileSync(path.join(workspace.corpus, 'wells.md'), `# Wells\n\n${text}\n`)

test('a running server follows a roll back and its end; what is ingested between is built, and says that it is not served', async () => {
  const workspace = workspaceOf(smallCorpus)
  const { version: first } = await run(['ingest'], workspace)
  addWells(workspace, 'A driven well is a pipe with a point.')
  const { version: second } = await run(['ingest'], workspace)
  const server = startForTest(['serve', '--json'], { ...workspace.settings, ATTEST_PORT: '0' })
  const { url } = JSON.parse(await eventually('the address', () => /^.+\n/.exec(server.stdout())?.[0]))
  const status = async () => (await fetch(`${url}/api/status`)).json()
  const serves = (version: string) => eventually(version, async () => (await status()).version === version)
  await serves(second)

  expect(await run(['rollback'], workspace)).toMatchObject({ version: first, before: second })
  await serves(first)
  expect(await status()).toMatchObject({ newestVersion: second, pinnedVersion: first })
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('attest_index_pinned 1')

  addWells(workspace, 'A dug well is lined with stone.')
  const { version: third, pinned } = await run(['ingest'], workspace)
  expect(pinned).toBe(first)
  const again = await attest(['ingest'], workspace.settings)
  expect(again.stdout).toMatch(
    new RegExp(`^Nothing changed: version ${third} .*\nVersion ${first} is pinned and still served`),
  )
  expect(await run(['versions'], workspace)).toMatchObject([
    { version: first, isServed: true, isPinned: true },
    { version: second, isServed: false },
    { version: third, isServed: false, isNewest: true },
  ])
  expect(await status()).toMatchObject({ version: first, newestVersion: third })

  await run(['unpin'], workspace)
  await serves(third)
  expect(await status()).toMatchObject({ pinnedVersion: null, ingestion: { last: { version: third } } })
})

test('ATTEST_KEEP_VERSIONS says how many versions stay', async () => {
  const workspace = workspaceOf({ 'bees.md': '# Bees\n\nBees fly.\n' })
  const keeping = { ...workspace, settings: { ...workspace.settings, ATTEST_KEEP_VERSIONS: '1' } }
  await run(['ingest'], keeping)
  addWells(workspace, 'A driven well is a pipe with a point.')
  const { version } = await run(['ingest'], keeping)
  expect(await run(['versions'], workspace)).toMatchObject([{ version }])
  const refused = await attest(['rollback'], workspace.settings)
  expect(refused).toMatchObject({ code: 3, stdout: '' })
  expect(refused.stderr).toMatch(/Kept are 000002-.*\(VERSION_NOT_FOUND\)\n$/)
})

test('before there is an index, versions says so and exits with 1', async () => {
  const ended = await attest(['versions'], workspaceOf({}).settings)
  expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('attest ingest') })
})
