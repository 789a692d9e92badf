import type { EdtfDate } from '../articles/article.js'

/** The days that an EDTF date may mean, both included, as comparable text `YYYY-MM-DD`. */
export interface DateInterval {
  readonly first: string
  readonly last: string
}

/**
 * Of an EDTF level 0 date; null where the text is none. A month ends with day 31, whatever its length:
 * the bounds are compared with each other and never shown.
 */
export function edtfInterval(date: EdtfDate): DateInterval | null {
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(date)) return null
  return { first: date + '-01-01'.slice(date.length - 4), last: date + '-12-31'.slice(date.length - 4) }
}

/** The dates whose intervals begin first and end last; equal bounds break by the text. Null where there is no date. */
export function publicationRange(dates: readonly EdtfDate[]): { first: EdtfDate | null; last: EdtfDate | null } {
  let first: { bound: string; date: EdtfDate } | null = null
  let last: { bound: string; date: EdtfDate } | null = null
  for (const date of dates) {
    const interval = edtfInterval(date)
    if (!interval) continue
    if (!first || before(interval.first, date, first)) first = { bound: interval.first, date }
    if (!last || before(last.bound, last.date, { bound: interval.last, date })) last = { bound: interval.last, date }
  }
  return { first: first?.date ?? null, last: last?.date ?? null }
}

const before = (bound: string, date: EdtfDate, other: { bound: string; date: EdtfDate }): boolean =>
  bound < other.bound || (bound === other.bound && date < other.date)
