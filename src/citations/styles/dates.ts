import type { EdtfDate } from '../../articles/article.js'

const months = 'January February March April May June July August September October November December'.split(' ')
/** MLA Handbook, 9th ed., appendix 1: May, June and July stay whole. */
const shortMonths = 'Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.'.split(' ')

export interface DateParts {
  readonly year: string
  /** 1 to 12; null where the date is only a year. */
  readonly month: number | null
  readonly day: number | null
}

export function dateParts(date: EdtfDate): DateParts {
  const [year, month, day] = date.split('-')
  return { year: year!, month: month === undefined ? null : Number(month), day: day === undefined ? null : Number(day) }
}

export const yearOf = (date: EdtfDate): string => dateParts(date).year

/** `May 4, 2026`, `May 2026`, `2026`: as precise as the date. */
export function monthFirst(date: EdtfDate): string {
  const { year, month, day } = dateParts(date)
  if (month === null) return year
  return `${months[month - 1]}${day === null ? '' : ` ${day},`} ${year}`
}

/** `4 May 2026`, `May 2026`, `2026`. */
export function dayFirst(date: EdtfDate, { abbreviated = false } = {}): string {
  const { year, month, day } = dateParts(date)
  const name = month === null ? null : (abbreviated ? shortMonths : months)[month - 1]
  return [day, name, year].filter((part) => part !== null).join(' ')
}

/** `4 May`, `May` or nothing. */
export const withoutYear = (date: EdtfDate): string => dayFirst(date).slice(0, -yearOf(date).length).trim()

/** `May 4`, `May` or nothing. */
export function monthAndDay(date: EdtfDate): string {
  const { month, day } = dateParts(date)
  return month === null ? '' : `${months[month - 1]}${day === null ? '' : ` ${day}`}`
}

/** As CSL-JSON has it: `[2026, 5, 4]`. */
export const numbersOf = (date: EdtfDate): number[] => date.split('-').map(Number)
