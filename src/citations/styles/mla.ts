import { address, italic, joined, type RichText, sentence, upright } from '../rich-text.js'
import { dayFirst } from './dates.js'
import { invertedName, listed, type Name, naturalName, shortName } from './names.js'
import { inDoubleQuotes } from './titles.js'
import { shortForm, type TextStyle, type Work } from './work.js'

const untitled = 'Untitled article'

/**
 * Core elements: author, title in quotation marks, container in italics, date, location; then what the reader should know besides.
 * @see MLA Handbook, 9th ed., chapter 5: author, title of source, title of container, publication date (5.68–5.83), location, supplemental elements.
 */
export const mla: TextStyle = {
  reference(work, choices) {
    const authors = choices.repeatsAuthors ? '---' : authorsOf(authorsInPlace(work))
    const title = work.title === null ? `${untitled}.` : inDoubleQuotes(work.title, '.')
    const date = work.updated ?? work.published
    const container = joined(
      [
        italic(containerOf(work) ?? ''),
        upright(date === null ? '' : dayFirst(date, { abbreviated: true })),
        // The protocol is left out (pp. 193–194).
        address(work.address, work.address?.replace(/^https?:\/\//i, '') ?? null),
      ],
      ', ',
    )
    const accessed =
      choices.accessed === null || work.address === null
        ? ''
        : `Accessed ${dayFirst(choices.accessed, { abbreviated: true })}`
    return joined(
      [
        sentence(upright(authors)),
        upright(title),
        afterAddress(container),
        sentence(upright(accessed)),
        upright(work.isRetracted ? 'Retracted.' : ''),
      ],
      ' ',
    )
  },

  /** Chapter 6: one name, two, or the first and "et al."; without an author the shortened title. */
  short(work, choices) {
    const names = authorsInPlace(work).map(shortName)
    const author = names.length > 2 ? `${names[0]} et al.` : listed(names, 'and')
    const end = choices.pinpoint === null ? '' : ','
    const title = work.title === null ? `${untitled}${end}` : inDoubleQuotes(shortForm(work.title, choices), end)
    if (author !== '' && !choices.wholeTitle) return joined([upright(author), upright(choices.pinpoint ?? '')], ', ')
    // The title also tells two works of one author apart.
    return joined([joined([upright(author), upright(title)], ', '), upright(choices.pinpoint ?? '')], ' ')
  },

  filedUnder: (work) => {
    const authors = authorsInPlace(work)
    return authors.length === 0 ? [work.title ?? untitled] : authors.map(invertedName)
  },
  thenBy: 'title',
}

/** An organisation that is author and publisher stands as the publisher only. */
const isPublisherToo = (work: Work): boolean =>
  work.isPublishedByAuthor && work.authors.length === 1 && work.authors[0]!.kind === 'as-written'

const authorsInPlace = (work: Work): readonly Name[] => (isPublisherToo(work) ? [] : work.authors)
const containerOf = (work: Work): string | null =>
  isPublisherToo(work) ? naturalName(work.authors[0]!) : work.publication

/** One name inverted; two, the second in its order; three or more as the first and "et al.". */
function authorsOf(authors: readonly Name[]): string {
  const [first, second] = authors
  if (first === undefined) return ''
  if (authors.length > 2) return `${invertedName(first)}, et al.`
  return second === undefined ? invertedName(first) : `${invertedName(first)}, and ${naturalName(second)}`
}

/** The full stop after the location belongs to the entry, not to the address. */
const afterAddress = (container: RichText): RichText =>
  container.at(-1)?.href == null ? sentence(container) : [...container, ...upright('.')]
