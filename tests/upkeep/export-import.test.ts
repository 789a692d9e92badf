import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { appendFile, cp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IndexManifest } from '../../src/search-index/local/manifest.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import { exactSearchPassages } from '../../src/search-index/local/segment-files.js'
import { exportVersion } from '../../src/upkeep/export-version.js'
import { importVersion } from '../../src/upkeep/import-version.js'
import { verifyIndex } from '../../src/upkeep/verify-index.js'
import { listVersions, rollBack } from '../../src/upkeep/versions.js'
import { indexedArticle, randomArticles } from '../search-index/indexed-articles.js'
import { indexFolder, makeIndexFolder, writeVersion } from '../search-index/local/index-folder.js'
import { indexOfVersions } from './index-of-versions.js'

const dimensions = 4
let folder: string
let file: string
let version: string

beforeAll(async () => {
  folder = await makeIndexFolder()
  file = join(folder, 'exported.attest')
  const paragraphs = Array.from({ length: exactSearchPassages + 1 }, (_, n) => `Ferry ${n}.`)
  const articles = [...randomArticles(3, dimensions, 1), indexedArticle({ id: 'long', paragraphs }, dimensions)]
  version = await writeVersion(folder, articles, dimensions, { sources: [] })
  await exportVersion(folder, file)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const importInto = (target: string, from: string, more: { pin?: boolean; keepVersions?: number } = {}) =>
  importVersion(target, from, { keepVersions: 2, pin: false, ...more })

async function allOf(target: string) {
  const index = (await openLocalIndex({ folder: target }))!
  const articles = await Promise.all((await index.articles()).map(({ id }) => index.article(id)))
  await index.close()
  return articles
}

/** What an export says, with its header changed and its sum made anew: as somebody who forges one would. */
async function forged(change: (manifest: IndexManifest) => unknown): Promise<string> {
  const content = await readFile(file)
  const headEnd = 29 + Number(content.toString('latin1', 16, 28))
  const manifest = change(JSON.parse(content.toString('utf8', 29, headEnd)))
  const header = Buffer.from(JSON.stringify(manifest))
  const prefix = Buffer.from(`attest export 1 ${String(header.length).padStart(12, '0')}\n`)
  return await written(Buffer.concat([prefix, header, content.subarray(headEnd, -65)]))
}

/** @param before all but the sum. */
async function written(before: Buffer): Promise<string> {
  const target = join(await indexFolder(), 'forged.attest')
  await writeFile(target, before)
  await appendFile(target, `${createHash('sha256').update(before).digest('hex')}\n`)
  return target
}

test('a version comes out of its export under its own name, and is the same', async () => {
  const target = join(await indexFolder(), 'new')
  const imported = await importInto(target, file)
  expect(imported).toEqual({ version, articles: 4, passages: expect.any(Number), pinned: null })
  expect(await allOf(target)).toEqual(await allOf(folder))
  expect(await verifyIndex(target)).toMatchObject({ version, files: 10, problems: [] })
  expect(readdirSync(target).sort()).toEqual(['CURRENT', 'segments', 'versions'])
  const again = join(target, 'again.attest')
  const exported = await exportVersion(target, again)
  const content = await readFile(again)
  expect(content.equals(await readFile(file))).toBe(true)
  expect(exported).toEqual({
    version,
    file: again,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  })
})

test('where there are newer versions it gets a name after theirs, and older ones go as after an ingestion', async () => {
  const { folder: target, versions } = await indexOfVersions(3)
  const imported = await importInto(target, file)
  expect(imported.version).toMatch(/^000004-/)
  expect((await listVersions(target)).map((each) => each.version)).toEqual([versions[2], imported.version])
  expect(await allOf(target)).toEqual(await allOf(folder))
})

test('it is served at once, or once the pinned version is not; pinned itself, it outlives what is ingested', async () => {
  const pinnedBefore = await indexOfVersions(2)
  await rollBack(pinnedBefore.folder)
  expect(await importInto(pinnedBefore.folder, file)).toMatchObject({ pinned: pinnedBefore.versions[0] })
  const target = await indexFolder()
  const imported = await importInto(target, file, { pin: true })
  expect(imported.pinned).toBeNull()
  for (let n = 0; n < 3; n += 1) await writeVersion(target, randomArticles(1, dimensions, n), dimensions)
  expect((await listVersions(target)).find(({ isServed }) => isServed)).toMatchObject({ version: imported.version })
})

describe('a file that is not a whole export is refused, and the index is as it was', () => {
  test.each<[string, (content: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['of another kind', () => Buffer.from('PK\u0003\u0004'.padEnd(500, 'x'))],
    ['cut by a byte', (content) => content.subarray(0, -1)],
    ['cut to half', (content) => content.subarray(0, content.length >> 1)],
    ['cut in its header', (content) => content.subarray(0, 120)],
    ['longer by a byte', (content) => Buffer.concat([content, Buffer.from('\n')])],
    ['with a bit flipped in its header', (content) => flipped(content, 60)],
    ['with a bit flipped in the middle', (content) => flipped(content, content.length >> 1)],
    ['with a bit flipped in its sum', (content) => flipped(content, content.length - 10)],
    [
      'with a header of an absurd length',
      (content) => Buffer.concat([Buffer.from('attest export 1 999999999999\n'), content]),
    ],
  ])('%s', async (_, damage) => {
    const target = await indexFolder()
    const damaged = join(await indexFolder(), 'damaged.attest')
    await writeFile(damaged, damage(await readFile(file)))
    await expect(importInto(target, damaged)).rejects.toMatchObject({ code: 'EXPORT_INVALID' })
    expect(
      readdirSync(target, { recursive: true }).filter((name) => !/^(segments|versions)$/.test(String(name))),
    ).toEqual([])
  })

  test.each<[string, (manifest: IndexManifest) => unknown]>([
    ['a file that leads elsewhere', (manifest) => withFile(manifest, '../../../escaped')],
    ['a file with an absolute path', (manifest) => withFile(manifest, '/tmp/escaped')],
    ['a version that leads elsewhere', (manifest) => ({ ...manifest, version: '../escaped' })],
    ['a file too few', (manifest) => withoutFile(manifest, 'vectors.arrays')],
    ['lengths that are shifted', (manifest) => shifted(manifest)],
    ['lengths below nothing', (manifest) => ({ ...manifest, segments: [{ ...manifest.segments[0], articles: -1 }] })],
    ['other dimensions', (manifest) => ({ ...manifest, dimensions: 8 })],
    [
      'another number of articles',
      (manifest) => ({ ...manifest, segments: [{ ...manifest.segments[0], articles: 5 }] }),
    ],
    ['no manifest', () => null],
  ])('whose header has %s, with a sum that is right', async (_, change) => {
    const target = join(await indexFolder(), 'a', 'b')
    await expect(importInto(target, await forged(change))).rejects.toMatchObject({ code: 'EXPORT_INVALID' })
    expect(existsSync(join(target, '..', 'escaped'))).toBe(false)
    expect(existsSync('/tmp/escaped')).toBe(false)
    expect(existsSync(join(target, 'CURRENT'))).toBe(false)
  })

  test('of another release', async () => {
    const target = await indexFolder()
    const other = await forged((manifest) => ({ ...manifest, formatVersion: 999 }))
    await expect(importInto(target, other)).rejects.toMatchObject({ code: 'INDEX_FORMAT_UNSUPPORTED' })
    const content = await readFile(file)
    await writeFile(other, Buffer.concat([Buffer.from('attest export 2'), content.subarray(15)]))
    await expect(importInto(target, other)).rejects.toMatchObject({ code: 'INDEX_FORMAT_UNSUPPORTED' })
  })

  test('that is not there', async () => {
    await expect(importInto(await indexFolder(), '/no/such/file')).rejects.toMatchObject({ code: 'EXPORT_INVALID' })
  })
})

test('a damaged version is not exported, and a file that is there is not written over', async () => {
  const copy = await indexFolder()
  await cp(folder, copy, { recursive: true })
  await expect(exportVersion(copy, join(copy, 'exported.attest'))).rejects.toMatchObject({ code: 'USAGE' })
  expect((await readFile(join(copy, 'exported.attest'))).equals(await readFile(file))).toBe(true)
  await truncate(join(copy, 'segments', version, 'texts.utf16le'), 10)
  await expect(exportVersion(copy, join(copy, 'more.attest'))).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  await expect(exportVersion(copy, join(copy, 'no', 'folder'))).rejects.toMatchObject({ code: 'USAGE' })
  await expect(exportVersion(copy, 'x', '000009-00000000')).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' })
  await expect(exportVersion(await indexFolder(), 'x')).rejects.toMatchObject({ code: 'INDEX_MISSING' })
  expect(readdirSync(copy).filter((name) => /partial|more/.test(name))).toEqual([])
})

function flipped(content: Buffer, position: number): Buffer {
  const copy = Buffer.from(content)
  copy[position]! ^= 2
  return copy
}

const withFile = (manifest: IndexManifest, name: string) => {
  const segment = manifest.segments[0]!
  const files = { ...segment.files, [name]: { bytes: 0, sha256: createHash('sha256').digest('hex') } }
  return { ...manifest, segments: [{ ...segment, files }] }
}

const withoutFile = (manifest: IndexManifest, name: string) => {
  const segment = manifest.segments[0]!
  const { [name]: left, ...files } = segment.files
  const texts = files['texts.utf16le']!
  const longer = { ...files, 'texts.utf16le': { ...texts, bytes: texts.bytes + left!.bytes } }
  return { ...manifest, segments: [{ ...segment, files: longer }] }
}

const shifted = (manifest: IndexManifest) => {
  const segment = manifest.segments[0]!
  const [one, other] = [segment.files['articles.jsonl']!, segment.files['texts.utf16le']!]
  const files = {
    ...segment.files,
    'articles.jsonl': { ...one, bytes: one.bytes + 1 },
    'texts.utf16le': { ...other, bytes: other.bytes - 1 },
  }
  return { ...manifest, segments: [{ ...segment, files }] }
}
