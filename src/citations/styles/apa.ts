import { address, italic, joined, type RichText, sentence, upright } from '../rich-text.js'
import { monthAndDay, yearOf } from './dates.js'
import { initialledName, invertedName, listed, type Name, shortName } from './names.js'
import { type Choices, shortForm, type TextStyle, type Work } from './work.js'

const untitled = '[Untitled article]'

/**
 * A page of a website: authors, date, title in italics, name of the site, address.
 * @see Publication Manual of the American Psychological Association, 7th ed., sections 9.7–9.12, 9.13–9.17, 10.16.
 */
export const apa: TextStyle = {
  reference(work, choices) {
    const date = upright(`(${dateOf(work, choices)}).`)
    const title: RichText = [
      ...(work.title === null ? upright(untitled) : italic(work.title)),
      // A description in square brackets follows the title (9.21).
      ...upright(work.isRetracted ? ' [Retracted]' : ''),
    ]
    const authors = upright(authorsOf(work.authors))
    // Without an author the title moves to the author's place (9.12).
    const head = authors.length === 0 ? [sentence(title), date] : [sentence(authors), date, sentence(title)]
    // The site is left out where it is the author (10.16); no full stop follows an address (9.35).
    return joined([...head, sentence(upright(work.publication ?? '')), address(work.address)], ' ')
  },

  /** Two names with an ampersand, three or more as the first and "et al." (8.17); without an author the title, italic as in the list (8.14). */
  short(work, choices) {
    const names = work.authors.map(shortName)
    const name =
      names.length === 0
        ? work.title === null
          ? upright(untitled)
          : italic(shortForm(work.title, choices))
        : upright(names.length > 2 ? `${names[0]} et al.` : listed(names, '&'))
    return joined([name, upright(yearOfWork(work, choices)), upright(choices.pinpoint ?? '')], ', ')
  },

  filedUnder: (work) => (work.authors.length === 0 ? [work.title ?? untitled] : work.authors.map(invertedName)),
  thenBy: 'date',
}

/** The date of the version that was read: the last update, where the page gives one (9.15). */
function dateOf(work: Work, choices: Choices): string {
  const date = work.updated ?? work.published
  const monthDay = date === null ? '' : monthAndDay(date)
  return `${yearOfWork(work, choices)}${monthDay === '' ? '' : `, ${monthDay}`}`
}

/** Works of one year are told apart by letters: `2026a`, `n.d.-a` (9.47). */
function yearOfWork({ updated, published }: Work, { yearLetter }: Choices): string {
  const date = updated ?? published
  if (date !== null) return `${yearOf(date)}${yearLetter}`
  return yearLetter === '' ? 'n.d.' : `n.d.-${yearLetter}`
}

/** Up to 20 names in full; from 21 on the first 19, an ellipsis and the last (9.8). */
function authorsOf(authors: readonly Name[]): string {
  const names = authors.map((name) => initialledName(name, ' '))
  if (names.length > 20) return `${names.slice(0, 19).join(', ')}, . . . ${names.at(-1)}`
  return listed(names, '&', { pair: ', ' })
}
