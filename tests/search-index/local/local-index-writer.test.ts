import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { IndexModelMismatchError } from '../../../src/errors.js'
import { readManifest } from '../../../src/search-index/local/current-version.js'
import { HnswGraph } from '../../../src/search-index/local/hnsw-graph.js'
import {
  indexFormatVersion,
  manifestPath,
  publishVersion,
  readCorpusRecord,
} from '../../../src/search-index/local/manifest.js'
import { openLocalIndex } from '../../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../../src/search-index/search-index.js'
import { shareOfLongestTurn } from '../../support/longest-turn.js'
import { type IndexedArticle, indexedArticle, randomArticles } from '../indexed-articles.js'
import { beginVersion, indexFolder, writeVersion } from './index-folder.js'

const dimensions = 4
const one = indexedArticle({ id: 'one', paragraphs: ['A ferry sank. It was old.'] }, dimensions)
const two = indexedArticle({ id: 'two', paragraphs: ['A bridge fell.'] }, dimensions)
const idsIn = async (folder: string): Promise<string[] | null> => {
  const index = await openLocalIndex({ folder })
  const ids = index && (await index.articles()).map(({ id }) => id)
  await index?.close()
  return ids
}

test('where nothing was written there is no index', async () => {
  const folder = await indexFolder()
  expect(await openLocalIndex({ folder })).toBeNull()
  expect(await openLocalIndex({ folder: join(folder, 'missing') })).toBeNull()
  expect(await readManifest(folder)).toBeNull()
})

test('a version is seen once it is committed, and its manifest says what it was made of', async () => {
  const folder = join(await indexFolder(), 'made', 'where', 'missing')
  const writer = await beginVersion(folder, dimensions)
  await writer.add(one.article, one.passages)
  expect(await idsIn(folder)).toBeNull()
  const corpus = { sources: [{ path: 'one.md', sidecarSha256: null }], failures: [], 2024: '\u2028é' }
  const version = await writer.commit(corpus)
  expect(await idsIn(folder)).toEqual(['one'])
  expect(await readManifest(folder)).toMatchObject({
    version,
    formatVersion: indexFormatVersion,
    dimensions,
    embedderFingerprint: 'embedder-1',
    splitterFingerprint: 'splitter-1',
    segments: [{ articles: 1, passages: 1 }],
  })
  expect(await readCorpusRecord(folder, version)).toEqual(corpus)
})

test('an aborted version leaves the one before and no files', async () => {
  const folder = await indexFolder()
  await writeVersion(folder, [one], dimensions)
  const before = await readdir(folder, { recursive: true })
  const writer = await beginVersion(folder, dimensions)
  await writer.add(two.article, two.passages)
  await writer.abort()
  await writer.abort()
  expect(await idsIn(folder)).toEqual(['one'])
  expect((await readdir(folder, { recursive: true })).sort()).toEqual(before.sort())
  await expect(writer.add(two.article, two.passages)).rejects.toMatchObject({ code: 'INDEX_WRITE_FAILED' })
})

test('an index that is open answers from its version while others are committed and its files are removed', async () => {
  const folder = await indexFolder()
  await writeVersion(folder, [one], dimensions)
  const opened = (await openLocalIndex({ folder }))!
  for (let n = 0; n < 3; n += 1) await writeVersion(folder, [two], dimensions)
  expect(await opened.article('one')).toEqual(one.article)
  expect(await opened.article('two')).toBeNull()
  await opened.close()
})

test.each([
  [undefined, 2],
  [1, 1],
  [3, 3],
  [0, 1],
])('keepVersions %s leaves %i versions and the segments that they use', async (keepVersions, kept) => {
  const folder = await indexFolder()
  const written: string[] = []
  for (let n = 0; n < 4; n += 1) {
    const writer = await beginVersion(folder, dimensions, keepVersions)
    await writer.add(one.article, one.passages)
    written.push(await writer.commit())
  }
  expect((await readdir(join(folder, 'versions'))).sort()).toEqual(written.slice(-kept))
  expect((await readdir(join(folder, 'segments'))).sort()).toEqual(written.slice(-kept))
  expect((await readdir(folder)).sort()).toEqual(['CURRENT', 'segments', 'versions'])
})

