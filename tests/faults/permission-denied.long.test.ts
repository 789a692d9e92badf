import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attest, eventually, makeWorkspace, type Workspace } from '../cli/run-attest.js'
import { ask, becomesReady, copyOf, hasLooked, ingest, isRunning, serve } from '../cli/run-serve.js'
import { smallCorpus } from '../support/small-service.js'

const question = 'When was the lighthouse at Skerry Point built?'
const newArticle = '# The windmill\n\nThe windmill of Aldermoor was built by Piet Barends in 1744.\n'
const newQuestion = 'Who built the windmill of Aldermoor?'
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

/** Root may read and write everything, unless it gives up being able to. */
const asOthers = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : []

async function whileDenied(file: string, mode: number, run: () => Promise<void>): Promise<void> {
  const before = statSync(file).mode
  chmodSync(file, mode)
  try {
    await run()
  } finally {
    // A version that was built anew is gone.
    if (existsSync(file)) chmodSync(file, before)
  }
}

const filesIn = (folder: string): string[] => readdirSync(folder).map((name) => path.join(folder, name))

test.each<[string, (workspace: Workspace) => string, number, string]>([
  ['a corpus folder that cannot be read', ({ corpus }) => corpus, 0o000, 'CORPUS_UNREADABLE'],
  ['an index folder that cannot be written', ({ index }) => index, 0o555, 'INDEX_WRITE_FAILED'],
  ['an index folder that cannot be read', ({ index }) => index, 0o000, 'INDEX_WRITE_FAILED'],
  ['a folder of segments that cannot be written', ({ index }) => `${index}/segments`, 0o555, 'INDEX_WRITE_FAILED'],
  ['a folder of versions that cannot be written', ({ index }) => `${index}/versions`, 0o555, 'INDEX_WRITE_FAILED'],
  ['a folder of vectors that cannot be read', ({ index }) => `${index}/cache`, 0o000, 'INDEX_WRITE_FAILED'],
  ['vectors that cannot be written', ({ index }) => filesIn(`${index}/cache`)[0]!, 0o444, 'INDEX_WRITE_FAILED'],
])('%s is a refusal that names it; a server answers on, and follows once it is allowed', async (_, of, mode, code) => {
  const workspace = copyOf(ingested)
  const server = await serve(workspace, {}, asOthers)
  await becomesReady(server.url)
  await hasLooked(workspace)
  writeFileSync(path.join(workspace.corpus, 'windmill.md'), newArticle)
  await whileDenied(of(workspace), mode, async () => {
    const { code: exitCode, stdout, stderr } = await attest(['ingest'], workspace.settings, asOthers)
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^attest: .*${workspace.folder}.*\\(${code}\\)\n$`))
    expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
    expect(await ask(server.url, newQuestion)).toMatchObject({ kind: 'unanswerable' })
  })
  await ingest(workspace)
  await eventually('the new article', async () => {
    const { kind } = (await ask(server.url, newQuestion)) as { kind: string }
    return kind === 'answered'
  })
  expect(isRunning(server)).toBe(true)
})

test('an article that cannot be read fails alone, and is taken in once it can be', async () => {
  const workspace = copyOf(ingested)
  await whileDenied(path.join(workspace.corpus, 'bees.md'), 0o000, async () => {
    const { code, stdout } = await attest(['ingest'], workspace.settings, asOthers)
    expect(code).toBe(1)
    expect(stdout).toMatch(/^failed {2}bees\.md: .*EACCES.*\(ARTICLE_UNREADABLE\)\n/)
    expect(stdout).toMatch(/\nremoved +1\nfailed +1\n/)
  })
  expect(await ingest(workspace)).toMatchObject({ added: ['bees'], failed: [] })
})

test.each<[string, (workspace: Workspace) => string]>([
  ['CURRENT', ({ index }) => `${index}/CURRENT`],
  ['a manifest', ({ index }) => path.join(filesIn(`${index}/versions`)[0]!, 'manifest.json')],
  ['the texts', ({ index }) => path.join(filesIn(`${index}/segments`)[0]!, 'texts.utf16le')],
])('a version of which %s cannot be read is refused by ask and built anew by serve', async (_, of) => {
  const workspace = copyOf(ingested)
  await whileDenied(of(workspace), 0o000, async () => {
    const refused = await attest(['ask', question], workspace.settings, asOthers)
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 3, stdout: '' })
    expect(refused.stderr).toContain(`: ${of(workspace)}: `)
    expect(refused.stderr).toMatch(/\(INDEX_DAMAGED\)\n$/)
    const server = await serve(workspace, {}, asOthers)
    await becomesReady(server.url)
    expect(await ask(server.url, question)).toMatchObject({ kind: 'answered' })
  })
})
