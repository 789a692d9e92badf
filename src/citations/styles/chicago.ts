import { address, italic, joined, type RichText, sentence, upright } from '../rich-text.js'
import { monthFirst, yearOf } from './dates.js'
import { invertedName, listed, naturalName, shortName } from './names.js'
import { inDoubleQuotes, stopInQuotes } from './titles.js'
import { type Choices, shortForm, type TextStyle, type Work } from './work.js'

/**
 * Notes: names in their order, title and publication, date, address, with commas between them.
 * @see The Chicago Manual of Style, 17th ed., sections 14.20–14.36, 14.75–14.79 (names), 14.191–14.200 (news), 14.206–14.207 (websites).
 */
export const chicagoNote: TextStyle = {
  reference(work, choices) {
    const names = upright(noteNames(work))
    const rest = joined(
      [
        italic(publicationOf(work) ?? ''),
        upright(datesOf(work) || (accessedOf(work, choices) === '' ? 'n.d.' : '')),
        upright(choices.pinpoint ?? ''),
        upright(work.isRetracted ? 'retracted' : ''),
        upright(accessedOf(work, choices)),
        address(work.address),
      ],
      ', ',
    )
    const title = titleOf(work, rest.length === 0 ? '.' : ',', names.length === 0)
    return stopped([...joined([names, title], ', '), ...(rest.length === 0 ? [] : [...upright(' '), ...rest])], work)
  },
  short: chicagoShortNote,
  filedUnder: filedUnderPublication,
  thenBy: 'title',
}

/** The notes after a work's first (14.30–14.33): family names, shortened title, place. */
export const chicagoShort: TextStyle = {
  ...chicagoNote,
  reference: (work, choices) => stopInQuotes(chicagoShortNote(work, choices)),
}

/** The bibliography of the notes (14.21): the first name inverted, full stops between the elements. */
export const chicagoBibliography: TextStyle = {
  ...chicagoNote,
  reference(work, choices) {
    const publication = publicationOf(work)
    const isUnsigned = work.authors.length === 0 && publication !== null
    const dates = datesOf(work)
    const container = [
      // An unsigned article is listed under its newspaper (14.199).
      italic(isUnsigned ? '' : (publication ?? '')),
      upright(dates || (accessedOf(work, choices) === '' ? 'n.d.' : '')),
    ]
    return joined(
      [
        isUnsigned ? sentence(italic(publication)) : sentence(upright(bibliographyNames(work))),
        titleOf(work, '.', true),
        sentence(joined(container, ', ')),
        ...endOf(work, choices),
      ],
      ' ',
    )
  },
}

/**
 * Author and date: as the bibliography, with the year after the names.
 * @see The Chicago Manual of Style, 17th ed., sections 15.6–15.9, 15.44 (no date), 15.49 (news), 15.50 (websites).
 */
export const chicagoAuthorDate: TextStyle = {
  reference(work, choices) {
    const publication = publicationOf(work)
    const isUnsigned = work.authors.length === 0 && publication !== null
    const dates = datesOf(work)
    const year = sentence(upright(yearOfWork(work, choices)))
    const names = isUnsigned ? italic(publication) : upright(bibliographyNames(work))
    const title = titleOf(work, '.', true)
    const container = joined(
      // The year alone is not said twice.
      [italic(isUnsigned ? '' : (publication ?? '')), upright(/^\d{4}$/.test(dates) ? '' : dates)],
      ', ',
    )
    const head = names.length === 0 ? [title, year] : [sentence(names), year, title]
    return joined([...head, sentence(capitalised(container)), ...endOf(work, choices)], ' ')
  },

  /** `Brook 2026`: up to three names; of four or more the first and "et al." (15.29). */
  short(work, choices) {
    const publication = publicationOf(work)
    const year = yearOfWork(work, choices)
    const name: RichText =
      work.authors.length > 0
        ? upright(shortNames(work))
        : publication !== null
          ? italic(publication)
          : shortTitleOf(work, choices, '')
    return joined([[...name, ...upright(` ${year}`)], upright(choices.pinpoint ?? '')], ', ')
  },

  filedUnder: filedUnderPublication,
  thenBy: 'year',
}

