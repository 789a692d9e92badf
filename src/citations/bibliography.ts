import type { ArticleMetadata } from '../articles/article.js'
import type { ReferenceStyle } from './citation.js'
import { choicesOf, dataStyles, isDataStyle, type ReferenceOptions, textStyles } from './format-reference.js'
import { groupedBy } from './grouped-by.js'
import { inMarkup, preformatted } from './markup.js'
import { citationKey } from './styles/citation-key.js'
import { yearOf } from './styles/dates.js'
import { withoutLeadingArticle } from './styles/titles.js'
import { type TextStyle, type Work, workOf } from './styles/work.js'

export interface CitedWork {
  /** The article's id: two with the same are one. */
  readonly id: string
  readonly metadata: ArticleMetadata
}

export type BibliographyOptions = Pick<ReferenceOptions, 'accessed' | 'markup'>

/**
 * The entries of a bibliography, each article once, in the order of the style. Works of one author and one year are told apart by
 * letters where the style cites by year. Formats for programs keep the order that was given and have distinct keys.
 */
export function bibliography(
  cited: readonly CitedWork[],
  style: ReferenceStyle,
  options: BibliographyOptions = {},
): string[] {
  const { markup = 'plain' } = options
  const choices = choicesOf(options)
  if (isDataStyle(style)) {
    const works = eachOnce(cited).map(({ metadata }) => workOf(metadata))
    const keys = distinctKeys(works)
    return works.map((work, i) => preformatted(dataStyles[style](work, choices, keys[i]!), markup))
  }
  const textStyle =
    textStyles[style === 'chicago-note' || style === 'chicago-short-note' ? 'chicago-bibliography' : style]
  const entries = inOrder(cited, textStyle)
  const letters = yearLetters(cited, textStyle)
  return entries.map(({ id, work }, i) => {
    // Only MLA's entries show it: three hyphens for the authors of the entry above.
    const above = entries[i - 1]?.work
    const repeatsAuthors = above !== undefined && work.authors.length > 0 && authorsOf(above) === authorsOf(work)
    return inMarkup(
      textStyle.reference(work, { ...choices, repeatsAuthors, yearLetter: letters.get(id) ?? '' }),
      markup,
    )
  })
}

/** By article id: the letter after the year, where two works would have the same author and year. */
export function yearLetters(cited: readonly CitedWork[], style: TextStyle): ReadonlyMap<string, string> {
  if (style.thenBy === 'title') return new Map()
  const groups = groupedBy(inOrder(cited, style), ({ work }) =>
    JSON.stringify([style.filedUnder(work).map(sortable), yearForLetters(work, style)]),
  )
  return new Map(
    groups
      .filter((group) => group.length > 1)
      .flatMap((group) => group.map(({ id }, i): [string, string] => [id, letter(i)])),
  )
}

interface Entry {
  readonly id: string
  readonly work: Work
}

function inOrder(cited: readonly CitedWork[], style: TextStyle): Entry[] {
  return eachOnce(cited)
    .map(({ id, metadata }) => ({ id, work: workOf(metadata) }))
    .map((entry) => ({ entry, key: sortKey(entry, style) }))
    .sort((a, b) => compareLists(a.key, b.key))
    .map(({ entry }) => entry)
}

/** Letter by letter, without regard to case and accents; the authors of one work before those of one with more; no date first. */
function sortKey({ id, work }: Entry, style: TextStyle): string[] {
  const title = sortable(work.title ?? '')
  const date = dateForOrder(work, style) ?? ''
  const year = date === '' ? '' : yearOf(date)
  const then = { title: [title], year: [year, title], date: [year, date, title] }[style.thenBy]
  // The lowest character ends the names, so that fewer names come first.
  return [...style.filedUnder(work).map(sortable), '', ...then, id]
}

const dateForOrder = ({ published, updated }: Work, { thenBy }: TextStyle): string | null =>
  thenBy === 'date' ? (updated ?? published) : (published ?? updated)

function yearForLetters(work: Work, style: TextStyle): string {
  const date = dateForOrder(work, style)
  return date === null ? '' : yearOf(date)
}

const sortable = (text: string): string =>
  withoutLeadingArticle(text)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N},]+/gu, '')

function compareLists(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return a[i]! < b[i]! ? -1 : 1
  }
  return a.length - b.length
}

const eachOnce = (cited: readonly CitedWork[]): CitedWork[] => [
  ...new Map(cited.map((work) => [work.id, work])).values(),
]

const authorsOf = ({ authors }: Work): string => JSON.stringify(authors)

/** a to z, then aa, ab, … */
const letter = (index: number): string =>
  (index < 26 ? '' : letter(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26))

function distinctKeys(works: readonly Work[]): string[] {
  const used = new Set<string>()
  return works.map((work) => {
    const key = citationKey(work)
    let distinct = key
    for (let i = 0; used.has(distinct); i++) distinct = `${key}-${letter(i)}`
    used.add(distinct)
    return distinct
  })
}
