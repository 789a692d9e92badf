import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { SearchResults } from '../../src/attest.js'
import type { IngestReport } from '../../src/ingest.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import {
  attest,
  eventually,
  makeWorkspace,
  runningInGroup,
  startForTest,
  type Workspace,
  withoutProgress,
} from '../cli/run-attest.js'
import { becomesReady, hasLooked, post, type Served, serve } from '../cli/run-serve.js'
import { randomNumbers } from '../search-index/indexed-articles.js'
import { isLongRun } from '../support/long-run.js'
import { ChangingCorpus } from './changing-corpus.js'
import { readVectorKeys } from './read-vector-keys.js'

const seed = 29
const articles = Array.from({ length: 30 }, (_, number) => number)
const rewrittenPerRound = 10

/** What a run has reached when it is killed, a short random while later. */
type Milestone = 'start' | 'vectors' | 'commit'
const rounds = isLongRun ? 25 : 1
const milestones: readonly Milestone[] = [
  ...Array.from({ length: rounds }, () => 'start' as const),
  ...Array.from({ length: 2 * rounds }, () => 'vectors' as const),
  ...Array.from({ length: rounds }, () => 'commit' as const),
]

interface State {
  readonly version: Version | null
  /** Of the embedded passages that were kept. */
  readonly keys: readonly string[]
}

interface Version {
  readonly name: string
  readonly texts: ReadonlyMap<string, string>
}

test(`an ingestion killed at ${milestones.length} random instants (seed ${seed}) leaves a whole version, loses no vector and makes none twice`, {
  timeout: 3_000_000,
}, async () => {
  const random = randomNumbers(seed)
  const workspace = makeWorkspace({})
  onTestFinished(workspace.remove)
  const corpus = new ChangingCorpus(workspace.corpus, random)
  corpus.rewrite(articles)
  const wholeMs = await timeOfWholeIngestion(workspace)

  const fell: Fell[] = []
  const server = new ServerBeside(workspace)
  let before: State = { version: null, keys: [] }
  for (const milestone of shuffled(milestones, random)) {
    const hasCome = instantAfter(milestone, workspace, wholeMs, random)
    const killed = await ingestKilledWhen(hasCome, workspace, random() < 0.5)
    const now = await stateOf(workspace)
    expect(corpus.onDisk()).toEqual(corpus.snapshot())
    expectWholeVersion(now.version, before.version, corpus)
    expectNoVectorLostOrRepeated(now.keys, before.keys, corpus)
    await server.answersWhole(now.version)
    fell.push(killed ? whereItFell(now, before, workspace) : 'after the end')
    before = now
    corpus.rewrite(articles.filter(() => random() < rewrittenPerRound / articles.length))
  }
  const places = [...new Set(fell)].map((place) => `${fell.filter((other) => other === place).length} ${place}`)
  console.info(
    `seed ${seed}: of the kills fell ${places.sort().join(', ')}; a whole ingestion took ${Math.round(wholeMs)} ms`,
  )
  await nextIngestionGoesOn(workspace, corpus, before.keys)
  await server.follows(await currentVersion(workspace))
})

type Fell = 'before the first vector' | 'amid vectors' | 'amid the commit' | 'after the commit' | 'after the end'

function whereItFell(now: State, before: State, { index }: Workspace): Fell {
  if (now.version?.name !== before.version?.name) return 'after the commit'
  // A segment is in its place before the version that has it is.
  if (segmentsIn(index).some((name) => Number.parseInt(name, 10) > Number.parseInt(now.version?.name ?? '0', 10)))
    return 'amid the commit'
  return now.keys.length > before.keys.length ? 'amid vectors' : 'before the first vector'
}

/** Either the version from before, whose segments may have been merged, or a new one of exactly the files as they are. */
function expectWholeVersion(now: Version | null, before: Version | null, corpus: ChangingCorpus): void {
  if (now?.name === before?.name) expect(now).toEqual(before)
  else expect([corpus.snapshot(), before?.texts]).toContainEqual(now?.texts)
}

function expectNoVectorLostOrRepeated(now: readonly string[], before: readonly string[], corpus: ChangingCorpus): void {
  expect(now.slice(0, before.length)).toEqual(before)
  expect(new Set(now).size).toBe(now.length)
  expect(now.length).toBeLessThanOrEqual(corpus.written)
}

/** In another index folder, so that nothing is known beforehand to the runs that are killed. */
async function timeOfWholeIngestion({ settings, index }: Workspace): Promise<number> {
  const started = performance.now()
  const { code, stderr } = await attest(['ingest'], { ...settings, ATTEST_INDEX_DIR: `${index}-timed` })
  expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' })
  return performance.now() - started
}

