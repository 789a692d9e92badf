import { describe, expect, test } from 'vitest'
import { formatReference } from '../../../src/citations/format-reference.js'
import { accessed, type ItemShape, itemShapes, metadataOf } from '../item-shapes.js'

type Case = [shape: ItemShape, rule: string, markdown: string]

describe('an entry in MLA style (Handbook, 9th edition)', () => {
  const cases: Case[] = [
    [
      'one author',
      'author: inverted',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'no author',
      'author: none, begins with the title',
      '“Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'two authors',
      'author: second not inverted',
      'Brook, Ada Maria, and Jean-Luc Roy. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'three authors',
      'author: et al. from three on',
      'Brook, Ada Maria, et al. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'four authors',
      'author: et al.',
      'Brook, Ada Maria, et al. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'eleven authors',
      'author: et al.',
      'FamilyA, GivenA, et al. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'twenty-one authors',
      'author: et al.',
      'FamilyA, GivenA, et al. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'corporate author',
      'author: organisation',
      'Harbour Commission. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'publisher is the author',
      'author: organisation that publishes, begins with the title',
      '“Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'person and organisation',
      'author: two',
      'Brook, Ada Maria, and Shore Data Desk. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'no date',
      'date of access: for a work without a date',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'year only',
      '5.68–5.83',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'month only',
      '5.68–5.83; months of more than four letters shortened',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, Sept. 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'updated',
      '5.68: date of the version that was read',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, 12 June 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'updated on the day',
      '5.68',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'updated, first date unknown',
      '5.68',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, 12 June 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'quotation marks in the title',
      'title: marks inside switch',
      'Brook, Ada Maria. “Mayor calls quay ‘a gift of the “old sea”’ again.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'title ends in quotation marks',
      'title: full stop inside the marks',
      'Brook, Ada Maria. “Mayor says quay is ‘a gift.’” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'title ends in a question mark',
      'title: own mark takes the place of the full stop',
      'Brook, Ada Maria. “Who moved the quay?” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'title ends in an exclamation mark',
      'title: own mark takes the place of the full stop',
      'Brook, Ada Maria. “Mind the quay!” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'title ends in a full stop',
      'core elements',
      'Brook, Ada Maria. “The quay moved.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'title with an apostrophe and a single-quoted word',
      'core elements',
      "Brook, Ada Maria. “The mayor's ‘gift’ to the boys.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.",
    ],
    [
      'accented name',
      'core elements',
      'Ångström, Łukasz Émile. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'family name first',
      'chosen: docs/citations.md',
      '王小明. “港口水位低.” *海岸报*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'particle with the family name',
      'core elements',
      'van der Meer, Vincent. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'particle with the given name',
      'core elements',
      'Stein, Ludwig von. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'suffix Jr.',
      'author: suffix last',
      'Kane, Martin L., Jr. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'suffix III',
      'author: suffix last',
      'Dale, John, III. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'initials without spaces',
      'names: space between initials',
      'Moss, J. R. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    ['no address', 'location: p. 193', 'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, 4 May 2026.'],
    [
      'no publication',
      'core elements: what is missing is left out',
      'Brook, Ada Maria. “Low water in the harbour.” 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'title and address alone',
      'core elements: what is missing is left out',
      '“Low water in the harbour.” [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'no title',
      'title: description, neither italic nor in marks',
      'Brook, Ada Maria. Untitled article. *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'address alone',
      'title: description',
      'Untitled article. [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'long title with a subtitle',
      'core elements',
      'Brook, Ada Maria. “The harbour that forgot its own name: how a town of four thousand lost its water and found a museum.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'foreign publication with an article',
      'core elements',
      'Brook, Ada Maria. “Low water in the harbour.” *The Kust*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026.',
    ],
    [
      'retracted',
      'supplemental element; chosen: docs/citations.md',
      'Brook, Ada Maria. “Low water in the harbour.” *The Shore*, 4 May 2026, [example.org/low-water](<https://example.org/low-water>). Accessed 24 Nov. 2026. Retracted.',
    ],
  ]

  test.each(cases)('%s (%s)', (shape, _, expected) => {
    expect(formatReference(metadataOf(shape), 'mla', { accessed, markup: 'markdown' })).toBe(expected)
  })

  test('has an expectation for every shape', () => {
    expect(cases.map(([shape]) => shape)).toEqual(Object.keys(itemShapes))
  })
})
