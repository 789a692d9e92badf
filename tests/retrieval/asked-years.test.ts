import { describe, expect, test } from 'vitest'
import { askedYears, carriedAgreements, yearAgreement, yearsNamed } from '../../src/retrieval/asked-years.js'

describe('the years of a question', () => {
  test.each([
    ['Who led the council from 1968 to 1971?', { first: 1968, last: 1971 }],
    ['Who led the council in 1968?', { first: 1968, last: 1968 }],
    ['Who led the council in the season 1998–99?', { first: 1998, last: 1999 }],
    ['Who led the council before 1968?', { first: 1965, last: 1968 }],
    ['Who has led the council since 1968?', { first: 1968, last: 1971 }],
    ['Who led the council between Mar 2003 and 2001?', { first: 2001, last: 2003 }],
    ['Who led the council by Sept. 30, 1968?', { first: 1968, last: 1968 }],
    ['Who led the council?', null],
    ['Who signed the 1968 accord?', null],
    ['1968 was a year of what?', null],
    ['Why did 1,500 people and 0.1999 of them leave?', null],
    ['What is part 20011?', null],
  ])('%s', (question, expected) => {
    expect(askedYears(question)).toEqual(expected)
  })
})

describe('the years of a sentence, asked for 1968 to 1971', () => {
  const asked = { first: 1968, last: 1971 }
  const agreement = (sentence: string) => yearAgreement(asked, sentence)

  test.each([
    ['both ends', 'She led it from 1968 to 1971.', 1],
    ['the first year', 'She took over in 1968.', 0.6],
    ['the last year', 'She left in 1971.', 0.4],
    ['a year in between', 'In 1970 she was still there.', 0.5],
    ['a period around them', 'He served from 1960 to 1980.', 0.4],
    ['the year before', 'He was elected in 1967.', 0.1],
    ['another time', 'He led it from 1990 to 1995.', -0.5],
    ['no year', 'He led it for long.', 0],
  ])('%s', (_, sentence, expected) => {
    expect(agreement(sentence)).toBeCloseTo(expected, 12)
  })

  test('one year asked for is met in full by that year', () => {
    expect(yearAgreement({ first: 1968, last: 1968 }, 'She took over in 1968.')).toBe(1)
  })
})

describe('a passage', () => {
  test.each([
    ['goes on in the time that was named before', [0, 1, 0, 0], [0, 1, 0.5, 0.5]],
    ['leaves it where another is named', [1, 0, -0.5, 0], [1, 0.5, -0.5, -0.25]],
    ['without years says nothing of time', [0, 0], [0, 0]],
    ['without sentences too', [], []],
  ])('%s', (_, agreements, expected) => {
    expect(carriedAgreements(agreements)).toEqual(expected)
  })

  test.each([
    ['both ends', { first: 1968, last: 1971 }, ['In 1968', 'until 1971'], 1],
    ['one end', { first: 1968, last: 1971 }, ['In 1968', 'until 1972'], 0.5],
    ['none', { first: 1968, last: 1971 }, ['In 1969'], 0],
    ['the one year', { first: 1968, last: 1968 }, ['In 1968, in 1968'], 0.5],
  ])('names %s of the years asked for', (_, asked, texts, expected) => {
    expect(yearsNamed(asked, texts)).toBe(expected)
  })
})