const shuffled = <Item>(items: readonly Item[], random: () => number): Item[] =>
  items
    .map((item) => ({ item, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item)

/** @returns a function that says, asked again and again, whether the instant has come. */
function instantAfter(
  milestone: Milestone,
  { index }: Workspace,
  wholeMs: number,
  random: () => number,
): () => boolean {
  const vectors = readVectorKeys(index).keys.length + 1 + Math.floor(random() * rewrittenPerRound)
  const segments = segmentsIn(index)
  const delayMs = (random() * wholeMs) / (milestone === 'start' ? 2 : 40)
  let reachedMs: number | null = null
  return () => {
    if (
      milestone === 'start' ||
      (milestone === 'vectors' && readVectorKeys(index).keys.length >= vectors) ||
      // The first that a commit does is to put the new segment in its place.
      (milestone === 'commit' && segmentsIn(index).some((name) => !segments.includes(name)))
    ) {
      reachedMs ??= performance.now()
    }
    return reachedMs !== null && performance.now() - reachedMs >= delayMs
  }
}

const segmentsIn = (index: string): string[] => {
  const folder = path.join(index, 'segments')
  return existsSync(folder) ? readdirSync(folder) : []
}

/** @returns whether it was killed rather than already done. Inference processes that are not killed with it end by themselves. */
async function ingestKilledWhen(
  hasCome: () => boolean,
  { settings }: Workspace,
  wholeGroup: boolean,
): Promise<boolean> {
  const run = startForTest(['ingest', '--json'], settings)
  while (!hasCome() && run.child.exitCode === null) await wait(5)
  if (run.child.exitCode === null) process.kill(wholeGroup ? -run.pid : run.pid, 'SIGKILL')
  const { code, signal, stderr } = await run.ended
  if (signal !== 'SIGKILL') expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' })
  await eventually('the processes of the killed run to end', () => runningInGroup(run.pid).length === 0)
  return signal === 'SIGKILL'
}

const stateOf = async (workspace: Workspace): Promise<State> => ({
  version: await currentVersion(workspace),
  keys: readVectorKeys(workspace.index).keys,
})

/** Opens the version that stands and reads all of it, past the service. */
async function currentVersion({ index: folder }: Workspace): Promise<Version | null> {
  const index = await openLocalIndex({ folder })
  if (index === null) return null
  const summaries = await index.articles()
  const texts = await Promise.all(summaries.map(async ({ id }) => [id, (await index.article(id))!.text] as const))
  expect((await index.statistics()).passages).toBe(texts.length)
  await index.close()
  return { name: index.version, texts: new Map(texts) }
}

/** A server that runs beside the ingestions that are killed, from the first version on. */
class ServerBeside {
  readonly #workspace: Workspace
  readonly #texts = new Map<string, Version['texts']>()
  #served: Served | null = null

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** It answers from whole versions: from this one or, for a moment, from one before. */
  async answersWhole(version: Version | null): Promise<string> {
    if (version === null) return await this.#saysThatThereIsNone()
    this.#texts.set(version.name, version.texts)
    this.#served ??= await this.#started()
    const { url, child } = this.#served
    const response = await post(url, '/api/search', { query: 'harbour lantern', topK: 50 })
    const found = (await response.json()) as SearchResults
    expect({ status: response.status, exitCode: child.exitCode }).toEqual({ status: 200, exitCode: null })
    // Merged segments make a version of another name, which may be gone before it was seen here.
    const known = this.#texts.get(found.version)
    const candidates = known === undefined ? [...this.#texts.values()] : [known]
    const isOf = (texts: Version['texts']) =>
      found.passages.every(({ articleId, text }) => texts.get(articleId) === text)
    expect(found.passages.length).toBeGreaterThan(0)
    expect(candidates.some(isOf)).toBe(true)
    return found.version
  }

  async follows(version: Version | null): Promise<void> {
    await eventually('the server to serve it', async () => (await this.answersWhole(version)) === version?.name)
  }

  async #started(): Promise<Served> {
    const served = await serve(this.#workspace)
    await becomesReady(served.url)
    await hasLooked(this.#workspace)
    return served
  }

  async #saysThatThereIsNone(): Promise<string> {
    const { code, stdout, stderr } = await attest(['search', 'harbour lantern'], this.#workspace.settings)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(stderr).toMatch(/\(INDEX_MISSING\)\n$/)
    return ''
  }
}

async function nextIngestionGoesOn(
  workspace: Workspace,
  corpus: ChangingCorpus,
  keys: readonly string[],
): Promise<void> {
  const { code, stdout } = await attest(['ingest', '--json'], workspace.settings)
  expect(code).toBe(0)
  const report = JSON.parse(stdout) as IngestReport
  const after = readVectorKeys(workspace.index)
  expectNoVectorLostOrRepeated(after.keys, keys, corpus)
  expect(after.tornBytes).toBe(0)
  expect(report.embeddedPassages).toBe(after.keys.length - keys.length)
  expect(report.embeddedPassages + report.cachedPassages).toBe(articles.length)
  expect((await currentVersion(workspace))?.texts).toEqual(corpus.snapshot())
  // Killed while it takes the lock, an ingestion leaves the file that the lock was to be.
  const left = readdirSync(workspace.index).filter((name) => !name.startsWith('ingest.lock.'))
  expect(left.sort()).toEqual(['CURRENT', 'cache', 'segments', 'versions'])
}
