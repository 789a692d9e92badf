import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { corpusStamp } from '../../src/articles/corpus-stamp.js'

function corpus(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-stamp-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(path.join(folder, 'more'))
  for (const file of ['one.md', 'two.md', 'more/three.md', 'one.meta.yaml', 'notes.xyz', '.hidden.md']) {
    writeFileSync(path.join(folder, file), 'title: One\n')
  }
  return folder
}

test.each<[string, (at: (file: string) => string) => void]>([
  ['a file grows, as one that is still being written', (at) => appendFileSync(at('one.md'), '.')],
  [
    'a file of the same length and moment is put in its place',
    (at) => {
      writeFileSync(at('new'), 'title: Two\n')
      utimesSync(at('one.md'), 1, 1)
      utimesSync(at('new'), 1, 1)
      renameSync(at('new'), at('one.md'))
    },
  ],
  ['a file is renamed', (at) => renameSync(at('more/three.md'), at('more/four.md'))],
  ['a file is removed', (at) => rmSync(at('two.md'))],
  [
    'a file is added in a new folder',
    (at) => {
      mkdirSync(at('new'))
      writeFileSync(at('new/four.md'), '.')
    },
  ],
  ['a side-car changes', (at) => appendFileSync(at('one.meta.yaml'), 'tags: [a]\n')],
  ['a side-car is removed', (at) => rmSync(at('one.meta.yaml'))],
])('the stamp changes when %s', async (_, change) => {
  const folder = corpus()
  const before = await corpusStamp(folder)
  expect(await corpusStamp(folder)).toBe(before)
  change((file) => path.join(folder, file))
  expect(await corpusStamp(folder)).not.toBe(before)
})

test('it stays when something changes that is no article, and a folder that is gone is an error', async () => {
  const folder = corpus()
  const before = await corpusStamp(folder)
  for (const file of ['notes.xyz', '.hidden.md']) appendFileSync(path.join(folder, file), '.')
  expect(await corpusStamp(folder)).toBe(before)
  rmSync(folder, { recursive: true })
  await expect(corpusStamp(folder)).rejects.toMatchObject({ code: 'CORPUS_UNREADABLE' })
})