test('what killed writers left is removed by the next one, and nothing else is', async () => {
  const folder = await indexFolder()
  await writeVersion(folder, [one], dimensions)
  for (const left of [
    '.writing-000009-0a0a0a0a/segment',
    'segments/000009-0a0a0a0a',
    'versions/000009-0a0a0a0a',
    'cache',
    '.writing-by-me',
  ]) {
    await mkdir(join(folder, left), { recursive: true })
  }
  await writeFile(join(folder, 'CURRENT.new'), 'half')
  await writeVersion(folder, [two], dimensions)
  expect((await readdir(folder)).sort()).toEqual(['.writing-by-me', 'CURRENT', 'cache', 'segments', 'versions'])
  expect(await readdir(join(folder, 'segments'))).toHaveLength(2)
  expect(await readdir(join(folder, 'versions'))).toHaveLength(2)
  expect(await idsIn(folder)).toEqual(['two'])
})

test('a second article with the same id is refused, and the first stays', async () => {
  const folder = await indexFolder()
  const writer = await beginVersion(folder, dimensions)
  await writer.add(one.article, one.passages)
  await expect(writer.add(one.article, [])).rejects.toMatchObject({ code: 'ARTICLE_DUPLICATE_ID' })
  await writer.commit()
  expect(await idsIn(folder)).toEqual(['one'])
})

const [first] = one.passages
const pair = indexedArticle({ id: 'two', paragraphs: ['A ferry sank.', 'Another was built.'] }, dimensions)
const withPassage = (changes: object): IndexedArticle => ({
  article: one.article,
  passages: [{ ...first!, ...changes }],
})
test.each<[string, IndexedArticle, string]>([
  [
    'a text that does not have its hash',
    { ...one, article: { ...one.article, text: 'Another.' } },
    'INDEX_WRITE_FAILED',
  ],
  [
    'a passage that is no slice',
    withPassage({ passage: { ...first!.passage, text: 'Another.' } }),
    'INDEX_WRITE_FAILED',
  ],
  ['a passage with another id', withPassage({ passage: { ...first!.passage, id: 'one.1-2' } }), 'INDEX_WRITE_FAILED'],
  ['passages out of order', { article: pair.article, passages: [...pair.passages].reverse() }, 'INDEX_WRITE_FAILED'],
  ['a passage twice', { article: one.article, passages: [first!, first!] }, 'INDEX_WRITE_FAILED'],
  [
    'a sentence outside of its passage',
    withPassage({
      passage: { ...first!.passage, sentences: [{ start: 0, end: 99 }] },
      sentenceVectors: [first!.vector],
    }),
    'INDEX_WRITE_FAILED',
  ],
  ['fewer sentence vectors than sentences', withPassage({ sentenceVectors: [first!.vector] }), 'INDEX_WRITE_FAILED'],
  ['a vector of another length', withPassage({ vector: new Float32Array([1]) }), 'DIMENSION_MISMATCH'],
  [
    'a vector that is not of unit length',
    withPassage({ vector: new Float32Array([1, 1, 0, 0]) }),
    'INDEX_WRITE_FAILED',
  ],
  ['a vector with NaN', withPassage({ vector: new Float32Array([1, Number.NaN, 0, 0]) }), 'INDEX_WRITE_FAILED'],
  [
    'a sentence vector of zeros',
    withPassage({ sentenceVectors: [first!.vector, new Float32Array(4)] }),
    'INDEX_WRITE_FAILED',
  ],
])('%s is refused, and the writer goes on', async (_, unfit, code) => {
  const folder = await indexFolder()
  const writer = await beginVersion(folder, dimensions)
  await expect(writer.add(unfit.article, unfit.passages)).rejects.toMatchObject({ code })
  await writer.add(two.article, two.passages)
  await writer.commit()
  expect(await idsIn(folder)).toEqual(['two'])
})

