import { address, italic, joined, type RichText, sentence, upright } from '../rich-text.js'
import { dayFirst, withoutYear, yearOf } from './dates.js'
import { initialledName, invertedName, listed, type Name, shortName } from './names.js'
import { inSingleQuotes } from './titles.js'
import { type Choices, shortForm, type TextStyle, type Work } from './work.js'

const untitled = '[Untitled article]'

/**
 * Harvard as Cite Them Right describes it. In a publication: title in single quotation marks, publication in italics, day and month.
 * Otherwise a web page: title in italics. An address is followed by the day of access.
 * @see Pears and Shields, Cite Them Right, 12th ed., sections on newspaper articles, on web pages, and on setting out references.
 */
export const harvard: TextStyle = {
  reference(work, choices) {
    const year = upright(`(${yearOfWork(work, choices)})`)
    const authors = authorsOf(work.authors)
    const note = upright(work.isRetracted ? ' [Retracted]' : '')
    if (work.publication === null) {
      const isBare = work.title === null && authors.length === 0 && work.address !== null
      const title = work.title === null ? upright(isBare ? '' : untitled) : italic(work.title)
      // A page without an author begins with its title, one without either with its address.
      const head =
        authors.length > 0
          ? joined([authors, year, sentence([...title, ...note])], ' ')
          : joined([isBare ? address(work.address) : [...title, ...note], isBare ? year : sentence(year)], ' ')
      return joined([head, available(work, choices, isBare)], ' ')
    }
    const title = [...upright(work.title === null ? untitled : inSingleQuotes(work.title)), ...note]
    const isUnsigned = authors.length === 0
    const date = work.updated ?? work.published
    const place = joined(
      [title, italic(isUnsigned ? '' : work.publication), upright(date === null ? '' : withoutYear(date))],
      ', ',
    )
    // An unsigned article stands under its newspaper.
    const head = isUnsigned ? italic(work.publication) : authors
    return joined([head, year, withStop(place), available(work, choices, false)], ' ')
  },

  /** `Brook and Roy, 2026`; of four names or more the first and "et al." */
  short(work, choices) {
    const name: RichText =
      work.authors.length > 0
        ? work.authors.length > 3
          ? [...upright(`${shortName(work.authors[0]!)} `), ...italic('et al.')]
          : upright(listed(work.authors.map(shortName), 'and', { serial: ' ' }))
        : italic(work.publication ?? (work.title === null ? untitled : shortForm(work.title, choices)))
    return joined([name, upright(yearOfWork(work, choices)), upright(choices.pinpoint ?? '')], ', ')
  },

  filedUnder: (work) =>
    work.authors.length === 0 ? [work.publication ?? work.title ?? untitled] : work.authors.map(invertedName),
  thenBy: 'year',
}

/** Up to three names in full, no comma before "and"; of four or more the first and "et al.". */
function authorsOf(authors: readonly Name[]): RichText {
  const names = authors.map((name) => initialledName(name, ''))
  if (names.length > 3) return [...upright(`${names[0]} `), ...italic('et al.')]
  return upright(listed(names, 'and', { serial: ' ' }))
}

/** The year in which the page was last updated, where it says so. */
function yearOfWork({ updated, published }: Work, { yearLetter }: Choices): string {
  const date = updated ?? published
  if (date !== null) return `${yearOf(date)}${yearLetter}`
  return yearLetter === '' ? 'no date' : `no date ${yearLetter}`
}

function available({ address: href }: Work, { accessed }: Choices, isGiven: boolean): RichText {
  if (href === null) return []
  const day = accessed === null ? '' : `(Accessed: ${dayFirst(accessed)})`
  return isGiven
    ? upright(day === '' ? '.' : `${day}.`)
    : [...upright('Available at: '), ...address(href), ...upright(`${day === '' ? '' : ` ${day}`}.`)]
}

/** A mark inside the title's closing quotation mark does not end the entry. */
const withStop = (place: RichText): RichText =>
  /[’”]$/.test(place.at(-1)?.text ?? '') ? [...place, ...upright('.')] : sentence(place)
