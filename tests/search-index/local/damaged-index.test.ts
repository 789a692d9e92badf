import { appendFile, cp, mkdir, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCurrentVersion } from '../../../src/search-index/local/current-version.js'
import { openLocalIndex } from '../../../src/search-index/local/open-local-index.js'
import { exactSearchPassages } from '../../../src/search-index/local/segment-files.js'
import { indexedArticle, randomArticles, vectorOfText } from '../indexed-articles.js'
import { indexFolder, makeIndexFolder, writeVersion } from './index-folder.js'

const dimensions = 4
let sound: string
let files: string[]

beforeAll(async () => {
  sound = await makeIndexFolder()
  const paragraphs = Array.from({ length: exactSearchPassages + 1 }, (_, n) => `Ferry ${n}.`)
  await writeVersion(
    sound,
    [...randomArticles(3, dimensions, 1), indexedArticle({ id: 'long', paragraphs }, dimensions)],
    dimensions,
  )
  files = (await readdir(sound, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(sound.length + 1))
})
afterAll(() => rm(sound, { recursive: true, force: true }))

async function damagedCopy(damage: (folder: string) => Promise<unknown>): Promise<string> {
  const folder = await indexFolder()
  await cp(sound, folder, { recursive: true })
  await damage(folder)
  return folder
}

async function flipBit(path: string, position: number): Promise<void> {
  const content = await readFile(path)
  content[position]! ^= 1 << (position % 8)
  await writeFile(path, content)
}

const sizeOf = async (path: string): Promise<number> => (await readFile(path)).length

describe('an index with a damaged file is refused, naming the file and the command that mends it', () => {
  const damages: [string, (path: string) => Promise<unknown>][] = [
    ['cut by a byte', async (path) => truncate(path, (await sizeOf(path)) - 1)],
    ['cut to half', async (path) => truncate(path, (await sizeOf(path)) >> 1)],
    ['emptied', (path) => truncate(path, 0)],
    ['longer by a byte', (path) => appendFile(path, '\n')],
    ['with a bit flipped at its beginning', (path) => flipBit(path, 0)],
    ['with a bit flipped in the middle', async (path) => flipBit(path, (await sizeOf(path)) >> 1)],
    ['with a bit flipped at its end', async (path) => flipBit(path, (await sizeOf(path)) - 1)],
    ['that is a folder', async (path) => [await rm(path), await mkdir(path)]],
  ]
  test.each(damages)('%s', async (_, damage) => {
    expect(files).toHaveLength(11)
    for (const file of files) {
      const folder = await damagedCopy((copy) => damage(join(copy, file)))
      const error = await openLocalIndex({ folder }).catch((thrown: unknown) => thrown)
      expect(error, file).toMatchObject({ code: 'INDEX_DAMAGED' })
      // A CURRENT that names no version of this index is to blame on the version that is not there.
      const blamed = file === 'CURRENT' ? /CURRENT|manifest\.json/ : file
      expect(String(error)).toMatch(blamed)
      expect(String(error)).toContain('"attest ingest"')
    }
  })

  test('that is gone', async () => {
    for (const file of files.filter((name) => name !== 'CURRENT')) {
      const folder = await damagedCopy((copy) => rm(join(copy, file)))
      await expect(openLocalIndex({ folder }), file).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
    }
  })

  test('that belongs to another version', async () => {
    const other = '000007-00000000'
    const folder = await damagedCopy(async (copy) => {
      const version = (await readCurrentVersion(copy))!
      await cp(join(copy, 'versions', version), join(copy, 'versions', other), { recursive: true })
      await writeFile(join(copy, 'CURRENT'), `${other}\n`)
    })
    await expect(openLocalIndex({ folder })).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  })

  test.each([
    ['../../etc\n', /CURRENT/],
    ['', /CURRENT/],
    ['one\ntwo\n', /CURRENT/],
    ['000001-00000000\n', /000001-00000000.manifest\.json/],
  ])('where CURRENT says %j', async (content, blamed) => {
    const folder = await damagedCopy((copy) => writeFile(join(copy, 'CURRENT'), content))
    const error = await openLocalIndex({ folder }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'INDEX_DAMAGED', message: expect.stringMatching(blamed) })
  })
})

test('a text that changes after the index was opened is not quoted', async () => {
  const folder = await damagedCopy(async () => undefined)
  const index = (await openLocalIndex({ folder }))!
  const query = { text: 'ferry', vector: vectorOfText('ferry', dimensions) }
  const [candidate] = await index.candidates(query, 1, { articleIds: ['long'] })
  const texts = join(folder, files.find((name) => name.endsWith('texts.utf16le'))!)
  const handle = await open(texts, 'r+')
  await handle.write('?', (await handle.stat()).size - 2)
  await handle.close()
  await expect(index.article('long')).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  await expect(index.passages([candidate!.passageId])).rejects.toMatchObject({ code: 'INDEX_DAMAGED' })
  expect(await index.article('article-0')).not.toBeNull()
  await index.close()
})

test('ingesting again mends a damaged index', async () => {
  const articles = randomArticles(2, dimensions, 4)
  for (const file of files) {
    const folder = await damagedCopy((copy) => truncate(join(copy, file), 3))
    await writeVersion(folder, articles, dimensions)
    const index = (await openLocalIndex({ folder }))!
    expect((await index.statistics()).articles).toBe(2)
    await index.close()
  }
})
