import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import { attest, eventually, makeWorkspace, type Workspace } from '../cli/run-attest.js'
import { ask, becomesReady, ingest, isRunning, serve } from '../cli/run-serve.js'
import { randomNumbers } from '../search-index/indexed-articles.js'
import { smallCorpus } from '../support/small-service.js'
import { ChangingCorpus } from './changing-corpus.js'
import { readVectorKeys } from './read-vector-keys.js'

const articles = Array.from({ length: 30 }, (_, number) => number)
const kibibytes = 1024
const minutes = { timeout: 600_000 }

/** A limit on the size of each file fails a write half-way, as a full disk does; in bash the unit is 1,024 bytes. */
const filesUpTo = (limit: number) => ['bash', '-c', `ulimit -S -f ${limit} && exec "$@"`, 'bash']

interface Changed {
  readonly workspace: Workspace
  readonly corpus: ChangingCorpus
  /** The version of the articles before they were rewritten. */
  readonly version: string
}

/** An index of 30 articles, all of which were rewritten since. */
async function changedSinceIngested(index?: string): Promise<Changed> {
  const made = makeWorkspace({})
  onTestFinished(made.remove)
  const workspace =
    index === undefined ? made : { ...made, index, settings: { ...made.settings, ATTEST_INDEX_DIR: index } }
  const corpus = new ChangingCorpus(workspace.corpus, randomNumbers(41))
  corpus.rewrite(articles)
  const { version } = await ingest(workspace)
  corpus.rewrite(articles)
  return { workspace, corpus, version }
}

async function expectRefusal({ workspace, corpus, version }: Changed, run: ReturnType<typeof attest>): Promise<void> {
  const { code, stdout, stderr } = await run
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(/\(INDEX_WRITE_FAILED\)\n$/)
  await expectServed(workspace.index, version)
  expect(corpus.onDisk()).toEqual(corpus.snapshot())
}

async function expectServed(folder: string, version: string): Promise<void> {
  const index = await openLocalIndex({ folder })
  expect(index?.version).toBe(version)
  expect((await index?.statistics())?.articles).toBe(articles.length)
  await index?.close()
}

/** Which also shows that nothing was embedded twice, and nothing that does not belong there is left behind. */
async function expectMended({ workspace, corpus }: Changed): Promise<void> {
  const kept = readVectorKeys(workspace.index).keys.length
  const { changed, embeddedPassages } = await ingest(workspace)
  expect({ changed: changed.length, embeddedPassages }).toEqual({
    changed: articles.length,
    embeddedPassages: corpus.written - kept,
  })
  // A lock for which there was no room leaves its empty file.
  const left = readdirSync(workspace.index).filter((name) => !name.startsWith('ingest.lock.'))
  expect(left.sort()).toEqual(['CURRENT', 'cache', 'segments', 'versions'])
}

test(
  'room that runs out anywhere while vectors are made is a refusal; those that were written stay',
  minutes,
  async () => {
    const changed = await changedSinceIngested()
    const { index, settings } = changed.workspace
    const whole = readVectorKeys(index).keys.length * 6.5
    for (const limit of [0, 1, whole + 20, whole + 100]) {
      await expectRefusal(changed, attest(['ingest'], settings, filesUpTo(Math.ceil(limit))))
    }
    expect(readVectorKeys(index).keys.length).toBeGreaterThan(articles.length)
    await expectMended(changed)
  },
)

test(
  'room that runs out anywhere while a version is written, with every vector known, is a refusal',
  minutes,
  async () => {
    const changed = await changedSinceIngested()
    const { workspace } = changed
    // Of an ingestion that is undone: the cache has every vector, and the version is still to write.
    const rewritten = await ingest({ ...workspace, settings: { ...workspace.settings, ATTEST_KEEP_VERSIONS: '2' } })
    writeFileSync(path.join(workspace.index, 'CURRENT'), `${changed.version}\n`)
    expect(rewritten.embeddedPassages).toBe(articles.length)
    for (const limit of [0, 4, 16, 40, 64, 128]) {
      await expectRefusal(changed, attest(['ingest'], workspace.settings, filesUpTo(limit)))
    }
    await expectMended(changed)
  },
)

test('a disk that is full with whatever is written next is a refusal', minutes, async (ctx) => {
  if (!mayMount()) ctx.skip('skipped: this user may not mount a disk')
  const disk = smallDisk(4 * kibibytes)
  const changed = await changedSinceIngested(path.join(disk, 'index'))
  const filler = path.join(disk, 'filler')
  for (const leftKibibytes of [0, 8, 40, 120, 200]) {
    fillUpTo(filler, disk, leftKibibytes)
    await expectRefusal(changed, attest(['ingest'], changed.workspace.settings))
    rmSync(filler)
  }
  await expectMended(changed)
})

test('a server whose disk is full answers from the version that it has, says why, and goes on once there is room', async () => {
  const workspace = makeWorkspace(smallCorpus)
  onTestFinished(workspace.remove)
  await ingest(workspace)
  const server = await serve(workspace, { ATTEST_WATCH_CORPUS: 'true', ATTEST_WATCH_INTERVAL_MS: '100' }, filesUpTo(1))
  await becomesReady(server.url)
  const question = 'Who built the windmill of Aldermoor?'
  writeFileSync(
    path.join(workspace.corpus, 'windmill.md'),
    '# The windmill\n\nThe windmill of Aldermoor was built by Piet Barends in 1744.\n',
  )
  const status = async () => (await fetch(`${server.url}/api/status`)).json()
  await eventually('the failure', async () => (await status()).ingestion.last.outcome === 'failed')
  expect((await status()).ingestion.last.problem).toMatch(/Make room on the disk|has space/)
  expect(await ask(server.url, 'When was the lighthouse at Skerry Point built?')).toMatchObject({ kind: 'answered' })
  expect(await ask(server.url, question)).toMatchObject({ kind: 'unanswerable' })
  expect(isRunning(server)).toBe(true)

  execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:unlimited'])
  await eventually('the version with the new article', async () => {
    const answer = (await ask(server.url, question)) as { kind: string }
    return answer.kind === 'answered'
  })
})

function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
}

/** A file system in memory, of so many kibibytes; gone when the test is. */
function smallDisk(size: number): string {
  const { folder, remove } = makeWorkspace({})
  onTestFinished(() => {
    execFileSync('umount', [folder])
    remove()
  })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', folder])
  return folder
}

function fillUpTo(filler: string, disk: string, leftKibibytes: number): void {
  const free = Number(execFileSync('df', ['-k', '--output=avail', disk], { encoding: 'utf8' }).split('\n')[1])
  writeFileSync(filler, Buffer.alloc((free - leftKibibytes) * kibibytes))
}
