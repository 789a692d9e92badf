/** A value and the interval in which it lies with 95 % confidence. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Questions that it rests on. */
  readonly questions: number
}

export interface BootstrapOptions {
  /** 1,000 unless told. */
  readonly resamples?: number
  /** The same seed gives the same interval. */
  readonly seed?: number
}

/**
 * A 95 % percentile interval: the statistic of `resamples` samples drawn from the questions with replacement, between its
 * 2.5 % and 97.5 % quantiles. Resamples where the statistic is undefined (null) are left out.
 *
 * @param statistic of how often each of the questions was drawn; all ones for the value itself.
 * @returns null where the statistic of the questions themselves is undefined.
 * @see Efron & Tibshirani 1993, chapter 13.
 */
export function bootstrap(
  questions: number,
  statistic: (weights: readonly number[]) => number | null,
  { resamples = 1_000, seed = 1 }: BootstrapOptions = {},
): Estimate | null {
  const value = statistic(new Array<number>(questions).fill(1))
  if (value === null) return null
  const random = seededRandom(seed)
  const drawn: number[] = []
  for (let resample = 0; resample < resamples; resample++) {
    const weights = new Array<number>(questions).fill(0)
    for (let draw = 0; draw < questions; draw++) weights[Math.floor(random() * questions)]!++
    const resampled = statistic(weights)
    if (resampled !== null) drawn.push(resampled)
  }
  return { value, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975), questions }
}

/** The mean of the values and its interval; null without values. */
export function meanEstimate(values: readonly number[], options?: BootstrapOptions): Estimate | null {
  if (values.length === 0) return null
  return bootstrap(
    values.length,
    (weights) => weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0) / values.length,
    options,
  )
}

/** The value below which a share of the values lies, by linear interpolation (Hyndman & Fan type 7). */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('a quantile of no values is undefined')
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * share
  const below = Math.floor(position)
  return sorted[below]! + (position - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!)
}

/** Numbers in [0, 1), the same in every run and on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
