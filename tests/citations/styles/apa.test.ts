import { describe, expect, test } from 'vitest'
import { formatReference } from '../../../src/citations/format-reference.js'
import { accessed, type ItemShape, itemShapes, metadataOf } from '../item-shapes.js'

type Case = [shape: ItemShape, rule: string, markdown: string]

describe('a reference in APA style (Publication Manual, 7th edition)', () => {
  const cases: Case[] = [
    [
      'one author',
      '9.8, 10.16',
      'Brook, A. M. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    ['no author', '9.12', '*Low water in the harbour*. (2026, May 4). The Shore. <https://example.org/low-water>'],
    [
      'two authors',
      '9.8',
      'Brook, A. M., & Roy, J.-L. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'three authors',
      '9.8',
      'Brook, A. M., Roy, J.-L., & Okafor, M. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'four authors',
      '9.8',
      'Brook, A. M., Roy, J.-L., Okafor, M., & Ibáñez, T. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'eleven authors',
      '9.8',
      'FamilyA, G., FamilyB, G., FamilyC, G., FamilyD, G., FamilyE, G., FamilyF, G., FamilyG, G., FamilyH, G., FamilyI, G., FamilyJ, G., & FamilyK, G. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'twenty-one authors',
      '9.8: 19 names, ellipsis, last',
      'FamilyA, G., FamilyB, G., FamilyC, G., FamilyD, G., FamilyE, G., FamilyF, G., FamilyG, G., FamilyH, G., FamilyI, G., FamilyJ, G., FamilyK, G., FamilyL, G., FamilyM, G., FamilyN, G., FamilyO, G., FamilyP, G., FamilyQ, G., FamilyR, G., FamilyS, G., . . . FamilyU, G. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'corporate author',
      '9.11',
      'Harbour Commission. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'publisher is the author',
      '10.16: site left out',
      'The Shore. (2026, May 4). *Low water in the harbour*. <https://example.org/low-water>',
    ],
    [
      'person and organisation',
      '9.11',
      'Brook, A. M., & Shore Data Desk. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    ['no date', '9.17', 'Brook, A. M. (n.d.). *Low water in the harbour*. The Shore. <https://example.org/low-water>'],
    [
      'year only',
      '9.14',
      'Brook, A. M. (2026). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'month only',
      '9.14',
      'Brook, A. M. (2026, September). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'updated',
      '9.15',
      'Brook, A. M. (2026, June 12). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'updated on the day',
      '9.15',
      'Brook, A. M. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'updated, first date unknown',
      '9.15',
      'Brook, A. M. (2026, June 12). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'quotation marks in the title',
      '9.18: kept as in the title',
      'Brook, A. M. (2026, May 4). *Mayor calls quay "a gift of the ‘old sea’" again*. The Shore. <https://example.org/low-water>',
    ],
    [
      'title ends in quotation marks',
      '10.16',
      'Brook, A. M. (2026, May 4). *Mayor says quay is “a gift”*. The Shore. <https://example.org/low-water>',
    ],
    [
      'title ends in a question mark',
      '9.5: no second mark',
      'Brook, A. M. (2026, May 4). *Who moved the quay?* The Shore. <https://example.org/low-water>',
    ],
    [
      'title ends in an exclamation mark',
      '9.5',
      'Brook, A. M. (2026, May 4). *Mind the quay!* The Shore. <https://example.org/low-water>',
    ],
    [
      'title ends in a full stop',
      '9.5',
      'Brook, A. M. (2026, May 4). *The quay moved.* The Shore. <https://example.org/low-water>',
    ],
    [
      'title with an apostrophe and a single-quoted word',
      '10.16',
      "Brook, A. M. (2026, May 4). *The mayor's 'gift' to the boys*. The Shore. <https://example.org/low-water>",
    ],
    [
      'accented name',
      '9.8',
      'Ångström, Ł. É. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'family name first',
      'chosen: docs/citations.md',
      '王小明. (2026, May 4). *港口水位低*. 海岸报. <https://example.org/low-water>',
    ],
    [
      'particle with the family name',
      '9.8: particle with the surname',
      'van der Meer, V. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'particle with the given name',
      '9.8',
      'Stein, L. von. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'suffix Jr.',
      '9.8: suffix after the initials',
      'Kane, M. L., Jr. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'suffix III',
      '9.8',
      'Dale, J., III. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'initials without spaces',
      '9.8: space between initials',
      'Moss, J. R. (2026, May 4). *Low water in the harbour*. The Shore. <https://example.org/low-water>',
    ],
    [
      'no address',
      '9.4: what is missing is left out',
      'Brook, A. M. (2026, May 4). *Low water in the harbour*. The Shore.',
    ],
    [
      'no publication',
      '9.4',
      'Brook, A. M. (2026, May 4). *Low water in the harbour*. <https://example.org/low-water>',
    ],
    ['title and address alone', '9.12, 9.17', '*Low water in the harbour*. (n.d.). <https://example.org/low-water>'],
    [
      'no title',
      '9.22: description in brackets',
      'Brook, A. M. (2026, May 4). \\[Untitled article\\]. The Shore. <https://example.org/low-water>',
    ],
    ['address alone', '9.4, 9.22', '\\[Untitled article\\]. (n.d.). <https://example.org/low-water>'],
    [
      'long title with a subtitle',
      '10.16',
      'Brook, A. M. (2026, May 4). *The harbour that forgot its own name: how a town of four thousand lost its water and found a museum*. The Shore. <https://example.org/low-water>',
    ],
    [
      'foreign publication with an article',
      '10.16',
      'Brook, A. M. (2026, May 4). *Low water in the harbour*. The Kust. <https://example.org/low-water>',
    ],
    [
      'retracted',
      '9.21: bracketed description',
      'Brook, A. M. (2026, May 4). *Low water in the harbour* \\[Retracted\\]. The Shore. <https://example.org/low-water>',
    ],
  ]

  test.each(cases)('%s (%s)', (shape, _, expected) => {
    expect(formatReference(metadataOf(shape), 'apa', { accessed, markup: 'markdown' })).toBe(expected)
  })

  test('has an expectation for every shape', () => {
    expect(cases.map(([shape]) => shape)).toEqual(Object.keys(itemShapes))
  })
})
