import { describe, expect, test } from 'vitest'
import { formatReference } from '../../../src/citations/format-reference.js'
import { accessed, type ItemShape, itemShapes, metadataOf } from '../item-shapes.js'

type Case = [shape: ItemShape, rule: string, markdown: string]

describe('a reference in Harvard style (Cite Them Right, 12th edition)', () => {
  const cases: Case[] = [
    [
      'one author',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'no author',
      'newspaper articles: title of the newspaper in the place of the author',
      '*The Shore* (2026) ‘Low water in the harbour’, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'two authors',
      'names: and',
      'Brook, A.M. and Roy, J.-L. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'three authors',
      'names: no comma before and',
      'Brook, A.M., Roy, J.-L. and Okafor, M. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'four authors',
      'names: et al. from four on',
      'Brook, A.M. *et al.* (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'eleven authors',
      'names: et al.',
      'FamilyA, G. *et al.* (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'twenty-one authors',
      'names: et al.',
      'FamilyA, G. *et al.* (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'corporate author',
      'newspaper articles',
      'Harbour Commission (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'publisher is the author',
      'web pages with organisations as authors',
      'The Shore (2026) *Low water in the harbour*. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'person and organisation',
      'newspaper articles',
      'Brook, A.M. and Shore Data Desk (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'no date',
      'no date',
      'Brook, A.M. (no date) ‘Low water in the harbour’, *The Shore*. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'year only',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Low water in the harbour’, *The Shore*. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'month only',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Low water in the harbour’, *The Shore*, September. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'updated',
      'web pages: year of the last update',
      'Brook, A.M. (2026) ‘Low water in the harbour’, *The Shore*, 12 June. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'updated on the day',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'updated, first date unknown',
      'web pages: year of the last update',
      'Brook, A.M. (2026) ‘Low water in the harbour’, *The Shore*, 12 June. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'quotation marks in the title',
      'quotations: double within single',
      'Brook, A.M. (2026) ‘Mayor calls quay “a gift of the ‘old sea’” again’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'title ends in quotation marks',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Mayor says quay is “a gift”’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'title ends in a question mark',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Who moved the quay?’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'title ends in an exclamation mark',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Mind the quay!’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'title ends in a full stop',
      'newspaper articles',
      'Brook, A.M. (2026) ‘The quay moved’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'title with an apostrophe and a single-quoted word',
      'newspaper articles',
      "Brook, A.M. (2026) ‘The mayor's “gift” to the boys’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).",
    ],
    [
      'accented name',
      'newspaper articles',
      'Ångström, Ł.É. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'family name first',
      'newspaper articles',
      '王小明 (2026) ‘港口水位低’, *海岸报*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'particle with the family name',
      'newspaper articles',
      'van der Meer, V. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'particle with the given name',
      'newspaper articles',
      'Stein, L. von (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'suffix Jr.',
      'newspaper articles',
      'Kane, M.L., Jr. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'suffix III',
      'newspaper articles',
      'Dale, J., III (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'initials without spaces',
      'newspaper articles',
      'Moss, J.R. (2026) ‘Low water in the harbour’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    ['no address', 'newspaper articles', 'Brook, A.M. (2026) ‘Low water in the harbour’, *The Shore*, 4 May.'],
    [
      'no publication',
      'web pages with authors',
      'Brook, A.M. (2026) *Low water in the harbour*. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'title and address alone',
      'web pages with no authors',
      '*Low water in the harbour* (no date). Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'no title',
      'newspaper articles',
      'Brook, A.M. (2026) \\[Untitled article\\], *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'address alone',
      'web pages with no authors or titles: the address',
      '<https://example.org/low-water> (no date) (Accessed: 24 November 2026).',
    ],
    [
      'long title with a subtitle',
      'newspaper articles',
      'Brook, A.M. (2026) ‘The harbour that forgot its own name: how a town of four thousand lost its water and found a museum’, *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'foreign publication with an article',
      'newspaper articles',
      'Brook, A.M. (2026) ‘Low water in the harbour’, *The Kust*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
    [
      'retracted',
      'chosen: docs/citations.md',
      'Brook, A.M. (2026) ‘Low water in the harbour’ \\[Retracted\\], *The Shore*, 4 May. Available at: <https://example.org/low-water> (Accessed: 24 November 2026).',
    ],
  ]

  test.each(cases)('%s (%s)', (shape, _, expected) => {
    expect(formatReference(metadataOf(shape), 'harvard', { accessed, markup: 'markdown' })).toBe(expected)
  })

  test('has an expectation for every shape', () => {
    expect(cases.map(([shape]) => shape)).toEqual(Object.keys(itemShapes))
  })
})
