import { describe, expect, test } from 'vitest'
import { formatReference } from '../../../src/citations/format-reference.js'
import { accessed, type ItemShape, itemShapes, metadataOf } from '../item-shapes.js'

type Case = [shape: ItemShape, rule: string, markdown: string]

describe('a note in Chicago style (Manual of Style, 17th edition)', () => {
  const cases: Case[] = [
    [
      'one author',
      '14.191, 14.198',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'no author',
      '14.199: begins with the headline',
      '“Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'two authors',
      '14.76',
      'Ada Maria Brook and Jean-Luc Roy, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'three authors',
      '14.76',
      'Ada Maria Brook, Jean-Luc Roy, and Mina Okafor, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'four authors',
      '14.76: et al. from four on',
      'Ada Maria Brook et al., “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'eleven authors',
      '14.76',
      'GivenA FamilyA et al., “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'twenty-one authors',
      '14.76',
      'GivenA FamilyA et al., “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'corporate author',
      '14.84',
      'Harbour Commission, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'publisher is the author',
      '14.84',
      'The Shore, “Low water in the harbour,” May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'person and organisation',
      '14.191',
      'Ada Maria Brook and Shore Data Desk, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'no date',
      '14.12, 14.207: access date',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, accessed November 24, 2026, <https://example.org/low-water>.',
    ],
    [
      'year only',
      '14.191',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, 2026, <https://example.org/low-water>.',
    ],
    [
      'month only',
      '14.191',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, September 2026, <https://example.org/low-water>.',
    ],
    [
      'updated',
      '14.13, 14.191',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, May 4, 2026, updated June 12, 2026, <https://example.org/low-water>.',
    ],
    [
      'updated on the day',
      '14.191',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'updated, first date unknown',
      '14.13',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, updated June 12, 2026, <https://example.org/low-water>.',
    ],
    [
      'quotation marks in the title',
      '14.94: marks inside switch',
      'Ada Maria Brook, “Mayor calls quay ‘a gift of the “old sea”’ again,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'title ends in quotation marks',
      '6.9: comma inside all marks',
      'Ada Maria Brook, “Mayor says quay is ‘a gift,’” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'title ends in a question mark',
      '14.96: comma stays',
      'Ada Maria Brook, “Who moved the quay?,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'title ends in an exclamation mark',
      '14.96',
      'Ada Maria Brook, “Mind the quay!,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'title ends in a full stop',
      '14.191',
      'Ada Maria Brook, “The quay moved,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'title with an apostrophe and a single-quoted word',
      '14.191',
      "Ada Maria Brook, “The mayor's ‘gift’ to the boys,” *Shore*, May 4, 2026, <https://example.org/low-water>.",
    ],
    [
      'accented name',
      '14.191',
      'Łukasz Émile Ångström, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    ['family name first', '16.76', '王小明, “港口水位低,” *海岸报*, May 4, 2026, <https://example.org/low-water>.'],
    [
      'particle with the family name',
      '14.191',
      'Vincent van der Meer, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'particle with the given name',
      '14.191',
      'Ludwig von Stein, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'suffix Jr.',
      '6.43: no comma',
      'Martin L. Kane Jr., “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'suffix III',
      '6.43',
      'John Dale III, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'initials without spaces',
      '10.12: space between initials',
      'J. R. Moss, “Low water in the harbour,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    ['no address', '14.191', 'Ada Maria Brook, “Low water in the harbour,” *Shore*, May 4, 2026.'],
    [
      'no publication',
      '14.191',
      'Ada Maria Brook, “Low water in the harbour,” May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'title and address alone',
      '14.79, 14.207',
      '“Low water in the harbour,” accessed November 24, 2026, <https://example.org/low-water>.',
    ],
    [
      'no title',
      'chosen: docs/citations.md',
      'Ada Maria Brook, untitled article, *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    ['address alone', '14.207', 'Untitled article, accessed November 24, 2026, <https://example.org/low-water>.'],
    [
      'long title with a subtitle',
      '14.191',
      'Ada Maria Brook, “The harbour that forgot its own name: how a town of four thousand lost its water and found a museum,” *Shore*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'foreign publication with an article',
      '14.194: foreign article stays',
      'Ada Maria Brook, “Low water in the harbour,” *The Kust*, May 4, 2026, <https://example.org/low-water>.',
    ],
    [
      'retracted',
      'chosen: docs/citations.md',
      'Ada Maria Brook, “Low water in the harbour,” *Shore*, May 4, 2026, retracted, <https://example.org/low-water>.',
    ],
  ]

  test.each(cases)('%s (%s)', (shape, _, expected) => {
    expect(formatReference(metadataOf(shape), 'chicago-note', { accessed, markup: 'markdown' })).toBe(expected)
  })

  test('has an expectation for every shape', () => {
    expect(cases.map(([shape]) => shape)).toEqual(Object.keys(itemShapes))
  })
})

describe('a short note in Chicago style (17th edition)', () => {
  const cases: Case[] = [
    ['one author', '14.30', 'Brook, “Low water.”'],
    ['no author', '14.199', '“Low water.”'],
    ['two authors', '14.32', 'Brook and Roy, “Low water.”'],
    ['three authors', '14.32', 'Brook, Roy, and Okafor, “Low water.”'],
    ['four authors', '14.32: et al. from four on', 'Brook et al., “Low water.”'],
    ['eleven authors', '14.30', 'FamilyA et al., “Low water.”'],
    ['twenty-one authors', '14.30', 'FamilyA et al., “Low water.”'],
    ['corporate author', '14.30', 'Harbour Commission, “Low water.”'],
    ['publisher is the author', '14.30', 'The Shore, “Low water.”'],
    ['person and organisation', '14.30', 'Brook and Shore Data Desk, “Low water.”'],
    ['no date', '14.30', 'Brook, “Low water.”'],
    ['year only', '14.30', 'Brook, “Low water.”'],
    ['month only', '14.30', 'Brook, “Low water.”'],
    ['updated', '14.30', 'Brook, “Low water.”'],
    ['updated on the day', '14.30', 'Brook, “Low water.”'],
    ['updated, first date unknown', '14.30', 'Brook, “Low water.”'],
    ['quotation marks in the title', '14.33', 'Brook, “Mayor calls quay.”'],
    ['title ends in quotation marks', '14.33', 'Brook, “Mayor says quay.”'],
    ['title ends in a question mark', '14.33', 'Brook, “Who moved the quay?”'],
    ['title ends in an exclamation mark', '14.30', 'Brook, “Mind the quay!”'],
    ['title ends in a full stop', '14.30', 'Brook, “Quay moved.”'],
    ['title with an apostrophe and a single-quoted word', '14.30', "Brook, “Mayor's ‘gift.’”"],
    ['accented name', '14.30', 'Ångström, “Low water.”'],
    ['family name first', '14.30', '王小明, “港口水位低.”'],
    ['particle with the family name', '14.30', 'van der Meer, “Low water.”'],
    ['particle with the given name', '14.30', 'Stein, “Low water.”'],
    ['suffix Jr.', '14.30', 'Kane, “Low water.”'],
    ['suffix III', '14.30', 'Dale, “Low water.”'],
    ['initials without spaces', '14.30', 'Moss, “Low water.”'],
    ['no address', '14.30', 'Brook, “Low water.”'],
    ['no publication', '14.30', 'Brook, “Low water.”'],
    ['title and address alone', '14.30', '“Low water.”'],
    ['no title', '14.33', 'Brook, untitled article.'],
    ['address alone', '14.30', 'Untitled article.'],
    [
      'long title with a subtitle',
      '14.33: no first article, no subtitle, four words at most',
      'Brook, “Harbour that forgot.”',
    ],
    ['foreign publication with an article', '14.30', 'Brook, “Low water.”'],
    ['retracted', '14.30', 'Brook, “Low water.”'],
  ]

  test.each(cases)('%s (%s)', (shape, _, expected) => {
    expect(formatReference(metadataOf(shape), 'chicago-short-note', { accessed, markup: 'markdown' })).toBe(expected)
  })

  test('has an expectation for every shape', () => {
    expect(cases.map(([shape]) => shape)).toEqual(Object.keys(itemShapes))
  })
})
