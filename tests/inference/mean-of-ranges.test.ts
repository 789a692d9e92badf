import fc from 'fast-check'
import { expect, test } from 'vitest'
import { meanOfRanges } from '../../src/inference/mean-of-ranges.js'

const tokens = { data: Float32Array.of(1, 2, 3, 4, 5, 6), dims: [3, 2] }

test.each([
  ['one token is itself', [{ start: 1, end: 2 }], [3, 4]],
  ['all tokens', [{ start: 0, end: 3 }], [3, 4]],
  [
    'ranges may overlap',
    [
      { start: 0, end: 2 },
      { start: 1, end: 3 },
    ],
    [2, 3, 4, 5],
  ],
  ['an empty range gives zeros', [{ start: 2, end: 2 }], [0, 0]],
  ['a range is cut at the last token', [{ start: 2, end: 9 }], [5, 6]],
  ['no ranges give no rows', [], []],
])('%s', (_, ranges, expected) => {
  const { data, dims } = meanOfRanges(tokens, ranges)
  expect([...data]).toEqual(expected)
  expect(dims).toEqual([ranges.length, 2])
})

test('the mean lies between the smallest and the largest value', async () => {
  await fc.assert(
    fc.property(fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1 }), (values) => {
      const column = { data: Float32Array.from(values), dims: [values.length, 1] }
      const [mean] = meanOfRanges(column, [{ start: 0, end: values.length }]).data
      expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - 1e-4)
      expect(mean).toBeLessThanOrEqual(Math.max(...values) + 1e-4)
    }),
  )
})
