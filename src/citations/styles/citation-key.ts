import { yearOf } from './dates.js'
import { shortName } from './names.js'
import { shortTitle } from './titles.js'
import type { Work } from './work.js'

/** A name for an entry that other programs refer to it by: `brook2026low`. Letters a–z and digits only. */
export function citationKey({ authors, publication, published, updated, title }: Work): string {
  const date = published ?? updated
  const name = authors[0] === undefined ? (publication ?? '') : shortName(authors[0])
  const [firstWord = ''] = shortTitle(title ?? '').split(/[\s-]/)
  const key = `${slug(name).slice(0, 24)}${date === null ? '' : yearOf(date)}${slug(firstWord).slice(0, 16)}`
  return /^[a-z]/.test(key) ? key : `article${key}`
}

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
