import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import { eventually, makeWorkspace, type Workspace } from '../cli/run-attest.js'
import { becomesReady, ingest, isRunning, post, type Served, serve } from '../cli/run-serve.js'

const rounds = 8
const askers = 4

const towers = ['Arle', 'Brude', 'Corvey', 'Dunmore', 'Elsby', 'Farrow']

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
  const texts = new Map<string, ReadonlyMap<string, string>>()
  texts.set((await ingest(workspace)).version, await currentTexts(workspace))
  const server = await serve(workspace)
  await becomesReady(server.url)
  let hasEnded = false
  const given: Given[] = []
  const asking = Promise.all(Array.from({ length: askers }, (_, i) => askUntil(() => hasEnded, server, i, given)))
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, text] of Object.entries(articlesOf(round))) writeFileSync(path.join(workspace.corpus, name), text)
    const version = round % 2 === 0 ? (await ingest(workspace)).version : await ingestWithin(server)
    texts.set(version, await currentTexts(workspace))
    await eventually('answers from the new version', () => given.at(-1)?.version === version)
  }
  hasEnded = true
  await asking
  for (const { version, tower, quotes } of given) {
    const articles = texts.get(version)
    for (const { articleId, quote, span } of quotes) {
      expect(articles?.get(articleId)?.slice(span.start, span.end)).toBe(quote)
    }
    expect(quotes.some(({ quote }) => quote.startsWith(`The tower of ${tower} is `))).toBe(true)
  }
  expect(new Set(given.map(({ version }) => version))).toEqual(new Set(texts.keys()))
  expect(isRunning(server)).toBe(true)
})

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
async function ingestWithin({ url }: Served): Promise<string> {
  const { id } = await (await post(url, '/api/ingest', {})).json()
  return await eventually('its ingestion', async () => {
    const { state, result } = await (await fetch(`${url}/api/ingest/${id}`)).json()
    if (state === 'failed') throw new Error('Expected the ingestion to succeed.')
    return state === 'done' && (result.version as string)
  })
}

async function currentTexts({ index: folder }: Workspace): Promise<ReadonlyMap<string, string>> {
  const index = (await openLocalIndex({ folder }))!
  const articles = await index.articles()
  const texts = await Promise.all(articles.map(async ({ id }) => [id, (await index.article(id))!.text] as const))
  await index.close()
  return new Map(texts)
}
