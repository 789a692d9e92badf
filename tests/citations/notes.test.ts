import { describe, expect, test } from 'vitest'
import { bibliography } from '../../src/citations/bibliography.js'
import type { ReferenceStyle } from '../../src/citations/citation.js'
import { type CitedPlace, footnotes } from '../../src/citations/notes.js'
import { metadataOf, nothingKnown } from './item-shapes.js'

const shore = { publisher: 'The Shore', published: '2026-05-04' }
const low: CitedPlace = {
  id: 'low',
  metadata: { ...nothingKnown, ...shore, title: 'Low water', authors: [{ given: 'Ada', family: 'Brook' }] },
}
const quay: CitedPlace = {
  id: 'quay',
  metadata: { ...nothingKnown, ...shore, title: 'Who moved the quay?', authors: [{ given: 'Mina', family: 'Okafor' }] },
}
const at = (place: CitedPlace, pinpoint: string): CitedPlace => ({ ...place, pinpoint })

describe('the notes of a text in Chicago style', () => {
  test('cite an article in full once and short afterwards (14.30, 14.34)', () => {
    expect(footnotes([low, quay, low, low], 'chicago-note')).toEqual([
      'Ada Brook, “Low water,” Shore, May 4, 2026.',
      'Mina Okafor, “Who moved the quay?,” Shore, May 4, 2026.',
      'Brook, “Low water.”',
      'Brook, “Low water.”',
    ])
  })

  test('say "Ibid." of the article directly before where that is wanted, with the place in it', () => {
    expect(footnotes([low, low, at(low, 'para. 4'), quay, low], 'chicago-note', { repeated: 'ibid' })).toEqual([
      'Ada Brook, “Low water,” Shore, May 4, 2026.',
      'Ibid.',
      'Ibid., para. 4.',
      'Mina Okafor, “Who moved the quay?,” Shore, May 4, 2026.',
      'Brook, “Low water.”',
    ])
  })

  test('put a place behind the title, whose comma stands inside the marks', () => {
    expect(footnotes([quay, at(quay, 'para. 2')], 'chicago-note')[1]).toBe('Okafor, “Who moved the quay?,” para. 2.')
  })

  test('are short from the first where the style is that of short notes', () => {
    expect(footnotes([low, quay], 'chicago-short-note')).toEqual([
      'Brook, “Low water.”',
      'Okafor, “Who moved the quay?”',
    ])
  })

  test('keep whole titles apart that would be shortened to the same', () => {
    const first = { ...low, id: 'a', metadata: { ...low.metadata, title: 'The harbour that forgot its name' } }
    const second = { ...low, id: 'b', metadata: { ...low.metadata, title: 'The harbour that forgot its people' } }
    expect(footnotes([first, second, first, second], 'chicago-note').slice(2)).toEqual([
      'Brook, “The harbour that forgot its name.”',
      'Brook, “The harbour that forgot its people.”',
    ])
  })
})

describe('the notes of a text in other styles', () => {
  test.each<[ReferenceStyle, string]>([
    ['apa', 'Brook, 2026, para. 4.'],
    ['mla', 'Brook, para. 4.'],
    ['harvard', 'Brook, 2026, para. 4.'],
    ['chicago-author-date', 'Brook 2026, para. 4.'],
    ['bibtex', 'Brook, “Low water,” para. 4.'],
  ])('name a work again as the text does: %s', (style, expected) => {
    expect(footnotes([low, at(low, 'para. 4')], style)[1]).toBe(expected)
  })

  test.each<[ReferenceStyle, string]>([
    ['apa', 'Brook et al., 2026.'],
    ['mla', 'Brook et al.'],
    ['harvard', 'Brook, Roy and Okafor, 2026.'],
    ['chicago-author-date', 'Brook, Roy, and Okafor 2026.'],
  ])('shorten three authors as the style does: %s', (style, expected) => {
    const three = { id: 'three', metadata: metadataOf('three authors') }
    expect(footnotes([three, three], style)[1]).toBe(expected)
  })

  test('add the title in MLA style where an author is cited for two works', () => {
    const other = { ...low, id: 'other', metadata: { ...low.metadata, title: 'High water' } }
    expect(footnotes([low, other, low, at(other, 'para. 2')], 'mla').slice(2)).toEqual([
      'Brook, “Low water.”',
      'Brook, “High water,” para. 2.',
    ])
  })

  test.each<[ReferenceStyle, string]>([
    ['apa', '*Low water*, 2026.'],
    ['mla', '“Low water.”'],
    ['harvard', '*The Shore*, 2026.'],
    ['chicago-author-date', '*Shore* 2026.'],
    ['chicago-note', '“Low water.”'],
  ])('name a work without an author: %s', (style, expected) => {
    const unsigned = { id: 'u', metadata: metadataOf('no author') }
    expect(footnotes([unsigned, unsigned], style, { markup: 'markdown' })[1]).toBe(expected)
  })
})

