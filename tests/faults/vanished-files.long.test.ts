import { closeSync, cpSync, openSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, makeWorkspace, type Workspace } from '../cli/run-attest.js'
import { ask, becomesReady, copyOf, hasLooked, ingest, isRunning, post, type Served, serve } from '../cli/run-serve.js'
import { smallCorpus } from '../support/small-service.js'

const question = 'When was the lighthouse at Skerry Point built?'
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

async function servedCopy(): Promise<{ workspace: Workspace; server: Served }> {
  const workspace = copyOf(ingested)
  const server = await serve(workspace)
  await becomesReady(server.url)
  await hasLooked(workspace)
  return { workspace, server }
}

test.each<[string, (workspace: Workspace) => string]>([
  ['the segments', ({ index }) => path.join(index, 'segments')],
  ['the versions', ({ index }) => path.join(index, 'versions')],
  ['CURRENT', ({ index }) => path.join(index, 'CURRENT')],
  ['the whole index folder', ({ index }) => index],
  ['the corpus folder', ({ corpus }) => corpus],
])('a server under which %s is removed answers on, and goes over to the next version', async (_, removed) => {
  const { workspace, server } = await servedCopy()
  rmSync(removed(workspace), { recursive: true })
  for (const name of Object.keys(smallCorpus)) {
    const article = await fetch(`${server.url}/api/articles/${path.parse(name).name}`)
    expect({ name, status: article.status }).toEqual({ name, status: 200 })
  }
  expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  expect(await fetch(`${server.url}/api/status`)).toMatchObject({ status: 200 })

  cpSync(ingested.corpus, workspace.corpus, { recursive: true })
  writeFileSync(path.join(workspace.corpus, 'windmill.md'), '# The windmill\n\nPiet Barends built it in 1744.\n')
  const { version } = await ingest(workspace)
  await eventually('the next version', async () => (await fetch(`${server.url}/api/articles/windmill`)).status === 200)
  expect((await (await fetch(`${server.url}/api/status`)).json()).version).toBe(version)
  expect(isRunning(server)).toBe(true)
})

test.each<[string, (workspace: Workspace, server: Served) => Promise<unknown>]>([
  ['beside it', (workspace) => ingest(workspace)],
  ['by itself', async (_, { url }) => post(url, '/api/ingest', {})],
])(
  'a text that is overwritten under a server is refused, never quoted, until the index is built anew %s',
  async (_, buildAnew) => {
    const { workspace, server } = await servedCopy()
    const segments = path.join(workspace.index, 'segments')
    const texts = path.join(segments, readdirSync(segments)[0]!, 'texts.utf16le')
    const handle = openSync(texts, 'r+')
    writeSync(handle, Buffer.alloc(statSync(texts).size, 'x\0', 'latin1'))
    closeSync(handle)
    const article = await fetch(`${server.url}/api/articles/bees`)
    expect({ status: article.status, code: (await article.json()).code }).toEqual({
      status: 500,
      code: 'INDEX_DAMAGED',
    })
    expect(JSON.stringify(await ask(server.url, question))).not.toContain('xxxx')
    expect(isRunning(server)).toBe(true)
    writeFileSync(path.join(workspace.corpus, 'windmill.md'), '# The windmill\n\nPiet Barends built it in 1744.\n')
    await buildAnew(workspace, server)
    await eventually(
      'the text to be whole again',
      async () => (await fetch(`${server.url}/api/articles/bees`)).status === 200,
    )
    expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  },
)
