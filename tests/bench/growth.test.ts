import { expect, test } from 'vitest'
import { lastQuarterOverFirst, slope } from '../../bench/answers/growth.js'

test('the slope is the rise for one more, also where values scatter about it', () => {
  expect(slope([0, 200, 400], [10, 12, 14])).toBeCloseTo(0.01)
  expect(slope([0, 1, 2, 3], [1, 0, 3, 2])).toBeCloseTo(0.6)
  expect(slope([0, 1, 2], [5, 5, 5])).toBe(0)
})

test('growth compares the medians of the last and the first quarter, so that one outlier is none', () => {
  expect(lastQuarterOverFirst([10, 10, 10, 11])).toBeCloseTo(1.1)
  expect(lastQuarterOverFirst([10, 10, 99, 10, 10, 10, 10, 10, 20, 20, 1])).toBe(2)
  expect(() => lastQuarterOverFirst([1, 2, 3])).toThrow(RangeError)
})
