import type { Author, EdtfDate } from './article.js'
import { authorsFromByline, isOrganisation } from './author-names.js'
import { type DateReading, readDate } from './edtf-date.js'

/** What a line under a title says; a broken byline may hold a date and no name. */
export interface Byline {
  readonly authors: readonly Author[]
  readonly published: EdtfDate | null
  readonly updated: EdtfDate | null
  readonly publisher: string | null
  /** Why a date in it could not be used. */
  readonly problem: string | null
}

const nothing: Byline = { authors: [], published: null, updated: null, publisher: null, problem: null }
const maxLength = 160
const readingTime = /\s*[|·•,–—-]\s*\d{1,3}[- ]min(?:ute)?s?(?: read)?$/i

/** Reads a byline, a date line or a publisher line; null where the words are anything else. */
export function readByline(line: string): Byline | null {
  if (line.length > maxLength) return null
  const text = line.replace(readingTime, '')
  return readPublisher(text) ?? readNames(text) ?? readDateLine(text)
}

function readPublisher(text: string): Byline | null {
  const labelled = /^publisher:\s*([^.|]{2,80})$/i.exec(text)
  if (labelled) return { ...nothing, publisher: labelled[1]!.trim() }
  const words = /^published by\s+([^.|]{2,80})$/i.exec(text)?.[1]
  if (words === undefined) return null
  const { before, date } = splitDate(words)
  if (date.kind === 'unrecognised') return /^\p{Lu}/u.test(before) ? { ...nothing, publisher: before.trim() } : null
  // With a date it is a blog's line, which names whoever pressed the button.
  const isHouse = /^\p{Lu}/u.test(before) && isOrganisation(before)
  return { ...nothing, publisher: isHouse ? before : null, ...datePart(date) }
}

function readNames(text: string): Byline | null {
  const words =
    /^(?:(?:written|reported) )?by:? (.+)$/i.exec(text)?.[1] ?? /^(?:author|authors):\s*(.+)$/i.exec(text)?.[1]
  if (words === undefined) return null
  const { before, date } = splitDate(words)
  // "By 2030" is a heading more often than a byline that lost its name.
  if (before === '') return date.kind === 'date' && date.date.length > 4 ? { ...nothing, published: date.date } : null
  const authors = authorsFromByline(before.split(/\s*[|·•]\s*/)[0]!)
  return authors === null ? null : { ...nothing, authors, ...labelledDate(before, date) }
}

/** The label stands at the end of the words before the date; an update is no publication. */
function labelledDate(before: string, date: DateReading): Pick<Byline, 'published' | 'updated' | 'problem'> {
  const { published, problem } = datePart(date)
  const isUpdate = /\b(?:updated|modified|revised)\s*:?$/i.test(before)
  return isUpdate ? { published: null, updated: published, problem } : { published, updated: null, problem }
}

const dateLabel =
  /^(?:(first )?published|posted|date|(last )?updated|(last )?modified|(last )?revised)(?:\s+on)?\s*[:|]?\s+/i

function readDateLine(text: string): Byline | null {
  const label = dateLabel.exec(text)
  const date = readDate(label ? text.slice(label[0].length) : text)
  if (date.kind === 'unrecognised') return null
  // A bare number of four digits may be anything; with a label it is a year. 2001-02 may be a season.
  if (!label && (/^\d+$/.test(text) || isSeason(text))) return null
  return { ...nothing, ...labelledDate(label?.[0].replace(/(?:\s+on)?[\s:|]*$/i, '') ?? '', date) }
}

const isSeason = (text: string): boolean => {
  const years = /^\d\d(\d\d)-(\d\d)$/.exec(text)
  return years !== null && Number(years[2]) === Number(years[1]) + 1
}

const datePart = (date: DateReading): Pick<Byline, 'published' | 'problem'> => {
  if (date.kind === 'date') return { published: date.date, problem: null }
  return { published: null, problem: date.kind === 'unrecognised' ? null : date.problem }
}

/** The longest ending that is a date, and the words before it. */
function splitDate(text: string): { before: string; date: DateReading } {
  for (const start of text.matchAll(/(?<=^|[\s|·•,])[^\s|·•,]/g)) {
    const date = readDate(text.slice(start.index))
    if (date.kind === 'unrecognised') continue
    return {
      before: text
        .slice(0, start.index)
        .replace(/[\s,|·•–—-]+$/, '')
        .replace(/ on$/, ''),
      date,
    }
  }
  return { before: text.split(/\s*[|·•]\s*/)[0]!, date: { kind: 'unrecognised', problem: '' } }
}
