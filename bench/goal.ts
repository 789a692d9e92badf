import { type Range, ratioRange } from './statistics.js'

export interface Judged extends Range {
  /** In words, e.g. `at least 2`. */
  readonly goal: string
  /** Whether the median meets it. */
  readonly met: boolean
}

/** A figure that should not be below the bound. */
export const atLeast = (bound: number, ratios: readonly number[]): Judged => {
  const range = ratioRange(ratios)
  return { ...range, goal: `at least ${bound}`, met: range.median >= bound }
}

/** A figure that should not be above the bound. */
export const atMost = (bound: number, ratios: readonly number[]): Judged => {
  const range = ratioRange(ratios)
  return { ...range, goal: `at most ${bound}`, met: range.median <= bound }
}
