import { mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { KnownFiles } from '../../src/articles/known-files.js'

function fileWith(content: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-known-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = path.join(folder, 'one.md')
  writeFileSync(file, content)
  return file
}

const statsOf = (file: string) => statSync(file, { bigint: true })
/** As a file has it that has not changed for a minute. */
const settled = (file: string) => Object.assign(statsOf(file), { ctimeMs: BigInt(Date.now() - 60_000) })

test('a file is known as long as nothing about it changes', () => {
  const file = fileWith('Words.')
  const known = new KnownFiles()
  expect(known.hashOf('one.md', statsOf(file))).toBeNull()
  known.note('one.md', settled(file), 'hash')
  expect(known.hashOf('one.md', statsOf(file))).toBe('hash')
  expect(known.hashOf('two.md', statsOf(file))).toBeNull()
})

test.each<[string, (file: string) => void]>([
  ['was written', (file) => writeFileSync(file, 'Others')],
  [
    'was replaced by one of the same length and moment',
    (file) => {
      writeFileSync(`${file}.new`, 'Others')
      const { atime, mtime } = statSync(file)
      utimesSync(`${file}.new`, atime, mtime)
      renameSync(`${file}.new`, file)
    },
  ],
])('a file that %s is not', (_, change) => {
  const file = fileWith('Words.')
  const known = new KnownFiles()
  known.note('one.md', settled(file), 'hash')
  change(file)
  expect(known.hashOf('one.md', statsOf(file))).toBeNull()
})

test('a file that changed a moment before it was read may change again within the same tick, so it is read again', () => {
  const file = fileWith('Words.')
  const known = new KnownFiles()
  known.note('one.md', settled(file), 'before')
  known.note('one.md', statsOf(file), 'hash')
  expect(known.hashOf('one.md', statsOf(file))).toBeNull()
})

test('of files that are gone nothing is kept', () => {
  const file = fileWith('Words.')
  const known = new KnownFiles()
  for (const name of ['one.md', 'two.md']) known.note(name, settled(file), name)
  known.keepOnly(new Set(['two.md']))
  expect(known.hashOf('one.md', statsOf(file))).toBeNull()
  expect(known.hashOf('two.md', statsOf(file))).toBe('two.md')
  known.keepOnly(new Set())
  expect(known.isEmpty).toBe(true)
})
