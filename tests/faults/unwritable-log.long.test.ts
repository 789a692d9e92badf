import { renameSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, lockOwner, makeWorkspace, startForTest } from '../cli/run-attest.js'
import { ask, becomesReady, copyOf, ingest, isRunning, serve } from '../cli/run-serve.js'
import { smallCorpus } from '../support/small-service.js'

const question = 'When was the lighthouse at Skerry Point built?'
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

const onFullDisk = ['bash', '-c', 'exec "$@" 2>/dev/full', 'bash']

test('a server whose log lies on a full disk answers, and ends with 0 on SIGTERM', async () => {
  const server = await serve(ingested, { ATTEST_LOG_LEVEL: 'debug' }, onFullDisk)
  await becomesReady(server.url)
  for (let asked = 0; asked < 3; asked += 1) expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0, signal: null })
})

test('a server whose log nobody reads any more answers', async () => {
  const server = await serve(ingested, { ATTEST_LOG_LEVEL: 'debug' })
  await becomesReady(server.url)
  server.child.stderr!.destroy()
  for (let asked = 0; asked < 3; asked += 1) expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  expect(isRunning(server)).toBe(true)
})

test('an ingestion that cannot tell what failed goes on once it can be done', async () => {
  const workspace = copyOf(ingested)
  renameSync(workspace.corpus, `${workspace.corpus}-gone`)
  const run = startForTest(['ingest', '--watch'], workspace.settings, onFullDisk)
  await eventually('it to have begun', () => lockOwner(workspace) === run.pid)
  await eventually('it to have failed', () => lockOwner(workspace) === null)
  renameSync(`${workspace.corpus}-gone`, workspace.corpus)
  await eventually('it to be done', () => {
    if (!isRunning(run)) throw new Error('Expected it to run on.')
    return /^Nothing changed: version 000001-/m.test(run.stdout())
  })
  run.child.kill('SIGTERM')
  expect(await run.ended).toMatchObject({ code: 0, signal: null })
})
