/** The years that a question names, from the first to the last. */
export interface AskedYears {
  readonly first: number
  readonly last: number
}

const YEAR = /(?<![\d.,])(?:1\d{3}|20\d{2})(?![\d]|[.,]\d)/g
/** "1998–99", "2004/05": the second year is written short. */
const SHORT_RANGE = /(?<!\d)(1\d|20)(\d{2})\s?[-–/]\s?(\d{2})(?!\d)/g
/**
 * What stands before a year that is asked for. "The 2015 accord" is a name: the sentence that answers need not repeat it.
 */
const ASKED_AFTER =
  /(?:\b(?:in|from|to|until|till|since|before|after|during|between|by|and|around|early|late|mid|season|year)|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{1,2},?)?|[-–/])\s?$/i
/** Characters of "september 30, " and the like. */
const LONGEST_LEAD = 16
/** How far "before 1990" and "after 1990" reach where only one year is named. */
const OPEN_YEARS = 3

/** Null where the question names no year: then dates say nothing. */
export function askedYears(question: string): AskedYears | null {
  const years = yearsIn(question, (before) => ASKED_AFTER.test(before))
  if (years.length === 0) return null
  const [first, last] = [Math.min(...years), Math.max(...years)]
  if (first !== last) return { first, last }
  if (/\b(?:before|until|till)\b/i.test(question)) return { first: first - OPEN_YEARS, last }
  if (/\b(?:after|since)\b/i.test(question)) return { first, last: last + OPEN_YEARS }
  return { first, last }
}

/**
 * How well the years that a sentence names fit the years asked for, -0.5 to 1: 1 names both ends (or the one year), less
 * for one end, a year in between or a period around them; below 0 names other years only; 0 names none, which may be right.
 * Sentences about the same thing at different times share nearly all their words and meaning; the year tells them apart.
 */
export function yearAgreement({ first, last }: AskedYears, sentence: string): number {
  const years = yearsIn(sentence)
  if (years.length === 0) return 0
  const named =
    (first === last ? 1 : 0.6) * Number(years.includes(first)) + 0.4 * Number(first !== last && years.includes(last))
  if (named > 0) return named
  if (years.some((year) => year > first && year < last)) return 0.5
  if (Math.min(...years) <= first && Math.max(...years) >= last) return 0.4
  return years.some((year) => Math.abs(year - first) <= 1) ? 0.1 : -0.5
}

/** A sentence without a year speaks of the time that the sentence before it named, or of another: half as surely. */
const CARRIED = 0.5

/** @param agreements one a sentence of a passage, in order, 0 where it names no year. @returns with what it takes over from before. */
export function carriedAgreements(agreements: readonly number[]): number[] {
  let last = 0
  return agreements.map((agreement) => {
    if (agreement === 0) return CARRIED * last
    last = agreement
    return agreement
  })
}

/** How many of the two ends of the period, or of the one year, that are asked for the texts name, over 2: 0, 0.5 or 1. */
export function yearsNamed({ first, last }: AskedYears, texts: readonly string[]): number {
  const named = new Set(texts.flatMap((text) => yearsIn(text)))
  return [...new Set([first, last])].filter((year) => named.has(year)).length / 2
}

/** @param counts told what stands before a year, says whether it counts; all do unless told. */
function yearsIn(text: string, counts: (before: string) => boolean = () => true): number[] {
  const found = (pattern: RegExp) =>
    [...text.matchAll(pattern)].filter(({ index }) => counts(text.slice(Math.max(0, index - LONGEST_LEAD), index)))
  const years = found(YEAR).map(([year]) => Number(year))
  const short = found(SHORT_RANGE).map(([, century, , end]) => Number(`${century}${end}`))
  return [...years, ...short]
}
