import fc from 'fast-check'
import { expect, test } from 'vitest'
import { edtfInterval, readDate } from '../../src/articles/edtf-date.js'

test.each([
  ['2026', '2026'],
  ['2026-02', '2026-02'],
  ['2026-02-14', '2026-02-14'],
  ['2026/2/4', '2026-02-04'],
  ['20260214', '2026-02-14'],
  ['2026-05-04T23:30:00-07:00', '2026-05-04'],
  ['2026-05-04 01:15', '2026-05-04'],
  ['May 4, 2026', '2026-05-04'],
  ['Monday, May 4th, 2026', '2026-05-04'],
  ['May 4, 2026 at 10:00 am EST', '2026-05-04'],
  ['4 May 2026', '2026-05-04'],
  ['Mon, 04 May 2026 10:00:00 +0000', '2026-05-04'],
  ['4th of Sept. 2026', '2026-09-04'],
  ['February 2026', '2026-02'],
  ['Feb. 2026', '2026-02'],
  ['25/12/2024', '2024-12-25'],
  ['12/25/2024', '2024-12-25'],
  ['29 February 2024', '2024-02-29'],
])('%s is %s', (written, date) => {
  expect(readDate(written)).toEqual({ kind: 'date', date })
})

test.each([
  ['2024-02-30', 'impossible'],
  ['2023-02-29', 'impossible'],
  ['2024-13', 'impossible'],
  ['1900-02-29', 'impossible'],
  ['April 31, 2024', 'impossible'],
  ['2024-00-10', 'impossible'],
  ['03/04/2024', 'ambiguous'],
  ['03.04.2024', 'ambiguous'],
  ['spring 2024', 'unrecognised'],
  ['yesterday', 'unrecognised'],
  ['2024 was a year', 'unrecognised'],
  ['', 'unrecognised'],
])('%s is %s and gives no date', (written, kind) => {
  expect(readDate(written)).toEqual({ kind, problem: expect.stringContaining('"') })
})

test.each([
  ['2026', '2026-01-01', '2026-12-31'],
  ['2026-02', '2026-02-01', '2026-02-28'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2026-04', '2026-04-01', '2026-04-30'],
  ['2026-02-14', '2026-02-14', '2026-02-14'],
])('%s lasts from %s to %s', (date, first, last) => {
  expect(edtfInterval(date)).toEqual({ first, last })
})

test('a day is read as it was written, and no day is invented', async () => {
  await fc.assert(
    fc.property(fc.date({ min: new Date('1000-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }), (day) => {
      const date = day.toISOString().slice(0, 10)
      expect(readDate(date)).toEqual({ kind: 'date', date })
      expect(readDate(day.toISOString())).toEqual({ kind: 'date', date })
      expect(readDate(date.slice(0, 7))).toEqual({ kind: 'date', date: date.slice(0, 7) })
    }),
  )
})
