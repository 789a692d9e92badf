import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'
import { plugins } from '@citation-js/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArticleMetadata } from '../../../src/articles/article.js'
import { bibliography } from '../../../src/citations/bibliography.js'
import { formatReference } from '../../../src/citations/format-reference.js'
import { accessed, type ItemShape, itemShapes, metadataOf, nothingKnown } from '../item-shapes.js'

const shapes = Object.keys(itemShapes) as ItemShape[]

/** Names as the stored shapes have them, by the parts that both formats keep. */
const expectedAuthors: Partial<Record<ItemShape, string[]>> = {
  'no author': [],
  'title and address alone': [],
  'address alone': [],
  'corporate author': ['Harbour Commission'],
  'publisher is the author': ['The Shore'],
  'person and organisation': ['Brook, Ada Maria', 'Shore Data Desk'],
  'accented name': ['Ångström, Łukasz Émile'],
  'family name first': ['王小明'],
  'particle with the family name': ['van der Meer, Vincent'],
  'particle with the given name': ['Stein, Ludwig von'],
  'suffix Jr.': ['Kane, Martin L., Jr.'],
  'suffix III': ['Dale, John, III'],
  'initials without spaces': ['Moss, J. R.'],
}

function authorsOf(shape: ItemShape): string[] {
  const { authors } = metadataOf(shape)
  return (
    expectedAuthors[shape] ??
    authors.map((author) => ('literal' in author ? author.literal : `${author.family}, ${author.given}`))
  )
}

const numbersOf = (date: string): number[] => date.split('-').map(Number)

interface CslName {
  readonly family?: string
  readonly given?: string
  readonly suffix?: string
  readonly literal?: string
  readonly 'non-dropping-particle'?: string
  readonly 'dropping-particle'?: string
}

const nameOf = (name: CslName): string =>
  [
    [name['non-dropping-particle'], name['dropping-particle'], name.family ?? name.literal].filter(Boolean).join(' '),
    name.given,
    name.suffix,
  ]
    .filter(Boolean)
    .join(', ')

const readBibtex = (text: string): Record<string, unknown> => {
  const items = plugins.input.chain(text)
  expect(items).toHaveLength(1)
  return items[0]!
}

/** The fields of a record, tag by tag. */
const readRis = (text: string): Record<string, string | string[]> => {
  const records = plugins.input.data(text, '@ris/file') as Record<string, string | string[]>[]
  expect(records).toHaveLength(1)
  return records[0]!
}

const depthOf = (entry: string): number => entry.split('{').length - entry.split('}').length

describe('an entry for BibTeX, read by another program', () => {
  test.each(shapes)('says what is known: %s', (shape) => {
    const metadata = metadataOf(shape)
    const read = readBibtex(formatReference(metadata, 'bibtex', { accessed }))
    const date = metadata.published ?? metadata.updated
    expect(((read.author as CslName[]) ?? []).map(nameOf)).toEqual(authorsOf(shape))
    expect(read.title ?? null).toBe(metadata.title)
    expect(read['container-title'] ?? null).toBe(shape === 'publisher is the author' ? null : metadata.publisher)
    expect(read.issued ?? null).toEqual(date === null ? null : { 'date-parts': [numbersOf(date)] })
    expect(read.URL ?? null).toBe(metadata.url)
    expect(read.accessed ?? null).toEqual(metadata.url === null ? null : { 'date-parts': [numbersOf(accessed)] })
    expect(read.note ?? null).toBe(
      shape === 'retracted' ? 'Retracted' : shape === 'updated' ? 'Updated 2026-06-12' : null,
    )
  })

  test('keeps every title, whatever its characters', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\\',
        '{',
        '}',
        '%',
        '$',
        '&',
        '#',
        '_',
        '~',
        '^',
        '"',
        '`',
        '<',
        '|',
        '@',
        '}}',
        '\\end',
        '--',
        '}, author = {',
      ),
      fc.stringMatching(/^[a-zA-Zäéø湖 ]{1,8}$/),
    )
    await fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
        const title = `Title ${pieces.join('')} end`.replace(/\s+/g, ' ')
        const entry = formatReference({ ...nothingKnown, title }, 'bibtex')
        const read = readBibtex(entry)
        expect(read.title).toBe(title)
        // BibTeX counts braces, whatever stands before them.
        expect(depthOf(entry)).toBe(0)
        expect(read.author).toBeUndefined()
      }),
    )
  })

  test('does not let an organisation\'s "and" or comma make two authors', () => {
    const authors = [{ literal: 'Tide and Weather, Inc.' }, { given: 'Ada and Eve', family: 'Brook' }]
    const read = readBibtex(formatReference({ ...nothingKnown, title: 'T', authors }, 'bibtex'))
    expect((read.author as CslName[]).map(nameOf)).toEqual(['Tide and Weather, Inc.', 'Brook, Ada and Eve'])
  })

  test('has a key of its own in a bibliography', () => {
    const metadata = metadataOf('one author')
    const entries = bibliography(
      [
        { id: 'a', metadata },
        { id: 'b', metadata },
        { id: 'a', metadata },
      ],
      'bibtex',
    )
    const items = plugins.input.chain(entries.join('\n\n'))
    expect(items.map(({ id }) => id)).toEqual(['brook2026low', 'brook2026low-a'])
  })
})

