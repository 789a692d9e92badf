import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import { eventually, makeWorkspace, type Workspace } from '../cli/run-attest.js'
import { becomesReady, hasLooked, ingest, isRunning, post, type Served, serve } from '../cli/run-serve.js'

const swaps = 8
const askers = 3

const towers = ['Arle', 'Brude', 'Corvey']

/** In each round every tower has another height, behind a beginning of another length, so that spans differ too. */
const articlesOf = (round: number): Record<string, string> =>
  Object.fromEntries(
    towers.map((tower, i) => [
      `${tower}.md`,
      `# The tower of ${tower}\n\n${'It was measured again. '.repeat(round + i)}\n\nThe tower of ${tower} is ${100 + 10 * round + i} feet high.\n`,
    ]),
  )

interface Given {
  readonly tower: string
  readonly version: string
  readonly quotes: readonly {
    readonly articleId: string
    readonly quote: string
    readonly span: { start: number; end: number }
  }[]
}

test('questions asked while corpora are swapped are all answered, each from one whole version, with exact citations', {
  timeout: 600_000,
}, async () => {
  const workspace = makeWorkspace(articlesOf(0))
  onTestFinished(workspace.remove)
  await ingest(workspace)
  const rounds = [await currentTexts(workspace)]
  const server = await serve(workspace)
  await becomesReady(server.url)
  await hasLooked(workspace)
  let hasEnded = false
  const given: Given[] = []
  const asking = Promise.all(Array.from({ length: askers }, (_, i) => askUntil(() => hasEnded, server, i, given)))
  for (let round = 1; round <= swaps; round += 1) {
    for (const [name, text] of Object.entries(articlesOf(round))) writeFileSync(path.join(workspace.corpus, name), text)
    await (round % 2 === 0 ? ingest(workspace) : ingestWithin(server))
    rounds.push(await currentTexts(workspace))
    await eventually(`answers of round ${round}`, () => given.length > 0 && roundOf(given.at(-1)!, rounds) === round)
  }
  hasEnded = true
  await asking
  const roundsOfVersions = new Map<string, Set<number>>()
  for (const answer of given) {
    const ofVersion = roundsOfVersions.get(answer.version) ?? new Set()
    roundsOfVersions.set(answer.version, ofVersion.add(roundOf(answer, rounds)))
    expect(answer.quotes.some(({ quote }) => quote.startsWith(`The tower of ${answer.tower} is `))).toBe(true)
  }
  const answered = [...roundsOfVersions.values()].map((ofVersion) => [...ofVersion])
  expect(answered.filter((ofVersion) => ofVersion.length !== 1)).toEqual([])
  expect(new Set(answered.flat())).toEqual(new Set(rounds.keys()))
  expect(isRunning(server)).toBe(true)
})

type Texts = ReadonlyMap<string, string>

/** Of the corpus in which each quote stands at its span; -1 where there is none, as for quotes of two. */
const roundOf = ({ quotes }: Given, rounds: readonly Texts[]): number =>
  rounds.findIndex((texts) =>
    quotes.every(({ articleId, quote, span }) => texts.get(articleId)?.slice(span.start, span.end) === quote),
  )

async function askUntil(hasEnded: () => boolean, { url }: Served, first: number, given: Given[]): Promise<void> {
  for (let asked = first; !hasEnded(); asked += 1) {
    const tower = towers[asked % towers.length]!
    const response = await post(url, '/api/ask', { question: `How many feet high is the tower of ${tower}?` })
    const body = await response.json()
    expect({ status: response.status, kind: body.kind }).toEqual({ status: 200, kind: 'answered' })
    given.push({ tower, version: body.version, quotes: body.citations })
  }
}

/** By the server itself, which then serves what it built. */
async function ingestWithin({ url }: Served): Promise<void> {
  const { id } = await (await post(url, '/api/ingest', {})).json()
  await eventually('its ingestion', async () => {
    const { state } = await (await fetch(`${url}/api/ingest/${id}`)).json()
    if (state === 'failed') throw new Error('Expected the ingestion to succeed.')
    return state === 'done'
  })
}

async function currentTexts({ index: folder }: Workspace): Promise<Texts> {
  const index = (await openLocalIndex({ folder }))!
  const articles = await index.articles()
  const texts = await Promise.all(articles.map(async ({ id }) => [id, (await index.article(id))!.text] as const))
  await index.close()
  return new Map(texts)
}
