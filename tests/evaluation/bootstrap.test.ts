import { describe, expect, test } from 'vitest'
import { bootstrap, meanEstimate, quantile, seededRandom } from '../../src/evaluation/bootstrap.js'

describe('a bootstrap interval', () => {
  const values = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0))

  test('holds the value and is about as wide as the normal approximation', () => {
    const { value, low, high, questions } = meanEstimate(values)!
    expect({ value, questions }).toEqual({ value: 0.25, questions: 400 })
    const halfWidth = 1.96 * Math.sqrt((0.25 * 0.75) / 400)
    expect(low).toBeGreaterThan(0.25 - 1.2 * halfWidth)
    expect(low).toBeLessThan(0.25 - 0.8 * halfWidth)
    expect(high).toBeGreaterThan(0.25 + 0.8 * halfWidth)
    expect(high).toBeLessThan(0.25 + 1.2 * halfWidth)
  })

  test('is the same for the same seed and another for another', () => {
    expect(meanEstimate(values, { seed: 5 })).toEqual(meanEstimate(values, { seed: 5 }))
    expect(meanEstimate(values, { seed: 5 })).not.toEqual(meanEstimate(values, { seed: 6 }))
  })

  test('has no width where all questions are alike', () => {
    expect(meanEstimate([1, 1, 1])).toEqual({ value: 1, low: 1, high: 1, questions: 3 })
  })

  test('is absent without questions or where the statistic is undefined', () => {
    expect(meanEstimate([])).toBeNull()
    expect(bootstrap(3, () => null)).toBeNull()
  })

  test('draws as many questions as there are', () => {
    const drawn = new Set<number>()
    bootstrap(7, (weights) => {
      drawn.add(weights.reduce((sum, weight) => sum + weight, 0))
      return 0
    })
    expect([...drawn]).toEqual([7])
  })
})

test('a quantile lies between the values around it', () => {
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
  expect(quantile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8, 12)
  expect(() => quantile([], 0.5)).toThrow(RangeError)
})

test('seeded numbers are the same on every machine', () => {
  const random = seededRandom(1)
  expect([random(), random()].map((value) => value.toFixed(6))).toEqual(['0.627074', '0.002736'])
})
