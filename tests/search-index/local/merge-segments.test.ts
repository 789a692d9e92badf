import { cp, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LocalSearchIndex } from '../../../src/search-index/local/local-search-index.js'
import { dueForMerge, mergeSegments } from '../../../src/search-index/local/merge-segments.js'
import { openLocalIndex, openLocalVersion } from '../../../src/search-index/local/open-local-index.js'
import { removeOldVersions } from '../../../src/search-index/local/remove-versions.js'
import { exactSearchPassages } from '../../../src/search-index/local/segment-files.js'
import { checkVersion } from '../../../src/search-index/local/verify-version.js'
import { indexedArticle, randomArticles } from '../indexed-articles.js'
import { answersOf, openEdited } from './edited-index.js'
import { indexFolder, writeVersion } from './index-folder.js'

const dimensions = 8
const articles = randomArticles(24, dimensions, 4)
const signal = new AbortController().signal

/** Each article of these was added by itself. */
async function grown(folder: string, count: number): Promise<LocalSearchIndex> {
  const versions = Array.from({ length: count }, (_, i) => articles.slice(0, i + 1))
  return await openEdited(folder, versions, (written) => writeVersion(folder, written, dimensions))
}

test('small segments become one, of the same articles, in the place of the version that had them', async () => {
  const folder = await indexFolder()
  const before = await grown(folder, 5)
  const answers = await answersOf(before)
  expect(dueForMerge(before.segments)).toHaveLength(5)
  const version = await mergeSegments(before, { folder, keepVersions: 2, signal })
  // Questions in flight.
  expect(await answersOf(before)).toEqual(answers)
  await before.close()
  const merged = (await openLocalIndex({ folder }))!
  expect(merged.version).toBe(version)
  expect(merged.segments).toHaveLength(1)
  expect(merged.manifest).toMatchObject({ createdAt: before.manifest.createdAt, replaces: before.version })
  expect(await answersOf(merged)).toEqual(answers)
  expect(await checkVersion(folder, merged.version)).toMatchObject({ problems: [], articles: 5 })
  expect(await mergeSegments(merged, { folder, keepVersions: 2, signal })).toBeNull()
  await merged.close()
})

test('the version that one would go back to stays the one before the last edit', async () => {
  const folder = await indexFolder()
  const before = await grown(folder, 5)
  const [edited] = (await readdir(join(folder, 'versions'))).sort()
  await mergeSegments(before, { folder, keepVersions: 2, signal })
  await before.close()
  const versions = (await readdir(join(folder, 'versions'))).sort()
  expect(versions).toHaveLength(2)
  expect(versions[0]).toBe(edited)
  const back = await openLocalVersion({ folder }, edited!)
  expect(await back.articles()).toHaveLength(4)
  await back.close()
})

test('it stays so where a merge was killed before it had removed what it replaced', async () => {
  const folder = await indexFolder()
  const before = await grown(folder, 5)
  const [edited, replaced] = (await readdir(join(folder, 'versions'))).sort()
  await cp(join(folder, 'versions', replaced!), join(folder, 'aside'), { recursive: true })
  await mergeSegments(before, { folder, keepVersions: 2, signal })
  await before.close()
  await rename(join(folder, 'aside'), join(folder, 'versions', replaced!))
  const merged = (await readdir(join(folder, 'versions'))).sort().at(-1)!
  await removeOldVersions(folder, merged, 2)
  expect((await readdir(join(folder, 'versions'))).sort()).toEqual([edited, merged])
})

test('what is broken off leaves the version as it was, and nothing else', async () => {
  const folder = await indexFolder()
  const before = await grown(folder, 5)
  const files = (await readdir(folder, { recursive: true })).sort()
  expect(await mergeSegments(before, { folder, keepVersions: 2, signal: AbortSignal.abort() })).toBeNull()
  expect((await readdir(folder, { recursive: true })).sort()).toEqual(files)
  await before.close()
})

test('a segment that is mostly dead is written again without what is dead', async () => {
  const folder = await indexFolder()
  const fewer = articles.slice(12)
  const before = await openEdited(folder, [articles, fewer], (written) => writeVersion(folder, written, dimensions))
  await mergeSegments(before, { folder, keepVersions: 1, signal })
  await before.close()
  const merged = (await openLocalIndex({ folder }))!
  expect(merged.segments.map(({ entry: { articles, tombstones } }) => [articles, tombstones])).toEqual([[12, []]])
  expect((await merged.articles()).map(({ id }) => id)).toEqual(fewer.map(({ article }) => article.id).sort())
  await merged.close()
})

test('an edit beside a large segment does not write that again', async () => {
  const folder = await indexFolder()
  const large = Array.from({ length: exactSearchPassages }, (_, i) =>
    indexedArticle({ id: `tunnel-${i}`, paragraphs: [`Tunnel number ${i}.`] }, dimensions),
  )
  const versions = [large, ...[1, 2, 3, 4, 5].map((count) => [...large, ...articles.slice(0, count)])]
  const before = await openEdited(folder, versions, (written) => writeVersion(folder, written, dimensions))
  const [first] = before.segments
  expect(dueForMerge(before.segments)).not.toContain(first)
  await mergeSegments(before, { folder, keepVersions: 2, signal })
  await before.close()
  const merged = (await openLocalIndex({ folder }))!
  expect(merged.segments.map(({ entry }) => entry.articles)).toEqual([exactSearchPassages, 5])
  expect(merged.segments[0]!.entry.id).toBe(first!.entry.id)
  await merged.close()
})
