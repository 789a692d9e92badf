import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Files under a folder whose bytes hold a word: as UTF-8, as UTF-16, in any case, and inside of what is gzipped. */
export function filesWith(folder: string, word: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => holdsWord(readFileSync(file), word.toLowerCase()))
    .map((file) => file.slice(folder.length + 1))
    .sort()
}

function holdsWord(bytes: Buffer, word: string): boolean {
  const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
  // Latin-1 keeps every byte a character, so both halves of UTF-16 can be looked for whatever the alignment.
  const text = content.toString('latin1').toLowerCase()
  return text.includes(word) || text.includes([...word].join('\0'))
}
