import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCurrentVersion, readManifest } from '../../../src/search-index/local/current-version.js'
import { publishVersion } from '../../../src/search-index/local/manifest.js'
import { openLocalIndex } from '../../../src/search-index/local/open-local-index.js'
import { exactSearchPassages } from '../../../src/search-index/local/segment-files.js'
import { searchIndexContract } from '../../contracts/search-index.contract.js'
import {
  type IndexedArticle,
  indexedArticle,
  randomArticles,
  randomNumbers,
  randomUnitVector,
  unitVector,
} from '../indexed-articles.js'
import { indexFolder, makeIndexFolder, writeVersion } from './index-folder.js'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

searchIndexContract('LocalSearchIndex', async (articles, dimensions) => {
  const folder = await makeIndexFolder()
  folders.push(folder)
  await writeVersion(folder, articles, dimensions)
  return (await openLocalIndex({ folder }))!
})

test('two segments give the same answers as one', async () => {
  const dimensions = 8
  const articles = randomArticles(30, dimensions, 3)
  const [whole, split, second] = [await indexFolder(), await indexFolder(), await indexFolder()]
  await writeVersion(whole, articles, dimensions)
  await writeVersion(split, articles.slice(0, 11), dimensions)
  await writeVersion(second, articles.slice(11), dimensions)
  await addSegmentsOf(second, split)
  const [one, two] = [(await openLocalIndex({ folder: whole }))!, (await openLocalIndex({ folder: split }))!]
  for (const text of ['harbour', 'drought ferry', 'glacier tariff budget']) {
    const query = { text, vector: randomUnitVector(randomNumbers(text.length), dimensions) }
    const byId = (a: { passageId: string }, b: { passageId: string }): number => (a.passageId < b.passageId ? -1 : 1)
    const [expected, found] = [await one.candidates(query, 9), await two.candidates(query, 9)]
    expect(found.sort(byId)).toEqual(expected.sort(byId))
    expect(await two.queryWords(text)).toEqual(await one.queryWords(text))
    const ids = expected.map(({ passageId }) => passageId)
    expect(await two.sentenceScores(query, ids)).toEqual(await one.sentenceScores(query, ids))
    expect(await two.passages(ids)).toEqual(await one.passages(ids))
    expect(two.similarities(ids)(0, 5)).toBe(one.similarities(ids)(0, 5))
  }
  expect(await two.statistics()).toEqual(await one.statistics())
  expect(await two.articles()).toEqual(await one.articles())
  await Promise.all([one.close(), two.close()])
})

/** Makes the current version of `to` one of the segments of both folders. */
async function addSegmentsOf(from: string, to: string): Promise<void> {
  const [added, kept] = [(await readManifest(from))!, (await readManifest(to))!]
  for (const { id } of added.segments)
    await cp(join(from, 'segments', id), join(to, 'segments', id), { recursive: true })
  const version = (await readCurrentVersion(to))!
  await rm(join(to, 'versions', version), { recursive: true })
  await publishVersion(to, await indexFolder(), { ...kept, segments: [...kept.segments, ...added.segments] }, null)
}

test('a large segment is searched by its graph and hardly misses a near passage', async () => {
  const dimensions = 16
  const passages = 2 * exactSearchPassages + 500
  const folder = await indexFolder()
  await writeVersion(folder, clusteredArticles(passages, dimensions), dimensions)
  expect(Object.keys((await readManifest(folder))!.segments[0]!.files)).toContain('graph.hnsw')
  const index = (await openLocalIndex({ folder }))!
  const everything = allVectors(passages, dimensions)
  for (const filters of [undefined, { tags: ['even'] }, { tags: ['few'] }]) {
    expect(await recall(index, everything, filters)).toBeGreaterThanOrEqual(0.95)
  }
  await index.close()

  async function recall(
    searched: NonNullable<typeof index>,
    vectors: ReadonlyMap<string, Float32Array>,
    filters: { tags: string[] } | undefined,
  ): Promise<number> {
    const allowed = new Set((await searched.articles(filters)).map(({ id }) => id))
    let found = 0
    for (let question = 0; question < 20; question += 1) {
      const vector = clusteredVector(question, randomNumbers(900 + question), dimensions)
      const cosine = (id: string): number => vectors.get(id)!.reduce((sum, value, i) => sum + value * vector[i]!, 0)
      const best = [...vectors.keys()]
        .filter((id) => allowed.has(id.split('.')[0]!))
        .sort((a, b) => cosine(b) - cosine(a))
        .slice(0, 10)
      const candidates = new Map(
        (await searched.candidates({ text: '', vector }, 10, filters)).map((one) => [one.passageId, one.cosine]),
      )
      for (const [id, own] of candidates) expect(own).toBeCloseTo(cosine(id), 5)
      found += best.filter((id) => candidates.has(id)).length
    }
    return found / 200
  }
})

const clusters = 40

/** Text has structure, and a graph is of no use without it. */
function clusteredVector(n: number, random: () => number, dimensions: number): Float32Array {
  const centre = randomUnitVector(randomNumbers(n % clusters), dimensions)
  return unitVector(centre.map((value) => value + (random() - 0.5) * 0.4))
}

function clusteredArticles(passages: number, dimensions: number): IndexedArticle[] {
  const perArticle = 50
  const random = randomNumbers(5)
  return Array.from({ length: passages / perArticle }, (_, n) =>
    indexedArticle(
      {
        id: `a${n}`,
        paragraphs: Array.from({ length: perArticle }, (_, m) => `${n * perArticle + m}.`),
        metadata: { tags: [n % 2 === 0 ? 'even' : 'odd', ...(n < 4 ? ['few'] : [])] },
        vectorOf: (text) => clusteredVector(Number.parseInt(text, 10), random, dimensions),
      },
      dimensions,
    ),
  )
}

function allVectors(passages: number, dimensions: number): Map<string, Float32Array> {
  const vectors = clusteredArticles(passages, dimensions).flatMap((one) => one.passages)
  return new Map(vectors.map(({ passage, vector }) => [passage.id, vector]))
}
