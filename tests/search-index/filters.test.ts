import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ArticleMetadata, Author } from '../../src/articles/article.js'
import { articleFilter } from '../../src/search-index/filters.js'
import type { ArticleSummary, Filters } from '../../src/search-index/search-index.js'
import { indexedArticle } from './indexed-articles.js'

const { article } = indexedArticle({ id: 'an-article', paragraphs: ['A ferry.'] }, 4)
const summary = (metadata: Partial<ArticleMetadata>, id = article.id): ArticleSummary => ({
  ...article,
  id,
  metadata: { ...article.metadata, ...metadata },
})

describe('an article meets a filter', () => {
  test.each<[string, Filters, Partial<ArticleMetadata>, boolean]>([
    ['that says nothing', {}, {}, true],
    ['for its id', { articleIds: ['other', 'an-article'] }, {}, true],
    ['for another id', { articleIds: ['An-Article'] }, {}, false],
    ['by an empty list', { articleIds: [] }, {}, false],
    [
      'for an author by given and family name',
      { authors: ['ana simic'] },
      { authors: [{ given: 'Ana', family: 'Šimić' }] },
      true,
    ],
    [
      'for an author by family name first',
      { authors: ['ŠIMIĆ,  Ana'] },
      { authors: [{ given: 'Ana', family: 'Šimić' }] },
      true,
    ],
    ['for a part of an author', { authors: ['Simic'] }, { authors: [{ given: 'Ana', family: 'Šimić' }] }, false],
    [
      'for an author as written',
      { authors: ['harbour office'] },
      { authors: [{ given: 'A', family: 'B' }, { literal: 'Harbour  Office' }] },
      true,
    ],
    ['for an author without having one', { authors: ['Ana'] }, {}, false],
    ['for its publisher', { publishers: ['The Łódź Post'] }, { publisher: 'the lodz post' }, true],
    ['for one of its tags', { tags: ['Énergie'] }, { tags: ['roads', 'energie'] }, true],
    ['for a language by its region', { languages: ['en-US'] }, { language: 'en-GB' }, true],
    ['for a language', { languages: ['de', 'EN'] }, { language: 'en-GB' }, true],
    ['for another language', { languages: ['en'] }, { language: 'eng' }, false],
    ['for a language without having one', { languages: ['en'] }, {}, false],
    ['only in part', { tags: ['roads'], languages: ['de'] }, { tags: ['roads'], language: 'en' }, false],
    ['from its own day', { publishedFrom: '2024-02-14' }, { published: '2024-02-14' }, true],
    ['from a day in its month', { publishedFrom: '2024-02-20' }, { published: '2024-02' }, true],
    ['from the month after', { publishedFrom: '2024-03' }, { published: '2024-02' }, false],
    ['to a day in its year', { publishedTo: '2024-01-05' }, { published: '2024' }, true],
    ['to the year before', { publishedTo: '2023' }, { published: '2024-01-01' }, false],
    [
      'to the month of its day',
      { publishedFrom: '2024-02', publishedTo: '2024-02' },
      { published: '2024-02-29' },
      true,
    ],
    ['of dates without having one', { publishedTo: '2024' }, {}, false],
    [
      'whose range ends before it begins',
      { publishedFrom: '2024-09', publishedTo: '2024-03' },
      { published: '2024' },
      false,
    ],
  ])('%s', (_, filters, metadata, expected) => {
    expect(articleFilter(filters)(summary(metadata))).toBe(expected)
  })
})

test.each(['', '2024-13', '2024-02-32', '24', '2024-2', ' 2024', '2024/2025'])('the date %j is refused', (date) => {
  expect(() => articleFilter({ publishedFrom: date })).toThrow(expect.objectContaining({ code: 'INVALID_FILTER' }))
  expect(() => articleFilter({ publishedTo: date })).toThrow(expect.objectContaining({ code: 'INVALID_FILTER' }))
})

const name = fc.constantFrom('Ana', 'ANA', 'Bo', 'bö')
const date = fc
  .tuple(
    fc.integer({ min: 2020, max: 2021 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([year, month, day, parts]) =>
    [year, month, day]
      .slice(0, parts)
      .map((part) => String(part).padStart(2, '0'))
      .join('-'),
  )
const author: fc.Arbitrary<Author> = fc.oneof(fc.record({ literal: name }), fc.record({ given: name, family: name }))
const anArticle = fc.record({
  authors: fc.array(author, { maxLength: 3 }),
  publisher: fc.option(name),
  tags: fc.array(name, { maxLength: 3 }),
  published: fc.option(date),
})
const nameList = fc.array(name, { maxLength: 3 })
const fullName = fc.tuple(name, name).map(([given, family]) => `${given} ${family}`)
const oneFilter: fc.Arbitrary<Filters> = fc.oneof(
  fc.record({ authors: fc.array(fc.oneof(name, fullName), { maxLength: 5 }) }),
  fc.record({ publishers: nameList }),
  fc.record({ tags: nameList }),
  fc.record({ publishedFrom: date }),
  fc.record({ publishedTo: date }),
)
const someFilters = fc.array(oneFilter, { maxLength: 3 }).map((filters): Filters => Object.assign({}, ...filters))

test('filters mean what looking at each value and each day by itself says', async () => {
  let met = 0
  await fc.assert(
    fc.property(anArticle, someFilters, (metadata, filters) => {
      const expected = plainlyMeets(metadata, filters)
      met += expected ? 1 : 0
      expect(articleFilter(filters)(summary(metadata))).toBe(expected)
    }),
    { numRuns: 1_000, seed: 1 },
  )
  expect(met).toBeGreaterThan(50)
})

type PlainArticle = Pick<ArticleMetadata, 'authors' | 'publisher' | 'tags' | 'published'>

function plainlyMeets(own: PlainArticle, filters: Filters): boolean {
  const same = (left: string, right: string): boolean => left.localeCompare(right, 'en', { sensitivity: 'base' }) === 0
  const any = (wanted: readonly string[] | undefined, values: readonly string[]): boolean =>
    !wanted || wanted.some((one) => values.some((value) => same(one, value)))
  const authors = own.authors.flatMap((one) => ('literal' in one ? [one.literal] : [`${one.given} ${one.family}`]))
  return (
    any(filters.authors, authors) &&
    any(filters.publishers, own.publisher === null ? [] : [own.publisher]) &&
    any(filters.tags, own.tags) &&
    plainlyInRange(own.published, filters)
  )
}

const days = Array.from({ length: 731 }, (_, n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10))

function plainlyInRange(published: string | null, { publishedFrom, publishedTo }: Filters): boolean {
  if (publishedFrom === undefined && publishedTo === undefined) return true
  const from = publishedFrom === undefined ? 0 : days.findIndex((day) => day.startsWith(publishedFrom))
  const to = publishedTo === undefined ? days.length : days.findLastIndex((day) => day.startsWith(publishedTo))
  return published !== null && days.some((day, n) => day.startsWith(published) && from <= n && n <= to)
}
