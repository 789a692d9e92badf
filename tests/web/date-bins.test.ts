import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateBins } from '../../web/library/date-bins.js'
import { everything } from '../../web/library/selection.js'

const facets = (published: Readonly<Record<string, number>>) =>
  Object.entries(published).map(([value, articles]) => ({ value, articles }))
const at = (publishedFrom: string, publishedTo: string) => ({ ...everything, publishedFrom, publishedTo })

describe('the bins of publication dates', () => {
  test.each([
    ['few months', { '2025-11': 2, '2026-01': 1 }, 'month', ['2025-11: 2', '2025-12: 0', '2026-01: 1']],
    [
      'more than three years',
      { '2022-01': 1, '2026-01': 2 },
      'year',
      ['2022: 1', '2023: 0', '2024: 0', '2025: 0', '2026: 2'],
    ],
    ['a year alone, which has no month', { '2025': 3, '2025-02': 1, '2026-01': 2 }, 'year', ['2025: 4', '2026: 2']],
    ['nothing', {}, 'year', []],
  ])('are of one length and without gaps: %s', (_, published, unit, expected) => {
    const shown = dateBins(facets(published), everything)
    expect(shown.unit).toBe(unit)
    expect(shown.bins.map(({ from, articles }) => `${from}: ${articles}`)).toEqual(expected)
  })

  test('are the months of the only year, where one article has no month', () => {
    const { unit, bins, yearOnly } = dateBins(facets({ '2026': 1, '2026-01': 1, '2026-11': 6 }), everything)
    expect(unit).toBe('month')
    expect(bins.map(({ articles }) => articles)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0])
    expect(yearOnly).toBe(1)
  })

  test('are decades over centuries', () => {
    const { unit, bins } = dateBins(facets({ '1871': 1, '1968': 2, '2026-02': 3 }), everything)
    expect(unit).toBe('decade')
    expect(bins[0]).toEqual({ from: '1870', to: '1879', articles: 1 })
    expect(bins.at(-1)).toEqual({ from: '2020', to: '2029', articles: 3 })
  })

  test('are the months of the year that was chosen, without those dated by the year alone', () => {
    const published = facets({ '2024-05': 9, '2025': 3, '2025-02': 1, '2025-12': 2 })
    for (const chosen of [at('2025', '2025'), at('2025-02', '2025-02'), at('2025-02', '2025-12-31')]) {
      const { unit, bins, yearOnly } = dateBins(published, chosen)
      expect(unit).toBe('month')
      expect(bins.map(({ articles }) => articles)).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
      expect(yearOnly).toBe(3)
    }
  })

  test('hold every article once', () => {
    const date = fc.oneof(
      fc.integer({ min: 1500, max: 2100 }).map(String),
      fc
        .tuple(fc.integer({ min: 1990, max: 2030 }), fc.integer({ min: 1, max: 12 }))
        .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`),
    )
    void fc.assert(
      fc.property(fc.dictionary(date, fc.integer({ min: 1, max: 50 })), (published) => {
        const { bins, yearOnly } = dateBins(facets(published), everything)
        const inBins = bins.reduce((sum, { articles }) => sum + articles, yearOnly)
        expect(inBins).toBe(Object.values(published).reduce((sum, count) => sum + count, 0))
      }),
    )
  })
})
