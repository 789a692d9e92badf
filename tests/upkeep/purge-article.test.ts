import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { passageKey } from '../../src/embeddings/caching-embedder.js'
import { openVectorCache } from '../../src/embeddings/vector-cache.js'
import { headingLine } from '../../src/passages/heading-line.js'
import { readManifest } from '../../src/search-index/local/current-version.js'
import { readCorpusRecord } from '../../src/search-index/local/manifest.js'
import { openLocalIndex, openLocalVersion } from '../../src/search-index/local/open-local-index.js'
import { removeOldVersions } from '../../src/search-index/local/remove-versions.js'
import { exportVersion } from '../../src/upkeep/export-version.js'
import { importVersion } from '../../src/upkeep/import-version.js'
import { purgeArticle, readmitArticle } from '../../src/upkeep/purge-article.js'
import { verifyIndex } from '../../src/upkeep/verify-index.js'
import { listVersions, rollBack } from '../../src/upkeep/versions.js'
import { readWithdrawn } from '../../src/upkeep/withdrawn-articles.js'
import { type IndexedArticle, indexedArticle } from '../search-index/indexed-articles.js'
import { openEdited } from '../search-index/local/edited-index.js'
import { indexFolder, writeVersion } from '../search-index/local/index-folder.js'
import { filesWith } from './bytes-under.js'
import { dimensions, indexWithSecret, otherOf, secretOf, word } from './index-with-secret.js'

/** Whether the cache has vectors of the article's passages. */
async function cached(folder: string, { article, passages }: IndexedArticle): Promise<boolean[]> {
  const cache = await openVectorCache({ folder: join(folder, 'cache'), fingerprint: 'embedder-1', dimensions })
  const found = await Promise.all(
    passages.map(async ({ passage }) => {
      const sentences = passage.sentences.map(({ start, end }) => article.text.slice(start, end))
      const heading = headingLine(article.metadata.title, passage.headings)
      return (await cache.get(passageKey({ heading, sentences }))) !== null
    }),
  )
  await cache.close()
  return found
}

async function contentsOf(folder: string): Promise<Record<string, string>[]> {
  const contents: Record<string, string>[] = []
  for (const { version } of await listVersions(folder)) {
    const index = await openLocalVersion({ folder }, version)
    const summaries = await index.articles()
    const texts = await Promise.all(summaries.map(async ({ id }) => [id, (await index.article(id))!.text]))
    contents.push(Object.fromEntries(texts))
    await index.close()
  }
  return contents
}

test('an article is erased from every version and from the cache; the others stay as they were, in order', async () => {
  const { folder, versions } = await indexWithSecret()
  expect(filesWith(folder, word).length).toBeGreaterThan(5)
  const before = (await openLocalIndex({ folder }))!
  const other = await before.article('other')
  const query = { text: 'ferry sank', vector: otherOf(3).passages[0]!.vector }
  const [scores] = await before.candidates(query, 9, { articleIds: ['other'] })

  expect(await purgeArticle(folder, 'secret')).toEqual({
    id: 'secret',
    versions: versions.slice(1),
    exports: [],
    files: ['secret.md'],
  })
  expect(filesWith(folder, word)).toEqual([])
  expect(await contentsOf(folder)).toEqual([1, 2, 3].map((number) => ({ other: `A ferry sank in ${number}.` })))
  expect(await cached(folder, otherOf(2))).toEqual([true])
  for (const secret of [secretOf(2), secretOf(3)]) expect(await cached(folder, secret)).toEqual([false, false])
  const after = (await openLocalIndex({ folder }))!
  expect(await after.article('other')).toEqual(other)
  const [scoresAfter] = await after.candidates(query, 9)
  expect(scoresAfter).toMatchObject({ cosine: scores!.cosine, bestSentenceCosine: scores!.bestSentenceCosine })
  await after.close()
  // A version that was open answers on, as questions under way do.
  expect((await before.article('secret'))?.text).toContain(word)
  await before.close()
  expect(await verifyIndex(folder)).toMatchObject({ problems: [], articles: 1 })
  expect(readdirSync(folder).sort()).toEqual(['CURRENT', 'cache', 'segments', 'versions', 'withdrawn.json'])
  const { version } = (await readManifest(folder))!
  expect(await readCorpusRecord(folder, version)).toMatchObject({
    sources: [{ path: 'other.md' }],
    withdrawn: [expect.stringMatching(/^[0-9a-f]{64}$/)],
  })
})

test('a pinned version stays pinned without the article', async () => {
  const { folder } = await indexWithSecret()
  await rollBack(folder)
  await purgeArticle(folder, 'former-secret')
  expect(filesWith(folder, word)).toEqual([])
  const index = (await openLocalIndex({ folder }))!
  expect((await index.article('other'))?.text).toBe('A ferry sank in 2.')
  expect(await index.article('secret')).toBeNull()
  await index.close()
  expect((await listVersions(folder)).map(({ isPinned }) => isPinned)).toEqual([false, true, false])
})

