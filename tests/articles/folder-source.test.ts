import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createArticleParser } from '../../src/articles/article-parser.js'
import { createFolderSource, type FileOutcome, type FolderSourceOptions } from '../../src/articles/folder-source.js'

let base: string
let folder: string
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'attest-folder-'))
  folder = path.join(base, 'corpus')
  await mkdir(folder)
})
afterEach(() => rm(base, { recursive: true, force: true }))

async function write(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
}

async function readAll(
  options: Partial<FolderSourceOptions> = {},
  unchanged: Readonly<Record<string, string>> = {},
): Promise<FileOutcome[]> {
  const source = createFolderSource({ folder, ...options })
  try {
    const outcomes: FileOutcome[] = []
    for await (const outcome of source.read(new Map(Object.entries(unchanged)))) outcomes.push(outcome)
    return outcomes
  } finally {
    await source.close()
  }
}

function summary(outcome: FileOutcome): string {
  if (outcome.kind === 'article') return `${outcome.article.sourcePath} ${outcome.article.id}`
  return `${outcome.path} ${outcome.kind === 'failed' ? outcome.error.code : `unchanged ${outcome.articleId}`}`
}

describe('createFolderSource', () => {
  test('reads folders in the order of their paths and passes over what is hidden', async () => {
    await write({
      'b.txt': 'Words.',
      'B.md': 'Words.',
      'a/c.md': 'Words.',
      '.hidden.md': 'x',
      'node_modules/x.md': 'x',
      '.git/y.md': 'x',
    })
    expect((await readAll()).map(summary)).toEqual(['B.md b', 'a/c.md a-c', 'b.txt ARTICLE_DUPLICATE_ID'])
  })

  test('says which files it leaves out and why', async () => {
    await write({
      'a.md': 'Words.',
      'a.meta.yaml': 'title: A',
      'b.meta.yaml': 'title: B',
      'photo.jpg': 'x',
      LICENSE: 'x',
    })
    await mkdir(path.join(folder, 'sub'))
    await symlink(path.join(folder, 'sub'), path.join(folder, 'linked'))
    const source = createFolderSource({ folder })
    const { files, skipped } = await source.list()
    expect(files).toEqual([{ path: 'a.md', sideCarPath: 'a.meta.yaml' }])
    expect(skipped.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'LICENSE FILE_SKIPPED',
      'b.meta.yaml FILE_SKIPPED',
      'linked LINK_SKIPPED',
      'photo.jpg FILE_SKIPPED',
    ])
  })

  test('a bad file fails by itself, with its code, and the others are read', async () => {
    await write({
      'a.md': 'Words.',
      'binary.txt': Buffer.from([0, 1, 2, 3]),
      'empty.md': '',
      'blank.html': '<p> </p>',
      'huge.txt': 'x',
      'sidecar.md': 'Words.',
      'sidecar.meta.yaml': 'title: [',
      'yaml.md': '---\ntitle: "A\n---\nWords.',
      'z.md': 'Words.',
    })
    await truncate(path.join(folder, 'huge.txt'), 5 * 1024 * 1024 + 1)
    await writeFile(path.join(base, 'secret.txt'), 'Words.')
    await symlink(path.join(base, 'secret.txt'), path.join(folder, 'link.txt'))
    await symlink(path.join(folder, 'nowhere'), path.join(folder, 'dangling.txt'))
    await symlink(path.join(folder, 'a.md'), path.join(folder, 'inside.md'))
    expect((await readAll()).map(summary)).toEqual([
      'a.md a',
      'binary.txt ARTICLE_BINARY',
      'blank.html ARTICLE_EMPTY',
      'dangling.txt ARTICLE_UNREADABLE',
      'empty.md ARTICLE_EMPTY',
      'huge.txt ARTICLE_TOO_LARGE',
      'inside.md inside',
      'link.txt ARTICLE_OUTSIDE_CORPUS',
      'sidecar.md SIDECAR_INVALID',
      'yaml.md FRONT_MATTER_INVALID',
      'z.md z',
    ])
  })

  test('a file that must not be read fails by itself', async (context) => {
    if (process.getuid?.() === 0) context.skip('skipped: root may read every file')
    await write({ 'a.md': 'Words.', 'b.md': 'Words.' })
    await chmod(path.join(folder, 'a.md'), 0)
    expect((await readAll()).map(summary)).toEqual(['a.md ARTICLE_UNREADABLE', 'b.md b'])
  })

  test('a side-car that leads out of the corpus is not read', async () => {
    await write({ 'a.md': 'Words.' })
    await writeFile(path.join(base, 'secret.yaml'), 'title: Secret')
    await symlink(path.join(base, 'secret.yaml'), path.join(folder, 'a.meta.yaml'))
    expect((await readAll()).map(summary)).toEqual(['a.md ARTICLE_OUTSIDE_CORPUS'])
  })

  test('of two files with one id the second fails and names the first', async () => {
    await write({ 'a.md': '---\nid: one\n---\nWords.', 'b.md': '---\nid: one\n---\nWords.' })
    const [, second] = await readAll()
    expect(second).toMatchObject({ kind: 'failed', path: 'b.md', error: { code: 'ARTICLE_DUPLICATE_ID' } })
    expect(second?.kind === 'failed' && second.error.message).toMatch(/b\.md.*a\.md/)
  })

  test('a file that is known to be unchanged is not read, and its article keeps its id', async () => {
    await write({ 'a.md': 'Words.', 'b.md': 'Words.', 'c.md': '---\nid: b\n---\nWords.' })
    expect((await readAll({}, { 'b.md': 'b' })).map(summary)).toEqual([
      'a.md a',
      'b.md unchanged b',
      'c.md ARTICLE_DUPLICATE_ID',
    ])
    expect((await readAll({}, { 'c.md': 'b' })).map(summary)).toEqual(['a.md a', 'b.md b', 'c.md ARTICLE_DUPLICATE_ID'])
  })

  test('a file that takes too long is stopped and the others are read', async () => {
    await write({ 'a.md': 'Words.', 'slow.html': '<li>a'.repeat(400_000), 'z.md': 'Words.' })
    const parser = createArticleParser({ parseTimeoutMs: 2_000 })
    try {
      expect((await readAll({ parser })).map(summary)).toEqual(['a.md a', 'slow.html ARTICLE_PARSE_TIMEOUT', 'z.md z'])
    } finally {
      await parser.close()
    }
  })

  test('a file that overflows the parser fails by itself', async () => {
    await write({ 'deep.html': '<div>'.repeat(20_000), 'z.md': 'Words.' })
    const [deep, z] = await readAll()
    expect(deep).toMatchObject({ kind: 'failed', path: 'deep.html' })
    expect(summary(z!)).toBe('z.md z')
  })

  test('a folder that is not there is an error that says what to do', async () => {
    await expect(readAll({ folder: path.join(base, 'none') })).rejects.toMatchObject({ code: 'CORPUS_UNREADABLE' })
    await expect(readAll({ folder: path.join(folder, 'a.md') })).rejects.toMatchObject({ code: 'CORPUS_UNREADABLE' })
  })

  test('fingerprints change with a file or its side-car, and with nothing else', async () => {
    await write({ 'a.md': 'Words.', 'b.md': 'Words.' })
    const fingerprints = () => createFolderSource({ folder }).fingerprints()
    const before = await fingerprints()
    expect(await fingerprints()).toEqual(before)
    await write({ 'a.md': 'Words!', 'b.meta.yaml': 'title: B' })
    const after = await fingerprints()
    expect(after.map(({ path }) => path)).toEqual(['a.md', 'b.md'])
    expect(after[0]!.sha256).not.toBe(before[0]!.sha256)
    expect([after[1]!.sha256, before[1]!.sideCarSha256]).toEqual([before[1]!.sha256, null])
    expect(after[1]!.sideCarSha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('what is added once the folder was listed belongs to the next source', async () => {
    await write({ 'a.md': 'Words.' })
    const source = createFolderSource({ folder })
    expect((await source.list()).files).toHaveLength(1)
    await write({ 'b.md': 'Words.', 'a.meta.yaml': 'title: A' })
    expect(await source.fingerprints()).toMatchObject([{ path: 'a.md', sideCarSha256: null }])
    expect(await createFolderSource({ folder }).fingerprints()).toMatchObject([{ path: 'a.md' }, { path: 'b.md' }])
    await source.close()
  })

  test('a thousand files have the fingerprints that each has by itself', async () => {
    const names = Array.from({ length: 1_000 }, (_, number) => `${String(number).padStart(4, '0')}.md`)
    await write(Object.fromEntries(names.map((name) => [name, `Words of ${name}.`])))
    const all = await createFolderSource({ folder }).fingerprints()
    expect(all.map(({ path }) => path)).toEqual(names)
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(1_000)
  })
})
