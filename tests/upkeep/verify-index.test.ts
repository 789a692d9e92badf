import { appendFile, cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileSum } from '../../src/search-index/local/durable-files.js'
import { type IndexManifest, publishVersion, readVersionManifest } from '../../src/search-index/local/manifest.js'
import {
  exactSearchPassages,
  passageSchema,
  postingSchema,
  vectorSchema,
} from '../../src/search-index/local/segment-files.js'
import { type ArraySchema, readTypedArrays, writeTypedArrays } from '../../src/search-index/local/typed-array-file.js'
import { exportVersion } from '../../src/upkeep/export-version.js'
import { verifyIndex } from '../../src/upkeep/verify-index.js'
import { rollBack } from '../../src/upkeep/versions.js'
import { indexedArticle, randomArticles } from '../search-index/indexed-articles.js'
import { beginVersion, indexFolder, makeIndexFolder, writeVersion } from '../search-index/local/index-folder.js'

const dimensions = 4
let sound: string
let version: string
let files: string[]

beforeAll(async () => {
  sound = await makeIndexFolder()
  const paragraphs = Array.from({ length: exactSearchPassages + 1 }, (_, n) => `Ferry ${n} carried 😀 home.`)
  const long = indexedArticle({ id: 'long', paragraphs, headings: ['Ferries'] }, dimensions)
  version = await writeVersion(sound, [...randomArticles(3, dimensions, 1), long], dimensions)
  files = (await readdir(sound, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name !== 'CURRENT')
    .map((entry) => join(entry.parentPath, entry.name).slice(sound.length + 1))
})
afterAll(() => rm(sound, { recursive: true, force: true }))

async function copyOfSound(): Promise<string> {
  const folder = await indexFolder()
  await cp(sound, folder, { recursive: true })
  return folder
}

async function problemsOf(folder: string): Promise<string[]> {
  const { problems } = await verifyIndex(folder)
  return problems.map(({ file, problem }) => `${file.split('/').at(-1)}: ${problem}`)
}

test('a whole version has no problem, and its contents are counted', async () => {
  expect(await verifyIndex(sound)).toEqual({
    version,
    files: 10,
    articles: 4,
    passages: expect.any(Number),
    problems: [],
  })
  expect(await verifyIndex(sound, version)).toMatchObject({ version, problems: [] })
})

describe('a file that is not as it was written is named', () => {
  test.each<[string, (path: string, bytes: number) => Promise<unknown>]>([
    [
      'with a bit flipped',
      async (path, bytes) => {
        const content = await readFile(path)
        content[bytes >> 1]! ^= 4
        await writeFile(path, content)
      },
    ],
    ['cut to half', (path, bytes) => truncate(path, bytes >> 1)],
    ['longer by a byte', (path) => appendFile(path, '\n')],
    ['gone', (path) => rm(path)],
  ])('%s', async (_, damage) => {
    expect(files).toHaveLength(10)
    const folder = await copyOfSound()
    for (const file of files) {
      const path = join(folder, file)
      const before = await readFile(path)
      await damage(path, before.length)
      const { problems } = await verifyIndex(folder)
      expect(
        problems.map((problem) => problem.file),
        file,
      ).toContain(file)
      expect(problems[0]!.problem).toMatch(/\S/)
      await writeFile(path, before)
    }
    expect(await problemsOf(folder)).toEqual([])
  })

  test('and so are one that does not belong there, and a pointer that says nothing', async () => {
    const folder = await copyOfSound()
    await writeFile(join(folder, 'segments', version, 'more.txt'), '')
    expect(await problemsOf(folder)).toEqual(['more.txt: no such file belongs to the version'])
    await rollBack(folder, version)
    await truncate(join(folder, 'PINNED'), 2)
    expect(await problemsOf(folder)).toEqual([expect.stringMatching(/^PINNED: expected the name of a version/)])
    await rm(join(folder, 'PINNED'))
    await writeFile(join(folder, 'CURRENT'), '')
    expect(await problemsOf(folder)).toEqual([expect.stringMatching(/^CURRENT: /)])
  })
})

/** Rewrites one array of a segment, with the sums of what then stands there: as a writer with a fault would. */
async function withArray<Schema extends ArraySchema>(
  name: string,
  schema: Schema,
  change: (arrays: Record<keyof Schema, { [index: number]: number }>) => void,
): Promise<string> {
  return await withFault(name, async (path) => {
    const arrays = await readTypedArrays(path, schema)
    change(arrays as never)
    await rm(path)
    await writeTypedArrays(path, schema, arrays)
  })
}

async function withFault(name: string, change: (path: string) => Promise<unknown>): Promise<string> {
  const folder = await copyOfSound()
  const path = join(folder, 'segments', version, name)
  await change(path)
  const manifest = await readVersionManifest(folder, version)
  const [segment] = manifest.segments
  const changed: IndexManifest = {
    ...manifest,
    segments: [{ ...segment!, files: { ...segment!.files, [name]: await fileSum(path) } }],
  }
  await rm(join(folder, 'versions', version), { recursive: true })
  await publishVersion(folder, await indexFolder(), changed, null)
  return folder
}

async function withLine(name: string, change: (line: string) => string): Promise<string> {
  return await withFault(name, async (path) => {
    const [first, ...rest] = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, [change(first!), ...rest].join('\n'))
  })
}

