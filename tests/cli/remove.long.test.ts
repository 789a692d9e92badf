import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { filesWith } from '../upkeep/bytes-under.js'
import { attest, eventually, makeWorkspace, startForTest, type Workspace } from './run-attest.js'

const word = 'zyxquorvanth'
const secret = `---\ntitle: The ${word}\ntags: [${word}]\n---\n\nThe ${word} was sunk by a whale.\n\n## On the ${word}\n\nNobody saw it again.\n`

async function run(args: readonly string[], { settings }: Workspace) {
  const { code, stdout, stderr } = await attest([...args, '--json'], settings)
  expect(code, stderr).toBe(0)
  return JSON.parse(stdout)
}

test('an article that was purged is nowhere in the index folder, leaves a running server, and does not come back', async () => {
  const workspace = makeWorkspace({ ...smallCorpus, 'whale.md': secret })
  onTestFinished(workspace.remove)
  await run(['ingest'], workspace)
  writeFileSync(path.join(workspace.corpus, 'whale.md'), `${secret}\nThe ${word} was found.\n`)
  await run(['ingest'], workspace)
  await run(['export', path.join(workspace.index, 'all.attest')], workspace)
  expect(filesWith(workspace.index, word).length).toBeGreaterThan(5)
  const server = startForTest(['serve', '--json'], { ...workspace.settings, ATTEST_PORT: '0' })
  const { url } = JSON.parse(await eventually('the address', () => /^.+\n/.exec(server.stdout())?.[0]))
  const articleStatus = async () => (await fetch(`${url}/api/articles/whale`)).status
  await eventually('the article to be served', async () => (await articleStatus()) === 200)
  // Until then it holds the lock.
  await eventually('the first ingestion to end', () => server.stderr().includes('Nothing changed'))

  const purged = await attest(['remove', 'whale', '--purge'], workspace.settings)
  expect(purged.code, purged.stderr).toBe(0)
  expect(purged.stdout).toMatch(/erased from 2 versions.*\n.*all\.attest.*\nNow delete whale\.md/)
  expect(filesWith(workspace.index, word)).toEqual([])
  await eventually('the article to be gone', async () => (await articleStatus()) === 404)

  const again = await run(['ingest'], workspace)
  expect(again.warnings).toMatchObject([{ code: 'ARTICLE_WITHDRAWN', path: 'whale.md' }])
  expect(again).toMatchObject({ added: [], removed: [], failed: [], embeddedPassages: 0 })
  expect(filesWith(workspace.index, word)).toEqual([])
  rmSync(path.join(workspace.corpus, 'whale.md'))
  await run(['ingest'], workspace)
  writeFileSync(path.join(workspace.corpus, 'renamed.md'), secret)
  expect((await run(['ingest'], workspace)).added).toEqual([])
  await run(['remove', 'whale', '--readmit'], workspace)
  expect((await run(['ingest'], workspace)).added).toEqual(['renamed'])
})

test('without --purge it says how to take an article out of the next version, and does nothing', async () => {
  const ended = await attest(['remove', 'whale'])
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toMatch(/--purge.*delete its file and run "attest ingest".*\(USAGE\)\n$/)
})