describe('a bibliography', () => {
  const by = (family: string, given: string, title: string, published: string | null, id = title): CitedPlace => ({
    id,
    metadata: { ...nothingKnown, title, published, authors: [{ given, family }] },
  })

  test('lists each article once, under its first author, letter by letter, without regard to case and accents', () => {
    const cited = [
      by('Zeeman', 'A.', 'T', null),
      by('Östlund', 'B.', 'T', null, '2'),
      by('okafor', 'C.', 'T', null, '3'),
      by('Zeeman', 'A.', 'T', null),
    ]
    expect(bibliography(cited, 'chicago-note')).toEqual([
      'okafor, C. “T.” n.d.',
      'Östlund, B. “T.” n.d.',
      'Zeeman, A. “T.” n.d.',
    ])
  })

  test('files what has no author under its title or newspaper, without the article', () => {
    const untitledBy = { id: 'u', metadata: { ...nothingKnown, title: 'The beach', published: '2026' } }
    const cited = [by('Cole', 'A.', 'T', '2026'), untitledBy, by('Adam', 'B.', 'U', '2026')]
    expect(bibliography(cited, 'apa')).toEqual(['Adam, B. (2026). U.', 'The beach. (2026).', 'Cole, A. (2026). T.'])
  })

  test('tells works of one author and year apart by letters, no date first (APA 9.46, 9.47)', () => {
    const cited = [
      by('Cole', 'A.', 'Sea', '2026-05'),
      by('Cole', 'A.', 'Tide', '2026-02-01'),
      by('Cole', 'A.', 'Ice', '2025'),
      by('Cole', 'A.', 'B', null),
      by('Cole', 'A.', 'A', null),
    ]
    expect(bibliography(cited, 'apa')).toEqual([
      'Cole, A. (n.d.-a). A.',
      'Cole, A. (n.d.-b). B.',
      'Cole, A. (2025). Ice.',
      'Cole, A. (2026a, February 1). Tide.',
      'Cole, A. (2026b, May). Sea.',
    ])
    expect(footnotes([cited[0]!, cited[1]!, cited[0]!], 'apa')[2]).toBe('Cole, 2026b.')
  })

  test('writes three hyphens for the authors of the entry above in MLA style, and for no others', () => {
    const cited = [
      by('Cole', 'Ann', 'Sea', '2026'),
      by('Cole', 'Ann', 'Ice', '2025'),
      by('Cole', 'Bob', 'Tide', '2026'),
    ]
    expect(bibliography(cited, 'mla')).toEqual([
      'Cole, Ann. “Ice.” 2025.',
      '---. “Sea.” 2026.',
      'Cole, Bob. “Tide.” 2026.',
    ])
  })

  test('lists one author before the same with others', () => {
    const together = {
      id: 'x',
      metadata: {
        ...by('Cole', 'A.', 'A', '2020').metadata,
        authors: [
          { given: 'A.', family: 'Cole' },
          { given: 'B.', family: 'Adam' },
        ],
      },
    }
    expect(bibliography([together, by('Cole', 'A.', 'Z', '2026')], 'chicago-author-date')).toEqual([
      'Cole, A. 2026. “Z.”',
      'Cole, A., and B. Adam. 2020. “A.”',
    ])
  })

  test('is of the same order whatever the order of the citations', () => {
    const cited = [
      by('Cole', 'A.', 'Sea', '2026'),
      by('Cole', 'A.', 'Sea', '2026', 'other'),
      by('Adam', 'B.', 'T', null),
    ]
    expect(bibliography(cited.toReversed(), 'harvard')).toEqual(bibliography(cited, 'harvard'))
  })
})
