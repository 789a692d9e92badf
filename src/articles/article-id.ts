import { createHash } from 'node:crypto'
import { ArticleError } from '../errors.js'

const maxLength = 80
const unmarkable: Readonly<Record<string, string>> = Object.freeze({
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
})

/**
 * The id of an article: the one that its source states, else a slug of its path in the corpus. Title, address and text play no part, so
 * they may change.
 *
 * @throws {ArticleError} `ARTICLE_INVALID_ID` where a stated id could not stand in an address.
 */
export function articleId(path: string, statedId: string | null): string {
  if (statedId === null) return slugOfPath(path)
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/.test(statedId)) return statedId
  const shown = JSON.stringify(statedId.slice(0, 100))
  throw new ArticleError(
    'ARTICLE_INVALID_ID',
    path,
    null,
    `the id ${shown} must be 1 to 80 of A-Z, a-z, 0-9, "-" and "_"; change it or leave it out.`,
  )
}

function slugOfPath(path: string): string {
  const name = path
    .replace(/\.[^./]*$/, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıħ]/g, (letter) => unmarkable[letter]!)
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '')
  const slug = letters
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .replace(/-$/, '')
  if (slug === '') return `article-${shortHash(path)}`
  // Letters that a slug cannot hold, or a cut, could give two files one slug.
  const isWhole = slug.length <= maxLength && !/[^\P{L}a-z]|[^\P{N}0-9]/u.test(letters)
  return isWhole ? slug : `${slug.slice(0, maxLength - 9).replace(/-$/, '')}-${shortHash(path)}`
}

const shortHash = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 8)
