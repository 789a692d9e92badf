import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { createLocalIndexWriter } from '../../../src/search-index/local/local-index-writer.js'
import { openLocalIndex, openLocalVersion } from '../../../src/search-index/local/open-local-index.js'
import { OpenSegments } from '../../../src/search-index/local/open-segments.js'
import { exactSearchPassages } from '../../../src/search-index/local/segment-files.js'
import { checkVersion } from '../../../src/search-index/local/verify-version.js'
import { searchIndexContract } from '../../contracts/search-index.contract.js'
import { type IndexedArticle, indexedArticle, randomArticles } from '../indexed-articles.js'
import { answersOf, editVersion, openEdited } from './edited-index.js'
import { indexFolder, makeIndexFolder, writeVersion } from './index-folder.js'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

const dimensions = 8

/** Another article of the same id. */
const earlier = ({ article }: IndexedArticle, size: number): IndexedArticle =>
  indexedArticle(
    { id: article.id, paragraphs: ['The harbour had a ferry. A treaty was signed.', 'Nothing of it is left.'] },
    size,
  )

searchIndexContract('LocalSearchIndex after edits', async (articles, size) => {
  const folder = await makeIndexFolder()
  folders.push(folder)
  const gone = randomArticles(9, size, 99).map(({ article }) =>
    indexedArticle({ id: `gone-${article.id}`, paragraphs: ['A ferry to the harbour. A drought.'] }, size),
  )
  const first = [...gone, ...articles.map((each, i) => (i % 3 === 0 ? earlier(each, size) : each))]
  const second = [...gone.slice(4), ...articles.slice(0, 7), ...first.slice(gone.length + 7)]
  return await openEdited(folder, [first, second, articles], (written) => writeVersion(folder, written, size))
})

test('whatever was edited, the answers are those of an index that was written anew', async () => {
  const pool = randomArticles(12, dimensions, 5).map((each) => [each, earlier(each, dimensions)])
  /** Per article: its first text, its other one, or none. */
  const version = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: pool.length, maxLength: pool.length })
  const property = fc.asyncProperty(fc.array(version, { minLength: 2, maxLength: 5 }), async (drawn) => {
    const versions = drawn.map((texts) => texts.flatMap((text, i) => pool[i]![text] ?? []))
    const [folder, anew] = [await makeIndexFolder(), await makeIndexFolder()]
    folders.push(folder, anew)
    const edited = await openEdited(folder, versions, (written) => writeVersion(folder, written, dimensions))
    await writeVersion(anew, versions.at(-1)!, dimensions)
    const whole = (await openLocalIndex({ folder: anew }))!
    expect(await answersOf(edited)).toEqual(await answersOf(whole))
    expect(await checkVersion(folder, edited.version)).toMatchObject({ problems: [] })
    await Promise.all([edited.close(), whole.close()])
  })
  await fc.assert(property, { numRuns: 15 })
})

describe('an edit', () => {
  const articles = randomArticles(20, dimensions, 4)
  const edited = [earlier(articles[3]!, dimensions), ...articles.slice(4)]

  test('writes one segment of what is new, and leaves the others as they are', async () => {
    const folder = await indexFolder()
    await writeVersion(folder, articles, dimensions)
    const [before] = await readdir(join(folder, 'segments'))
    const index = await openEdited(folder, [articles, edited], async () => {})
    onTestFinished(() => index.close())
    const [kept, added] = index.manifest.segments
    expect(kept).toMatchObject({ id: before, articles: 20, tombstones: [0, 1, 2, 3] })
    expect(added).toMatchObject({ id: index.version, articles: 1, tombstones: [] })
  })

  test('that only removes writes no segment, and a segment of which nothing is left is dropped', async () => {
    const folder = await indexFolder()
    await writeVersion(folder, articles, dimensions)
    const fewer = await openEdited(folder, [articles, articles.slice(2)], async () => {})
    expect(fewer.manifest.segments.map(({ tombstones }) => tombstones)).toEqual([[0, 1]])
    await editVersion(folder, { index: fewer, articles: articles.slice(2) }, [earlier(articles[0]!, dimensions)])
    await fewer.close()
    const replaced = (await openLocalIndex({ folder }))!
    expect(replaced.manifest.segments.map(({ articles }) => articles)).toEqual([1])
    await replaced.close()
  })

  test('leaves the version before as it was, for questions in flight and to go back to', async () => {
    const folder = await indexFolder()
    await writeVersion(folder, articles, dimensions)
    const openSegments = new OpenSegments()
    const before = (await openLocalIndex({ folder, openSegments }))!
    const answers = await answersOf(before)
    await editVersion(folder, { index: before, articles }, edited)
    const after = (await openLocalIndex({ folder, openSegments }))!
    expect(await answersOf(before)).toEqual(answers)
    await before.close()
    expect((await after.article(articles[3]!.article.id))?.text).toBe(edited[0]!.article.text)
    await after.close()
    const back = await openLocalVersion({ folder }, before.version)
    expect(await answersOf(back)).toEqual(answers)
    await back.close()
  })

  test('of a segment with a graph is searched past the dead', async () => {
    const folder = await indexFolder()
    const many = Array.from({ length: exactSearchPassages + 50 }, (_, i) =>
      indexedArticle({ id: `article-${i}`, paragraphs: [`Tunnel number ${i}.`] }, dimensions),
    )
    await writeVersion(folder, many, dimensions)
    const index = await openEdited(folder, [many, many.slice(60)], async () => {})
    onTestFinished(() => index.close())
    for (const dead of many.slice(0, 60)) {
      const query = { text: '', vector: dead.passages[0]!.vector }
      const found = await index.candidates(query, 3)
      expect(found).toHaveLength(3)
      expect(found.some(({ articleId }) => articleId === dead.article.id)).toBe(false)
    }
  })

  test('cannot keep what the version before lacks, nor keep and add one article', async () => {
    const folder = await indexFolder()
    await writeVersion(folder, articles, dimensions)
    const index = (await openLocalIndex({ folder }))!
    onTestFinished(() => index.close())
    const writer = await createLocalIndexWriter({
      folder,
      base: index,
      dimensions,
      embedderFingerprint: 'embedder-1',
      splitterFingerprint: 'splitter-1',
    })
    const [first] = articles
    expect(() => writer.keep('no-such')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    expect(writer.keep(first!.article.id)).toEqual({
      passages: first!.passages.length,
      characters: first!.article.text.length,
    })
    await expect(writer.add(first!.article, first!.passages)).rejects.toMatchObject({ code: 'ARTICLE_DUPLICATE_ID' })
    await writer.abort()
  })
})