describe('where every sum is right, it is noticed that', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    [
      'a passage ends beyond its text',
      () =>
        withArray('passages.arrays', passageSchema, ({ ends }) => {
          ends[0] = 1_000_000
        }),
      /^passages\.arrays: passage 0 of "article-0" spans 0 to 1000000/,
    ],
    [
      'a passage cuts a character',
      () =>
        withArray('passages.arrays', passageSchema, ({ ends, starts }) => {
          const last = Object.keys(starts).length - 1
          ends[last] = starts[last]! + `Ferry ${exactSearchPassages} carried 😀`.length - 1
        }),
      /^passages\.arrays: passage \d+ of "long" cuts a character/,
    ],
    [
      'a sentence lies outside of its passage',
      () =>
        withArray('passages.arrays', passageSchema, (arrays) => {
          arrays.sentenceEnds[0] = arrays.ends[0]! + 1
        }),
      /^passages\.arrays: a sentence of passage 0 lies outside of it/,
    ],
    [
      'a passage has more sentences than there are',
      () =>
        withArray('passages.arrays', passageSchema, (arrays) => {
          arrays.sentenceFirsts[Object.keys(arrays.sentenceFirsts).length - 1]! += 1
        }),
      /^passages\.arrays: what divides it into passages does not go from 0 to/,
    ],
    [
      'lines are counted from 0',
      () =>
        withArray('passages.arrays', passageSchema, ({ firstLines }) => {
          firstLines[0] = 0
        }),
      /^passages\.arrays: passage 0 stands in the lines 0 to/,
    ],
    [
      'a vector is not of unit length',
      () =>
        withArray('vectors.arrays', vectorSchema, ({ passageVectors }) => {
          passageVectors[0] = 2
        }),
      /^vectors\.arrays: passage 0: expected a vector of length 1/,
    ],
    [
      'a vector is not finite',
      () =>
        withArray('vectors.arrays', vectorSchema, ({ passageVectors }) => {
          passageVectors[5] = Number.NaN
        }),
      /^vectors\.arrays: passage 1: .*NaN/,
    ],
    [
      'a sentence’s vector is not of unit length',
      () =>
        withArray('vectors.arrays', vectorSchema, ({ sentenceScales }) => {
          sentenceScales[0]! *= 2
        }),
      /^vectors\.arrays: sentence 0: /,
    ],
    [
      'the graph has another vector',
      () =>
        withArray('vectors.arrays', vectorSchema, ({ passageVectors }) => {
          passageVectors[0]! *= -1
        }),
      /^graph\.hnsw: passage 0 is missing, or stands there with another vector/,
    ],
    [
      'a word is counted wrongly',
      () =>
        withArray('postings.arrays', postingSchema, ({ postingCounts }) => {
          postingCounts[0]! += 1
        }),
      /^postings\.arrays: "postingCounts" does not agree with the texts/,
    ],
    [
      'two articles have one id',
      () => withLine('articles.jsonl', (line) => line.replace('"article-0"', '"article-1"')),
      /^articles\.jsonl: the id "article-1" occurs twice/,
    ],
    [
      'a text begins elsewhere',
      () => withLine('articles.jsonl', (line) => line.replace('"textRange":{"start":0', '"textRange":{"start":2')),
      /^articles\.jsonl: the text of "article-0" begins at 2/,
    ],
    [
      'a text is another',
      () => withFault('texts.utf16le', async (path) => writeFile(path, (await readFile(path)).fill('a', 0, 1))),
      /^texts\.utf16le: "article-0": /,
    ],
    [
      'details cannot be read',
      () => withLine('article-details.jsonl', (line) => `x${line.slice(1)}`),
      /^article-details\.jsonl: "article-0": /,
    ],
  ])('%s', async (_, make, problem) => {
    expect(await problemsOf(await make())).toContainEqual(expect.stringMatching(problem))
  })
})

test('without an index, or without such a version, there is nothing to check', async () => {
  await expect(verifyIndex(await indexFolder())).rejects.toMatchObject({ code: 'INDEX_MISSING' })
  await expect(verifyIndex(sound, '../..')).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' })
  expect((await stat(sound)).isDirectory()).toBe(true)
})

test('a version that is replaced and removed while it is checked or exported is not called damaged', async () => {
  const folder = await copyOfSound()
  let isOver = false
  const replacing = (async () => {
    for (let number = 0; number < 30; number++) {
      const writer = await beginVersion(folder, dimensions, 1)
      for (const { article, passages } of randomArticles(30, dimensions, number)) await writer.add(article, passages)
      await writer.commit({ sources: [] })
    }
  })().finally(() => {
    isOver = true
  })
  for (let number = 0; !isOver; number++) {
    expect((await verifyIndex(folder)).problems).toEqual([])
    await exportVersion(folder, join(folder, `${number}.attest`))
  }
  await replacing
})