const untitled = 'Untitled article'

/** The initial "The" of an English newspaper's name is left out (14.194). */
function publicationOf({ publication, language }: Work): string | null {
  const isEnglish = language === null || /^en\b/i.test(language)
  return isEnglish ? (publication?.replace(/^The (?=\S)/, '') ?? null) : publication
}

/** Up to three names in a note; of four or more the first and "et al." (14.76). */
const noteNames = ({ authors }: Work): string =>
  authors.length > 3 ? `${naturalName(authors[0]!)} et al.` : listed(authors.map(naturalName), 'and')

const shortNames = ({ authors }: Work): string =>
  authors.length > 3 ? `${shortName(authors[0]!)} et al.` : listed(authors.map(shortName), 'and')

/** Up to ten names; of more than ten the first seven and "et al." (14.76, 15.9). */
function bibliographyNames({ authors }: Work): string {
  const names = authors.map((name, i) => (i === 0 ? invertedName(name) : naturalName(name)))
  return names.length > 10 ? `${names.slice(0, 7).join(', ')}, et al.` : listed(names, 'and', { pair: ', ' })
}

const titleOf = ({ title }: Work, end: ',' | '.', isAtStart: boolean): RichText =>
  title === null
    ? upright(`${isAtStart ? untitled : untitled.toLowerCase()}${end}`)
    : upright(inDoubleQuotes(title, end))

/** Publication and revision, both as the article gives them (14.13, 14.191). */
function datesOf({ published, updated }: Work): string {
  const parts = [
    published === null ? '' : monthFirst(published),
    updated === null ? '' : `updated ${monthFirst(updated)}`,
  ]
  return parts.filter((part) => part !== '').join(', ')
}

/** Wanted only of a work without a date (14.12, 14.207). */
const accessedOf = ({ published, updated, address: href }: Work, { accessed }: Choices): string =>
  published === null && updated === null && href !== null && accessed !== null ? `accessed ${monthFirst(accessed)}` : ''

function yearOfWork({ published, updated }: Work, { yearLetter }: Choices): string {
  const date = published ?? updated
  if (date !== null) return `${yearOf(date)}${yearLetter}`
  return yearLetter === '' ? 'n.d.' : `n.d.-${yearLetter}`
}

const endOf = (work: Work, choices: Choices): RichText[] => [
  upright(work.isRetracted ? 'Retracted.' : ''),
  capitalised(sentence(upright(accessedOf(work, choices)))),
  work.address === null ? [] : [...address(work.address), ...upright('.')],
]

/** The full stop after an address ends the note, whatever the address ends in. */
const stopped = (note: RichText, work: Work): RichText =>
  work.address === null ? sentence(note) : [...note, ...upright('.')]

const capitalised = (text: RichText): RichText =>
  text.map((segment, i) =>
    i === 0 && !segment.isItalic
      ? { ...segment, text: segment.text.replace(/^[au]/, (letter) => letter.toUpperCase()) }
      : segment,
  )

/** Family names, shortened title, place (14.30); the comma before the place stands inside the title's quotation marks. */
function chicagoShortNote(work: Work, choices: Choices): RichText {
  const names = upright(shortNames(work))
  const title = shortTitleOf(work, choices, choices.pinpoint === null ? '' : ',')
  return joined([joined([names, title], ', '), upright(choices.pinpoint ?? '')], ' ')
}

function shortTitleOf({ title, authors }: Work, choices: Choices, end: '' | ','): RichText {
  if (title === null) return upright(`${authors.length === 0 ? untitled : untitled.toLowerCase()}${end}`)
  return upright(inDoubleQuotes(shortForm(title, choices), end))
}

function filedUnderPublication(work: Work): readonly string[] {
  if (work.authors.length > 0) return work.authors.map(invertedName)
  return [publicationOf(work) ?? work.title ?? untitled]
}
