import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barLength, timeTicks, valueTicks } from '../../web/status/scales.js'

const HOUR_MS = 3_600_000

describe('the ticks of values', () => {
  test.each([
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [60, [0, 20, 40, 60]],
    [1_260, [0, 500, 1_000, 1_500]],
  ])('up to %i are round', (most, expected) => {
    expect(valueTicks(most, 4)).toEqual(expected)
  })

  test('begin at 0, reach the greatest value, and are few', () => {
    void fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (most) => {
        const ticks = valueTicks(most, 4)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most)
        expect(ticks.length).toBeLessThanOrEqual(6)
      }),
    )
  })
})

test('the ticks of time stand on the clock, within the range, and are few', () => {
  const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) })
  void fc.assert(
    fc.property(moment, fc.integer({ min: HOUR_MS, max: 25 * HOUR_MS }), (from, length) => {
      const ticks = timeTicks({ from, to: from + length }, 8)
      expect(ticks.length).toBeGreaterThan(0)
      expect(ticks.length).toBeLessThanOrEqual(9)
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(from)
        expect(tick).toBeLessThanOrEqual(from + length)
        expect(new Date(tick).getMinutes() % 5).toBe(0)
      }
    }),
  )
})

test.each([
  [1, 5],
  [4, 5],
  [8, 10],
  [24, 30],
])('bars over %i hours last %i minutes', (hours, minutes) => {
  expect(barLength({ from: 0, to: hours * HOUR_MS }, 48, 5)).toBe(minutes * 60_000)
})
