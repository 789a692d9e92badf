import { describe, expect, test } from 'vitest'
import { formatReference } from '../../../src/citations/format-reference.js'
import { accessed, type ItemShape, itemShapes, metadataOf } from '../item-shapes.js'

type Case = [shape: ItemShape, rule: string, markdown: string]

describe('an entry of the bibliography in Chicago style (17th edition)', () => {
  const cases: Case[] = [
    [
      'one author',
      '14.191',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'no author',
      '14.199: under the newspaper',
      '*Shore*. “Low water in the harbour.” May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'two authors',
      '14.76',
      'Brook, Ada Maria, and Jean-Luc Roy. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'three authors',
      '14.76',
      'Brook, Ada Maria, Jean-Luc Roy, and Mina Okafor. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'four authors',
      '14.76: up to ten names',
      'Brook, Ada Maria, Jean-Luc Roy, Mina Okafor, and Tomás Ibáñez. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'eleven authors',
      '14.76: seven, et al.',
      'FamilyA, GivenA, GivenB FamilyB, GivenC FamilyC, GivenD FamilyD, GivenE FamilyE, GivenF FamilyF, GivenG FamilyG, et al. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'twenty-one authors',
      '14.76: seven, et al.',
      'FamilyA, GivenA, GivenB FamilyB, GivenC FamilyC, GivenD FamilyD, GivenE FamilyE, GivenF FamilyF, GivenG FamilyG, et al. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'corporate author',
      '14.84',
      'Harbour Commission. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'publisher is the author',
      '14.84',
      'The Shore. “Low water in the harbour.” May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'person and organisation',
      '14.21',
      'Brook, Ada Maria, and Shore Data Desk. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'no date',
      '14.12, 14.207',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*. Accessed November 24, 2026. <https://example.org/low-water>.',
    ],
    [
      'year only',
      '14.21',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*, 2026. <https://example.org/low-water>.',
    ],
    [
      'month only',
      '14.21',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*, September 2026. <https://example.org/low-water>.',
    ],
    [
      'updated',
      '14.13',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*, May 4, 2026, updated June 12, 2026. <https://example.org/low-water>.',
    ],
    [
      'updated on the day',
      '14.21',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'updated, first date unknown',
      '14.13',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*, updated June 12, 2026. <https://example.org/low-water>.',
    ],
    [
      'quotation marks in the title',
      '14.94',
      'Brook, Ada Maria. “Mayor calls quay ‘a gift of the “old sea”’ again.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in quotation marks',
      '6.9',
      'Brook, Ada Maria. “Mayor says quay is ‘a gift.’” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in a question mark',
      '14.96: no full stop',
      'Brook, Ada Maria. “Who moved the quay?” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in an exclamation mark',
      '14.96',
      'Brook, Ada Maria. “Mind the quay!” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in a full stop',
      '14.21',
      'Brook, Ada Maria. “The quay moved.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title with an apostrophe and a single-quoted word',
      '14.21',
      "Brook, Ada Maria. “The mayor's ‘gift’ to the boys.” *Shore*, May 4, 2026. <https://example.org/low-water>.",
    ],
    [
      'accented name',
      '14.21',
      'Ångström, Łukasz Émile. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    ['family name first', '16.76', '王小明. “港口水位低.” *海岸报*, May 4, 2026. <https://example.org/low-water>.'],
    [
      'particle with the family name',
      '16.71',
      'van der Meer, Vincent. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'particle with the given name',
      '16.71',
      'Stein, Ludwig von. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'suffix Jr.',
      '6.43: comma where inverted',
      'Kane, Martin L., Jr. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'suffix III',
      '6.43',
      'Dale, John, III. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'initials without spaces',
      '14.21',
      'Moss, J. R. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    ['no address', '14.21', 'Brook, Ada Maria. “Low water in the harbour.” *Shore*, May 4, 2026.'],
    [
      'no publication',
      '14.21',
      'Brook, Ada Maria. “Low water in the harbour.” May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title and address alone',
      '14.21',
      '“Low water in the harbour.” Accessed November 24, 2026. <https://example.org/low-water>.',
    ],
    ['no title', '14.21', 'Brook, Ada Maria. Untitled article. *Shore*, May 4, 2026. <https://example.org/low-water>.'],
    ['address alone', '14.21', 'Untitled article. Accessed November 24, 2026. <https://example.org/low-water>.'],
    [
      'long title with a subtitle',
      '14.21',
      'Brook, Ada Maria. “The harbour that forgot its own name: how a town of four thousand lost its water and found a museum.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'foreign publication with an article',
      '14.194',
      'Brook, Ada Maria. “Low water in the harbour.” *The Kust*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'retracted',
      'chosen: docs/citations.md',
      'Brook, Ada Maria. “Low water in the harbour.” *Shore*, May 4, 2026. Retracted. <https://example.org/low-water>.',
    ],
  ]

  test.each(cases)('%s (%s)', (shape, _, expected) => {
    expect(formatReference(metadataOf(shape), 'chicago-bibliography', { accessed, markup: 'markdown' })).toBe(expected)
  })

  test('has an expectation for every shape', () => {
    expect(cases.map(([shape]) => shape)).toEqual(Object.keys(itemShapes))
  })
})

describe('an entry in Chicago author-date style (17th edition)', () => {
  const cases: Case[] = [
    [
      'one author',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'no author',
      '15.49: under the newspaper',
      '*Shore*. 2026. “Low water in the harbour.” May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'two authors',
      '15.9',
      'Brook, Ada Maria, and Jean-Luc Roy. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'three authors',
      '15.9, 15.49',
      'Brook, Ada Maria, Jean-Luc Roy, and Mina Okafor. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'four authors',
      '15.9',
      'Brook, Ada Maria, Jean-Luc Roy, Mina Okafor, and Tomás Ibáñez. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'eleven authors',
      '15.9: seven, et al.',
      'FamilyA, GivenA, GivenB FamilyB, GivenC FamilyC, GivenD FamilyD, GivenE FamilyE, GivenF FamilyF, GivenG FamilyG, et al. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'twenty-one authors',
      '15.9, 15.49',
      'FamilyA, GivenA, GivenB FamilyB, GivenC FamilyC, GivenD FamilyD, GivenE FamilyE, GivenF FamilyF, GivenG FamilyG, et al. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'corporate author',
      '15.9, 15.49',
      'Harbour Commission. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'publisher is the author',
      '15.9, 15.49',
      'The Shore. 2026. “Low water in the harbour.” May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'person and organisation',
      '15.9, 15.49',
      'Brook, Ada Maria, and Shore Data Desk. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'no date',
      '15.44, 15.50',
      'Brook, Ada Maria. n.d. “Low water in the harbour.” *Shore*. Accessed November 24, 2026. <https://example.org/low-water>.',
    ],
    [
      'year only',
      '15.49: the year is not said twice',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*. <https://example.org/low-water>.',
    ],
    [
      'month only',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*, September 2026. <https://example.org/low-water>.',
    ],
    [
      'updated',
      '15.50',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*, May 4, 2026, updated June 12, 2026. <https://example.org/low-water>.',
    ],
    [
      'updated on the day',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'updated, first date unknown',
      '15.50',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*, updated June 12, 2026. <https://example.org/low-water>.',
    ],
    [
      'quotation marks in the title',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Mayor calls quay ‘a gift of the “old sea”’ again.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in quotation marks',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Mayor says quay is ‘a gift.’” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in a question mark',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Who moved the quay?” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in an exclamation mark',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Mind the quay!” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title ends in a full stop',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “The quay moved.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title with an apostrophe and a single-quoted word',
      '15.9, 15.49',
      "Brook, Ada Maria. 2026. “The mayor's ‘gift’ to the boys.” *Shore*, May 4, 2026. <https://example.org/low-water>.",
    ],
    [
      'accented name',
      '15.9, 15.49',
      'Ångström, Łukasz Émile. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'family name first',
      '15.9, 15.49',
      '王小明. 2026. “港口水位低.” *海岸报*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'particle with the family name',
      '15.9, 15.49',
      'van der Meer, Vincent. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'particle with the given name',
      '15.9, 15.49',
      'Stein, Ludwig von. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'suffix Jr.',
      '15.9, 15.49',
      'Kane, Martin L., Jr. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'suffix III',
      '15.9, 15.49',
      'Dale, John, III. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'initials without spaces',
      '15.9, 15.49',
      'Moss, J. R. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    ['no address', '15.9, 15.49', 'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*, May 4, 2026.'],
    [
      'no publication',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'title and address alone',
      '15.44, 15.50',
      '“Low water in the harbour.” n.d. Accessed November 24, 2026. <https://example.org/low-water>.',
    ],
    [
      'no title',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. Untitled article. *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    ['address alone', '15.44', 'Untitled article. n.d. Accessed November 24, 2026. <https://example.org/low-water>.'],
    [
      'long title with a subtitle',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “The harbour that forgot its own name: how a town of four thousand lost its water and found a museum.” *Shore*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'foreign publication with an article',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *The Kust*, May 4, 2026. <https://example.org/low-water>.',
    ],
    [
      'retracted',
      '15.9, 15.49',
      'Brook, Ada Maria. 2026. “Low water in the harbour.” *Shore*, May 4, 2026. Retracted. <https://example.org/low-water>.',
    ],
  ]

  test.each(cases)('%s (%s)', (shape, _, expected) => {
    expect(formatReference(metadataOf(shape), 'chicago-author-date', { accessed, markup: 'markdown' })).toBe(expected)
  })

  test('has an expectation for every shape', () => {
    expect(cases.map(([shape]) => shape)).toEqual(Object.keys(itemShapes))
  })
})
