import type { EdtfDate } from './article.js'

/** What a written date says. `impossible` and `ambiguous` are dates that must not be used; `unrecognised` may be no date at all. */
export type DateReading =
  | { readonly kind: 'date'; readonly date: EdtfDate }
  | { readonly kind: 'impossible' | 'ambiguous' | 'unrecognised'; readonly problem: string }

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const month =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
const ordinal = '(\\d{1,2})(?:st|nd|rd|th)?'
const weekday = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?=\S)/i
// After a date only a time may follow; it is dropped, so that the date stays the one that was written, whatever its zone.
const endOfDate = '(?=$|[T\\s,]\\s?(?:at\\s)?\\s?\\d{1,2}[:.h]\\d{2}[^\\n]{0,40}$)'

const yearFirst = new RegExp(`^(\\d{4})(?:([-/.])(\\d{1,2})(?:\\2(\\d{1,2}))?)?${endOfDate}`, 'i')
const compact = /^(\d{4})(\d{2})(\d{2})$/
const numeric = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})${endOfDate}`, 'i')
const monthDayYear = new RegExp(`^${month}\\s+${ordinal},?\\s+(\\d{4})${endOfDate}`, 'i')
const dayMonthYear = new RegExp(`^${ordinal}\\.?\\s+(?:of\\s+)?${month},?\\s+(\\d{4})${endOfDate}`, 'i')
const monthYear = new RegExp(`^${month},?\\s+(\\d{4})$`, 'i')

/** Reads one written date, as precise as it is and no more. Understands ISO 8601, English month names and unmistakable numbers. */
export function readDate(written: string): DateReading {
  const text = written.trim().replace(/\s+/g, ' ').replace(weekday, '')
  const inWords = monthDayYear.exec(text)
  if (inWords) return checked(written, inWords[3]!, monthNumber(inWords[1]!), inWords[2]!)
  const dayFirst = dayMonthYear.exec(text)
  if (dayFirst) return checked(written, dayFirst[3]!, monthNumber(dayFirst[2]!), dayFirst[1]!)
  const withoutDay = monthYear.exec(text)
  if (withoutDay) return checked(written, withoutDay[2]!, monthNumber(withoutDay[1]!))
  const iso = yearFirst.exec(text)
  if (iso) return checked(written, iso[1]!, iso[3], iso[4])
  const digits = compact.exec(text)
  if (digits) return checked(written, digits[1]!, digits[2]!, digits[3]!)
  const numbers = numeric.exec(text)
  if (numbers) return readNumbers(written, numbers[1]!, numbers[3]!, numbers[4]!)
  return {
    kind: 'unrecognised',
    problem: `"${excerpt(written)}" is not a date that can be read; write it as 2026, 2026-02 or 2026-02-14.`,
  }
}

function readNumbers(written: string, first: string, second: string, year: string): DateReading {
  if (Number(first) <= 12 && Number(second) <= 12 && Number(first) !== Number(second)) {
    const problem = `"${excerpt(written)}" can be read as two dates; write it as 2026-02-14.`
    return { kind: 'ambiguous', problem }
  }
  return Number(first) > 12 ? checked(written, year, second, first) : checked(written, year, first, second)
}

function checked(written: string, year: string, monthDigits?: string, dayDigits?: string): DateReading {
  const parts = [year, monthDigits, dayDigits].filter((part) => part !== undefined)
  const [yearNumber, month = 1, day = 1] = parts.map(Number) as [number, number?, number?]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(yearNumber, month)) {
    return { kind: 'impossible', problem: `"${excerpt(written)}" is a date that does not exist; correct it.` }
  }
  return { kind: 'date', date: parts.map((part) => part.padStart(2, '0')).join('-') }
}

const monthNumber = (name: string): string => String(monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1)

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const excerpt = (text: string): string => (text.length > 60 ? `${[...text].slice(0, 60).join('')}…` : text)

/** The days that a date may mean: `2026-02` is 2026-02-01 to 2026-02-28. Both ends are `YYYY-MM-DD` and included; they compare as strings. */
export function edtfInterval(date: EdtfDate): { readonly first: string; readonly last: string } {
  const [year, month, day] = date.split('-') as [string, string?, string?]
  if (day !== undefined) return { first: date, last: date }
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` }
  const lastDay = daysInMonth(Number(year), Number(month))
  return { first: `${date}-01`, last: `${date}-${String(lastDay).padStart(2, '0')}` }
}