describe('a record in RIS, read by another program', () => {
  test.each(shapes)('says what is known: %s', (shape) => {
    const metadata = metadataOf(shape)
    const read = readRis(formatReference(metadata, 'ris', { accessed }))
    const date = metadata.published ?? metadata.updated
    const { publisher } = metadata
    const publication = shape === 'publisher is the author' ? null : publisher
    expect(read.TY).toBe(publication === null ? 'ELEC' : 'NEWS')
    expect([read.AU ?? []].flat()).toEqual(authorsOf(shape))
    expect(read.TI ?? null).toBe(metadata.title)
    expect(read.T2 ?? null).toBe(publication)
    expect(read.PY ?? null).toBe(date?.slice(0, 4) ?? null)
    expect(date === null ? null : String(read.DA).split('/').slice(0, 3).filter(Boolean).join('-')).toBe(date)
    expect(read.UR ?? null).toBe(metadata.url)
    expect(read.N1 ?? null).toBe(
      shape === 'retracted' ? 'Retracted' : shape === 'updated' ? 'Updated 2026-06-12' : null,
    )
  })

  test('has no field that an article wrote', () => {
    const title = 'Low water\r\nER  - \r\nTY  - JOUR\nAU  - Someone Else\u2028AU  - Another'
    const text = formatReference({ ...nothingKnown, title, authors: [{ literal: 'A\nAU  - B' }] }, 'ris')
    expect(readRis(text).TI).toContain('Low water ER - TY - JOUR')
    expect(text.split('\r\n').map((line) => line.slice(0, 6))).toEqual(['TY  - ', 'AU  - ', 'TI  - ', 'ER  - '])
  })
})

describe('an item in CSL-JSON', () => {
  test.each(shapes)('says what is known: %s', (shape) => {
    const metadata = metadataOf(shape)
    const item = JSON.parse(formatReference(metadata, 'csl-json', { accessed })) as Record<string, unknown>
    const date = metadata.published ?? metadata.updated
    const publication = shape === 'publisher is the author' ? null : metadata.publisher
    expect(item.type).toBe(publication === null ? 'webpage' : 'article-newspaper')
    expect(((item.author as CslName[]) ?? []).map(nameOf)).toEqual(authorsOf(shape))
    expect(item.title ?? null).toBe(metadata.title)
    expect(item['container-title'] ?? null).toBe(publication)
    expect(item.issued ?? null).toEqual(date === null ? null : { 'date-parts': [numbersOf(date)] })
    expect(item.URL ?? null).toBe(metadata.url)
    expect(item.note ?? null).toBe(
      shape === 'retracted' ? 'Retracted' : shape === 'updated' ? 'Updated 2026-06-12' : null,
    )
  })

  test('keeps a title\'s "<i>" from being read as formatting', () => {
    const metadata: ArticleMetadata = { ...nothingKnown, title: 'a <i>b</i> < c' }
    const item = JSON.parse(formatReference(metadata, 'csl-json')) as { title: string }
    expect(item.title).not.toMatch(/<\/?i>/)
    expect(item.title.replaceAll('\u2060', '')).toBe(metadata.title)
  })
})