test('an export in the index folder that holds it is removed, another stays, and neither is imported with it', async () => {
  const { folder, versions } = await indexWithSecret()
  mkdirSync(join(folder, 'exports'))
  await exportVersion(folder, join(folder, 'exports', 'with.attest'))
  await exportVersion(folder, join(folder, 'without.attest'), versions[0])
  writeFileSync(join(folder, 'broken.attest'), 'attest export 1 and no more')
  const elsewhere = join(await indexFolder(), 'copy.attest')
  cpSync(join(folder, 'exports', 'with.attest'), elsewhere)
  expect(await purgeArticle(folder, 'secret')).toMatchObject({ exports: ['broken.attest', 'exports/with.attest'] })
  expect(filesWith(folder, word)).toEqual([])
  expect(readdirSync(folder)).toContain('without.attest')
  const importing = importVersion(folder, elsewhere, { keepVersions: 9, pin: false })
  await expect(importing).rejects.toMatchObject({
    code: 'EXPORT_WITHDRAWN',
    message: expect.stringContaining('secret'),
  })
  expect(filesWith(folder, word)).toEqual([])
})

test('done again it finds nothing more to do; what was never there is not found', async () => {
  const { folder } = await indexWithSecret()
  await expect(purgeArticle(folder, 'secrets')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await readWithdrawn(folder)).toEqual([])
  await purgeArticle(folder, 'secret')
  expect(await purgeArticle(folder, 'secret')).toMatchObject({ versions: [], files: [] })
  expect(await readWithdrawn(folder)).toHaveLength(1)
  await readmitArticle(folder, 'secret')
  expect(await readWithdrawn(folder)).toEqual([])
  await expect(readmitArticle(folder, 'secret')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(purgeArticle(await indexFolder(), 'secret')).rejects.toMatchObject({ code: 'INDEX_MISSING' })
})

test('broken off after the pointers went over, it ends when it is done again', async () => {
  const { folder, versions } = await indexWithSecret()
  const old = await indexFolder()
  cpSync(folder, old, { recursive: true })
  await purgeArticle(folder, 'secret')
  for (const version of versions.slice(1)) {
    for (const part of ['versions', 'segments']) {
      cpSync(join(old, part, version), join(folder, part, version), { recursive: true })
    }
  }
  expect(filesWith(folder, word).length).toBeGreaterThan(5)
  expect(await purgeArticle(folder, 'secret')).toMatchObject({ versions: versions.slice(1) })
  expect(filesWith(folder, word)).toEqual([])
  expect(await verifyIndex(folder)).toMatchObject({ problems: [] })
})

test('an old version that cannot be read is removed, because it may hold it; the served one must be mended first', async () => {
  const { folder, versions } = await indexWithSecret()
  await truncate(join(folder, 'segments', versions[1]!, 'postings.arrays'), 9)
  await purgeArticle(folder, 'secret')
  expect(filesWith(folder, word)).toEqual([])
  expect(await contentsOf(folder)).toHaveLength(2)

  const other = await indexWithSecret()
  await truncate(join(other.folder, 'segments', other.versions[2]!, 'postings.arrays'), 9)
  await expect(purgeArticle(other.folder, 'secret')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  expect(await readWithdrawn(other.folder)).toHaveLength(1)
})

test('a list of removed articles that cannot be read is refused rather than forgotten', async () => {
  const { folder } = await indexWithSecret()
  await purgeArticle(folder, 'secret')
  await truncate(join(folder, 'withdrawn.json'), 5)
  await expect(readWithdrawn(folder)).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  await expect(purgeArticle(folder, 'other')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  expect(await readFile(join(folder, 'withdrawn.json'))).toHaveLength(5)
})

test('an address that a dead article had, and a living one has, is that of the living one', async () => {
  const folder = await indexFolder()
  const alias = 'https://example.org/one'
  const named = (id: string, aliases: string[]) =>
    indexedArticle({ id, aliases, paragraphs: [`This is ${id} with ${aliases.length}.`] }, dimensions)
  const [wrong, right, other] = [named('x', [alias]), named('x', []), named('y', [alias])]
  const index = await openEdited(folder, [[wrong!], [right!, other!]], (written) =>
    writeVersion(folder, written, dimensions),
  )
  await index.close()
  await removeOldVersions(folder, index.version, 1)
  expect(await purgeArticle(folder, alias)).toMatchObject({ id: 'y' })
  const after = (await openLocalIndex({ folder }))!
  expect((await after.articles()).map(({ id }) => id)).toEqual(['x'])
  await after.close()
})
