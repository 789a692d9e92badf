import type { Fact } from '../facts.js'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?'
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '(?<year>1\\d{3}|20\\d{2})'
/** Words after which a year is one: "1200 crowns" is a number. */
const WHEN =
  '(?:[Ii]n|[Ss]ince|[Bb]y|[Ff]rom|to|[Uu]ntil|till|of|[Aa]fter|[Bb]efore|[Dd]uring|[Aa]round|[Bb]etween|and|[Ee]arly|[Ll]ate|[Mm]id|[Tt]he|year|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)'
/** The fuller forms first; a year by itself is one only after a word that says when: what one has taken the next leaves alone. */
const FORMS = [
  `\\b${DAY} (?:of )?${MONTH},? ${YEAR}\\b`,
  `\\b${MONTH} ${DAY},? ${YEAR}\\b`,
  '\\b(?<year>1\\d{3}|20\\d{2})-(?<number>0[1-9]|1[0-2])-(?<day>\\d{2})\\b',
  `\\b${MONTH},? ${YEAR}\\b`,
  `\\b${DAY} (?:of )?${MONTH}(?![\\p{L}])`,
  `\\b${MONTH} ${DAY}\\b(?![\\d,.]*\\d)`,
  `(?:(?<=\\b${WHEN}[ -])|(?<=[(–/]))${YEAR}(?<decade>s?)\\b(?![.,]\\d|%)`,
].map((form) => new RegExp(form, 'gu'))

/** Dates with the value that EDTF would give them; a day without a year begins with `--`, a decade ends with `X`. */
export function datesIn(text: string): Fact[] {
  return FORMS.flatMap((form) =>
    [...text.matchAll(form)].map(({ 0: found, index, groups }): Fact => {
      const span = { start: index, end: index + found.length }
      return { kind: 'date', text: found, span, value: edtf(groups as Record<string, string | undefined>) }
    }),
  )
}

function edtf({ year, month, number, day, decade }: Record<string, string | undefined>): string {
  if (decade === 's') return `${year!.slice(0, 3)}X`
  const name = month === undefined ? undefined : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1
  const parts = [
    year ?? '-',
    number ?? (name === undefined ? undefined : String(name).padStart(2, '0')),
    day?.padStart(2, '0'),
  ]
  return parts.filter((part) => part !== undefined).join('-')
}
