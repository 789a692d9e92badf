import { expect, test } from 'vitest'
import { edtfInterval, publicationRange } from '../../src/search-index/edtf-interval.js'

test.each([
  ['2024', '2024-01-01', '2024-12-31'],
  ['2024-02', '2024-02-01', '2024-02-31'],
  ['2024-02-14', '2024-02-14', '2024-02-14'],
])('%s may be any day from %s to %s', (date, first, last) => {
  expect(edtfInterval(date)).toEqual({ first, last })
})

test.each(['', '2024-00', '2024-02-00', '2024-02-14T10:00', '02-2024', '2024-02-14\n'])('%j is no date', (date) => {
  expect(edtfInterval(date)).toBeNull()
})

test.each([
  [[], null, null],
  [['2024'], '2024', '2024'],
  [['2024-05', '2023', '2023-11-02', '2024'], '2023', '2024'],
  [['2024-12-30', '2024-03', 'soon'], '2024-03', '2024-12-30'],
])('the dates %j reach from %s to %s', (dates, first, last) => {
  expect(publicationRange(dates)).toEqual({ first, last })
  expect(publicationRange([...dates].reverse())).toEqual({ first, last })
})
