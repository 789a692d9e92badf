import { median } from '../statistics.js'

/** Least squares: by how much `values` rises for one more of `at`. */
export function slope(at: readonly number[], values: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length
  const [meanAt, meanValue] = [mean(at), mean(values)]
  const rise = at.reduce((sum, one, i) => sum + (one - meanAt) * (values[i]! - meanValue), 0)
  return rise / at.reduce((sum, one) => sum + (one - meanAt) ** 2, 0)
}

/** The median of the last quarter of the values over that of the first; at least four values. */
export function lastQuarterOverFirst(values: readonly number[]): number {
  if (values.length < 4) throw new RangeError('a quarter of fewer than four values is undefined')
  const quarter = Math.ceil(values.length / 4)
  return median(values.slice(-quarter)) / median(values.slice(0, quarter))
}
