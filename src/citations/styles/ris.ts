import type { EdtfDate } from '../../articles/article.js'
import { dateParts } from './dates.js'
import { invertedName } from './names.js'
import type { Choices, Work } from './work.js'

/**
 * A record of the RIS format: `NEWS` of a publication, else `ELEC`. A value is one line, so that no words of an article begin a field.
 * @see Research Information Systems, RIS Format Specifications (2001, and the fields of 2011).
 */
export function ris(work: Work, { accessed, pinpoint }: Choices): string {
  const date = work.published ?? work.updated
  const fields: [string, string | null][] = [
    ['TY', work.publication === null ? 'ELEC' : 'NEWS'],
    ...work.authors.map((name): [string, string] => ['AU', invertedName(name)]),
    ['TI', work.title],
    ['T2', work.publication],
    ['PY', date === null ? null : dateParts(date).year],
    ['DA', date === null ? null : risDate(date)],
    ['UR', work.address],
    ['Y2', accessed === null || work.address === null ? null : risDate(accessed)],
    ['LA', work.language],
    ['N1', work.isRetracted ? 'Retracted' : null],
    ['N1', work.updated !== null && work.published !== null ? `Updated ${work.updated}` : null],
    ['N1', pinpoint],
    ['ER', ''],
  ]
  return fields
    .filter(([, value]) => value !== null)
    .map(([tag, value]) => `${tag}  - ${value}`)
    .join('\r\n')
}

/** `YYYY/MM/DD/`, empty where the date does not say. */
function risDate(date: EdtfDate): string {
  const [year, month = '', day = ''] = date.split('-')
  return `${year}/${month}/${day}/`
}
