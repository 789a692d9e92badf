import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Workspace } from './run-attest.js'

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const utf16 = (text: string): Uint8Array => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const frontMatter = (...lines: string[]): string =>
  ['---', ...lines, '---', '', 'The ferry sails at nine.', ''].join('\n')

/** Files that cannot be taken in, each with the place and the code that its message must name. */
export const failing: readonly [file: string, content: string | Uint8Array, place: string, code: string][] = [
  ['binary.md', Uint8Array.from({ length: 512 }, (_, i) => i % 256), 'binary.md', 'ARTICLE_BINARY'],
  ['scan.txt', '%PDF-1.7\n', 'scan.txt', 'ARTICLE_BINARY'],
  ['empty.md', '', 'empty.md', 'ARTICLE_EMPTY'],
  ['blank.txt', ' \n\n\t\n', 'blank.txt', 'ARTICLE_EMPTY'],
  ['half-utf16.txt', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00), 'half-utf16.txt', 'ARTICLE_ENCODING'],
  ['cyrillic.txt', latin1('ðÒÉ×ÅÔ ÍÉÒ'), 'cyrillic.txt', 'ARTICLE_ENCODING'],
  ['broken.md', frontMatter('title: Ferries', 'date: 2026: 02'), 'broken.md:3', 'FRONT_MATTER_INVALID'],
  ['unclosed.md', '---\ntitle: Ferries\n\nThe ferry.\n', 'unclosed.md:1', 'FRONT_MATTER_INVALID'],
  ['mislabelled.meta.yaml', 'published: 2026\ntitle: a: b\n', 'mislabelled.meta.yaml:2', 'SIDECAR_INVALID'],
  ['bad-id.md', frontMatter('id: ../etc'), 'bad-id.md', 'ARTICLE_INVALID_ID'],
  ['twin-b.md', frontMatter('id: twin'), 'twin-b.md', 'ARTICLE_DUPLICATE_ID'],
  ['huge.md', 'ferry '.repeat(900_000), 'huge.md', 'ARTICLE_TOO_LARGE'],
]

/** Files that are taken in, each with what was left out of it. */
export const doubtful: readonly [file: string, content: string | Uint8Array, place: string, code: string][] = [
  ['no-such-day.md', frontMatter('title: A', 'date: 2026-02-31'), 'no-such-day.md:3', 'INVALID_DATE'],
  ['two-days.md', frontMatter('date: 03/04/2026'), 'two-days.md:2', 'INVALID_DATE'],
  ['script.md', frontMatter('title: A', 'url: javascript:alert(1)'), 'script.md:3', 'INVALID_URL'],
  ['listed.md', frontMatter('title: [a, b]'), 'listed.md:2', 'INVALID_FIELD'],
  ['wide.txt', utf16('The ferry of Lund\n\nIt sailed in 1911.\n'), 'wide.txt', 'ENCODING_CONVERTED'],
  ['old.txt', latin1('Das Café in Lund öffnet um neun.\n'), 'old.txt', 'ENCODING_CONVERTED'],
]

/** Neighbours that the cases above need; they are taken in without a word, but for `mislabelled.txt`. */
const companions = { 'twin-a.md': frontMatter('id: twin'), 'mislabelled.txt': 'The harbour freezes in January.\n' }
export const quietlyIngested = ['twin']

/** Writes all of them, and what only a file system can hold: links, a folder named like a file, a file of no format. */
export function addBadFiles({ folder, corpus }: Workspace): void {
  for (const [name, content] of [...failing, ...doubtful, ...Object.entries(companions)]) {
    writeFileSync(path.join(corpus, name), content)
  }
  writeFileSync(path.join(folder, 'private.md'), '# Private\n\nThe password is swordfish.\n')
  symlinkSync(path.join(folder, 'private.md'), path.join(corpus, 'outside.md'))
  symlinkSync('nowhere.md', path.join(corpus, 'dangling.md'))
  symlinkSync('loop.md', path.join(corpus, 'loop.md'))
  mkdirSync(path.join(corpus, 'folder.md'))
  symlinkSync('folder.md', path.join(corpus, 'linked-folder'))
  writeFileSync(path.join(corpus, 'photo.png'), 'PNG')
}

export const failingLinks = [
  ['outside.md', 'ARTICLE_OUTSIDE_CORPUS'],
  ['dangling.md', 'ARTICLE_UNREADABLE'],
  ['loop.md', 'ARTICLE_UNREADABLE'],
] as const

export const passedOver = [
  ['linked-folder', 'LINK_SKIPPED'],
  ['photo.png', 'FILE_SKIPPED'],
] as const
