import type { Facet } from '../filters/facets.js'
import type { Narrowing } from './selection.js'

export type BinUnit = 'month' | 'year' | 'decade'

/** The articles of some time, both ends included; EDTF. */
export interface DateBin {
  readonly from: string
  readonly to: string
  readonly articles: number
}

export interface DateBins {
  readonly unit: BinUnit
  /** Without gaps, in order; none where nothing is dated. */
  readonly bins: readonly DateBin[]
  /** Articles dated by their year alone, which are in none of the months. */
  readonly yearOnly: number
  /** The years that these are the parts of; null where they are those of all articles. */
  readonly within: { readonly first: number; readonly last: number } | null
}

const MOST_MONTHS = 36
const MOST_YEARS = 80
const YEARS_OF_DECADE = 10

/** Bins that are few enough to be told apart: months, years or decades of the chosen years, or else of all articles. */
export function dateBins(published: readonly Facet[], narrowing: Narrowing): DateBins {
  const within = yearsChosen(narrowing)
  const dated = published
    .map(({ value, articles }) => ({ ...dateOf(value), articles }))
    .filter(({ year }) => within === null || (year >= within.first && year <= within.last))
  const yearOnly = sum(dated.filter(({ month }) => month === null))
  if (within !== null && within.first === within.last) {
    return { unit: 'month', bins: monthBins(published, monthsOf(within.first)), yearOnly, within }
  }
  if (dated.length === 0) return { unit: 'year', bins: [], yearOnly: 0, within }
  // One bar for all would say nothing, and a single article without a month would take everybody's months away.
  const [{ year }] = dated as [Dated, ...Dated[]]
  const isOfOneYear = dated.every((one) => one.year === year)
  if (isOfOneYear && yearOnly > 0 && dated.some(({ month }) => month !== null)) {
    return { unit: 'month', bins: monthBins(published, monthsOf(year)), yearOnly, within }
  }
  const months = dated.map(monthNumber)
  const isByMonth =
    dated.every(({ month }) => month !== null) && Math.max(...months) - Math.min(...months) < MOST_MONTHS
  if (isByMonth) return { unit: 'month', bins: monthBins(published, months), yearOnly: 0, within }
  return { ...yearBins(dated), yearOnly: 0, within }
}

export const isChosen = ({ from, to }: DateBin, { publishedFrom, publishedTo }: Narrowing): boolean =>
  from === publishedFrom && to === publishedTo

/** Of a range that is open at one side all of its articles' years are shown: what lies outside is what it could be widened to. */
function yearsChosen({ publishedFrom, publishedTo }: Narrowing): DateBins['within'] {
  if (publishedFrom === '' || publishedTo === '') return null
  const [first, last] = [Number(publishedFrom.slice(0, 4)), Number(publishedTo.slice(0, 4))]
  return first <= last ? { first, last } : null
}

interface Dated {
  readonly year: number
  readonly month: number | null
  readonly articles: number
}

function yearBins(dated: readonly Dated[]): Pick<DateBins, 'unit' | 'bins'> {
  const years = dated.map(({ year }) => year)
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const width = last - first < MOST_YEARS ? 1 : YEARS_OF_DECADE
  const start = Math.floor(first / width) * width
  const bins = Array.from({ length: Math.floor((last - start) / width) + 1 }, (_, i) => {
    const from = start + i * width
    const inIt = dated.filter(({ year }) => year >= from && year < from + width)
    return { from: asYear(from), to: asYear(from + width - 1), articles: sum(inIt) }
  })
  return { unit: width === 1 ? 'year' : 'decade', bins }
}

function monthBins(published: readonly Facet[], months: readonly number[]): DateBin[] {
  const first = Math.min(...months)
  return Array.from({ length: Math.max(...months) - first + 1 }, (_, i) => {
    const month = first + i
    const value = `${asYear(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`
    return { from: value, to: value, articles: sum(published.filter((facet) => facet.value === value)) }
  })
}

function dateOf(value: string): Pick<Dated, 'year' | 'month'> {
  const [year, month] = value.split('-').map(Number)
  return { year: year!, month: month ?? null }
}

const monthsOf = (year: number): number[] => Array.from({ length: 12 }, (_, i) => year * 12 + i)
const monthNumber = ({ year, month }: Pick<Dated, 'year' | 'month'>): number => year * 12 + (month ?? 1) - 1

const asYear = (year: number): string => String(year).padStart(4, '0')
const sum = (of: readonly { readonly articles: number }[]): number =>
  of.reduce((all, { articles }) => all + articles, 0)
