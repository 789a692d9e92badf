import { describe, expect, test } from 'vitest'
import { asksForNow, recency } from '../../src/retrieval/recency.js'

describe('a question about the present', () => {
  test.each([
    'Which bridge was closed this week?',
    'Who currently leads the council?',
    'What is the latest figure?',
    'How has the price moved recently?',
    'What did the minister say yesterday?',
  ])('is told by its words: %s', (question) => {
    expect(asksForNow(question)).toBe(true)
  })

  test.each([
    'Who led the council in 1968?',
    'What is a currentless motor?',
    'Did they know?',
    'Which new bridge was closed?',
  ])('is none: %s', (question) => {
    expect(asksForNow(question)).toBe(false)
  })
})

describe('recency', () => {
  test.each([
    ['the newest day', '2026-03-31', '2026-03-31', 1],
    ['a year before', '2025-03-31', '2026-03-31', 0.5],
    ['a month, which counts as its last day', '2026-03', '2026-03-31', 1],
    ['a year, which counts as its last day', '2025', '2025-12-31', 1],
    ['a date that reaches beyond the newest day', '2026', '2026-03-31', 1],
    ['no date', null, '2026-03-31', 0],
  ])('of %s', (_, published, newest, expected) => {
    expect(recency(published, newest)).toBeCloseTo(expected, 12)
  })

  test('falls from day to day', () => {
    expect(recency('2026-03-29', '2026-03-31')).toBeLessThan(recency('2026-03-30', '2026-03-31'))
  })
})
