import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LatencyHistogram } from '../../src/metrics/latency-histogram.js'

/** The smallest value that at least this share of all does not exceed. */
function exactQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1]!
}

const histogramOf = (values: readonly number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram()
  for (const value of values) histogram.add(value)
  return histogram
}

/** As many of each order of magnitude, which durations have. */
const duration = fc
  .double({ min: Math.log(0.1), max: Math.log(600_000), noNaN: true })
  .map((logarithm) => Math.min(Math.max(Math.exp(logarithm), 0.1), 600_000))

test('a quantile is within 5 % of the exact one', () => {
  void fc.assert(
    fc.property(
      fc.array(duration, { minLength: 1, maxLength: 300 }),
      fc.constantFrom(0.01, 0.5, 0.9, 0.95, 0.99, 1),
      (values, share) => {
        const exact = exactQuantile(values, share)
        const told = histogramOf(values).quantileMs(share)!
        expect(Math.abs(told - exact) / exact).toBeLessThan(0.05)
      },
    ),
    { numRuns: 1_000 },
  )
})

test.each([0, -1, 1e-9, 0.1])('%d ms counts as 0.1', (value) => {
  expect(histogramOf([value]).quantileMs(0.5)).toBeCloseTo(0.105, 3)
})

test('what takes longer than ten minutes counts as ten minutes', () => {
  const told = histogramOf([3_600_000, Number.POSITIVE_INFINITY]).quantileMs(1)!
  expect(Math.abs(told - 600_000) / 600_000).toBeLessThan(0.05)
})

test('of nothing there is no quantile', () => {
  expect(new LatencyHistogram().quantileMs(0.5)).toBeNull()
})
