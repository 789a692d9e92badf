/** Numbers and dates as the browser's own language writes them. */
export const formatNumber = (value: number): string => value.toLocaleString()

export const formatPercent = (share: number): string =>
  share.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 0 })

export const formatMoment = (at: number | string): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })

const precisions = [
  { year: 'numeric' },
  { year: 'numeric', month: 'long' },
  { year: 'numeric', month: 'long', day: 'numeric' },
] as const

/** @param date EDTF: a year, a month or a day; as precise as it is written. What is none of them is shown as it stands. */
export function formatDate(date: string): string {
  const parts = date.split('-').map(Number)
  const precision = precisions[parts.length - 1]
  const [year, month = 1, day = 1] = parts
  if (precision === undefined || year === undefined || !parts.every(Number.isInteger)) return date
  const at = new Date(Date.UTC(year, month - 1, day))
  at.setUTCFullYear(year)
  return at.toLocaleDateString(undefined, { ...precision, timeZone: 'UTC' })
}

/** @param tag BCP 47; what is none, or has no name, is shown as it stands. */
export function formatLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
