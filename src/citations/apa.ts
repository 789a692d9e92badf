import type { ArticleMetadata, Author, EdtfDate } from '../articles/article.js'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/**
 * A reference to an article on the web in APA style: author, date, title, publisher, address.
 * Without an author the title comes first; without a date it says `n.d.`; a date is as precise as the article's.
 * @see Publication Manual of the American Psychological Association, 7th ed., sections 9.7–9.12, 9.13–9.17, 10.16.
 */
export function apaReference(metadata: ArticleMetadata): string {
  const title = metadata.title ?? '[Untitled article]'
  const date = `(${apaDate(metadata.published)})`
  const authors = apaAuthors(metadata.authors)
  const head = authors === '' ? [sentence(title), `${date}.`] : [sentence(authors), `${date}.`, sentence(title)]
  // The publisher is left out where it is the author (section 9.29).
  const publisher = metadata.publisher === null || metadata.publisher === authors ? [] : [sentence(metadata.publisher)]
  return [...head, ...publisher, ...(metadata.url === null ? [] : [metadata.url])].join(' ')
}

function apaDate(date: EdtfDate | null): string {
  if (date === null) return 'n.d.'
  const [year, month, day] = date.split('-')
  const name = month === undefined ? undefined : MONTHS[Number(month) - 1]
  return [year, ...(name === undefined ? [] : [`, ${name}`]), ...(day === undefined ? [] : [` ${Number(day)}`])].join(
    '',
  )
}

/** Up to 20 names in full; from 21 on the first 19, an ellipsis and the last (section 9.8). */
function apaAuthors(authors: readonly Author[]): string {
  const names = authors.map(apaName)
  if (names.length > 20) return `${names.slice(0, 19).join(', ')}, . . . ${names.at(-1)}`
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')}, & ${names.at(-1)}`
}

function apaName(author: Author): string {
  if ('literal' in author) return author.literal
  const initials = author.given
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) =>
      name
        .split('-')
        .filter((part) => part !== '')
        .map((part) => `${[...part][0]}.`)
        .join('-'),
    )
  return [author.family, ...(initials.length === 0 ? [] : [initials.join(' ')])].join(', ')
}

const sentence = (text: string): string => (/[.!?…]["”’»]?$/.test(text) ? text : `${text}.`)
