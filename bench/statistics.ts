/** The value below which a share of the values lies, by linear interpolation (Hyndman & Fan type 7). */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('a quantile of no values is undefined')
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const below = Math.floor(position)
  return sorted[below]! + (position - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!)
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export interface Range {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** Of one ratio measured in several repeats, to two decimals. */
export function ratioRange(ratios: readonly number[]): Range {
  const round = (value: number) => Number(value.toFixed(2))
  return { min: round(Math.min(...ratios)), median: round(median(ratios)), max: round(Math.max(...ratios)) }
}