test('a folder that cannot be written is an error with its cause', async () => {
  const folder = join(await indexFolder(), 'file')
  await writeFile(folder, 'not a folder')
  await expect(beginVersion(folder, dimensions)).rejects.toMatchObject({
    code: 'INDEX_WRITE_FAILED',
    cause: { code: 'EEXIST' },
  })
})

test('a version that cannot be put in its place leaves the one before', async () => {
  const folder = await indexFolder()
  await writeVersion(folder, [one], dimensions)
  const writer = await beginVersion(folder, dimensions)
  await writer.add(two.article, two.passages)
  await mkdir(join(folder, 'CURRENT.new', 'in-the-way'), { recursive: true })
  await expect(writer.commit()).rejects.toMatchObject({ code: 'INDEX_WRITE_FAILED' })
  await expect(writer.commit()).rejects.toMatchObject({ code: 'INDEX_WRITE_FAILED' })
  expect(await idsIn(folder)).toEqual(['one'])
})

test.each([
  ['a missing folder', 'missing/graph.hnsw'],
  ['a full disk', '/dev/full'],
])('a graph written to %s is an error, though the library reports none', async (_, path) => {
  const folder = await indexFolder()
  const graph = await HnswGraph.build(one.passages[0]!.vector, dimensions)
  await expect(graph.write(path.startsWith('/') ? path : join(folder, path))).rejects.toThrow()
})

test('an index that was built with something else is refused', async () => {
  const folder = await indexFolder()
  await writeVersion(folder, [one], dimensions)
  const open = (embedder: string, splitter?: string): Promise<SearchIndex | null> =>
    openLocalIndex({ folder, expectFingerprint: { embedder, ...(splitter === undefined ? {} : { splitter }) } })
  await expect(open('embedder-2')).rejects.toThrow(IndexModelMismatchError)
  await expect(open('embedder-1', 'splitter-2')).rejects.toMatchObject({ built: 'splitter-1', running: 'splitter-2' })
  const index = await open('embedder-1', 'splitter-1')
  expect(index?.version).toMatch(/^000001-/)
  await index?.close()
})

test('an index of a newer release is refused as such, and left alone until a new version is whole', async () => {
  const folder = await indexFolder()
  const version = await writeVersion(folder, [one], dimensions)
  const manifest = (await readManifest(folder))!
  await rm(join(folder, 'versions', version), { recursive: true })
  await publishVersion(folder, await indexFolder(), { ...manifest, formatVersion: indexFormatVersion + 1 }, null)
  await expect(openLocalIndex({ folder })).rejects.toMatchObject({ code: 'INDEX_FORMAT_UNSUPPORTED' })
  const writer = await beginVersion(folder, dimensions)
  expect(await readFile(manifestPath(folder, version), 'utf8')).toContain(`"formatVersion":${indexFormatVersion + 1}`)
  await writer.add(two.article, two.passages)
  await writer.commit()
  expect(await idsIn(folder)).toEqual(['two'])
})

test('the same articles make the same files', async () => {
  const articles = randomArticles(5, dimensions, 11)
  const sums = await Promise.all(
    [1, 2].map(async () => {
      const folder = await indexFolder()
      await writeVersion(folder, articles, dimensions)
      return (await readManifest(folder))!.segments[0]!.files
    }),
  )
  expect(sums[0]).toEqual(sums[1])
})

test('other work goes on while a book is added', async () => {
  const writer = await beginVersion(await indexFolder(), dimensions)
  const paragraphs = Array.from(
    { length: 3_000 },
    (_, n) => `Ferry ${n} carried the mail of harbour ${n} home by night.`,
  )
  const books = ['one', 'two', 'three'].map((id) => indexedArticle({ id, paragraphs }, dimensions))
  const add = (number: number) => writer.add(books[number]!.article, books[number]!.passages)
  expect(await shareOfLongestTurn(add)).toBeLessThan(0.3)
  await writer.abort()
})
