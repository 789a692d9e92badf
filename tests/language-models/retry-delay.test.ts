import { expect, test } from 'vitest'
import { parseRetryAfterMs, retryDelayMs } from '../../src/language-models/retry-delay.js'

test.each([
  [0, null, 0, 0],
  [0, null, 0.5, 250],
  [1, null, 0.5, 500],
  [3, null, 0.5, 2_000],
  [9, null, 0.5, 4_000],
  [0, 3_000, 0, 3_000],
  [1, 3_000, 0.5, 3_500],
])('retry %i after %s with the random number %f comes after %i ms', (retry, retryAfterMs, random, expected) => {
  expect(retryDelayMs(retry, retryAfterMs, () => random)).toBe(expected)
})

test.each([
  ['3', 3_000],
  ['0.5', 500],
  ['Tue, 03 Feb 2026 04:05:10 GMT', 4_000],
  ['Tue, 03 Feb 2026 04:05:00 GMT', 0],
  ['-1', null],
  ['soon', null],
  ['2026', 2_026_000],
  ['', null],
])('Retry-After: %j means %s ms', (value, expected) => {
  expect(parseRetryAfterMs(new Headers({ 'Retry-After': value }), Date.parse('2026-02-03T04:05:06Z'))).toBe(expected)
})

test('no Retry-After asks for nothing', () => {
  expect(parseRetryAfterMs(new Headers(), 0)).toBeNull()
})
