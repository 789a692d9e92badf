/** Numbers and dates as the browser's own language writes them. */
export const formatNumber = (value: number): string => value.toLocaleString()

export const formatPercent = (share: number): string =>
  share.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 0 })

/** Two digits of it, so that one in a thousand is not none. */
export const formatSmallPercent = (share: number): string =>
  share.toLocaleString(undefined, { style: 'percent', maximumSignificantDigits: 2 })

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

/** A length of time in the unit that fits it: `840 ms`, `1.2 s`, `3 min`, `5 h`. */
export function formatDuration(durationMs: number): string {
  const [value, unit] = inFittingUnit(durationMs)
  return value.toLocaleString(undefined, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && unit !== 'millisecond' ? 1 : 0,
  })
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Below two of a unit the smaller one says more. */
function inFittingUnit(durationMs: number): [number, string] {
  if (durationMs < SECOND_MS) return [durationMs, 'millisecond']
  if (durationMs < 2 * MINUTE_MS) return [durationMs / SECOND_MS, 'second']
  if (durationMs < 2 * HOUR_MS) return [durationMs / MINUTE_MS, 'minute']
  return durationMs < 2 * DAY_MS ? [durationMs / HOUR_MS, 'hour'] : [durationMs / DAY_MS, 'day']
}

const MEGABYTE = 1_000_000

export const formatBytes = (bytes: number): string =>
  (bytes / MEGABYTE).toLocaleString(undefined, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 })

export const formatTime = (at: number, seconds: 'seconds' | null = null): string =>
  new Date(at).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds === null ? {} : { second: '2-digit' }),
  })
