import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { articleFacets, type FacetCount, MOST_FACET_VALUES } from '../src/article-facets.js'
import type { Author } from '../src/articles/article.js'
import { listArticles } from '../src/list-articles.js'
import { type ArticleSelection, rememberedMetadataText } from '../src/select-articles.js'
import { type ArticleIndex, indexOfArticles, type KnownOfArticle } from './support/article-index.js'

const opened: ArticleIndex[] = []
afterAll(() => Promise.all(opened.map(({ close }) => close())))

const textOf = rememberedMetadataText()
async function indexOf(known: readonly KnownOfArticle[]) {
  const one = await indexOfArticles(known)
  opened.push(one)
  return one.index
}

describe('facets', async () => {
  const index = await indexOf([
    {
      id: 'a',
      title: 'Harbour',
      authors: [{ given: 'Ana', family: 'Šimić' }, { literal: 'Bo' }],
      publisher: 'The Review',
      tags: ['sea', 'Sea', 'roads'],
      language: 'en-GB',
      published: '2026-02-14',
    },
    {
      id: 'b',
      title: 'Harbours',
      authors: [{ literal: 'ANA SIMIC' }],
      publisher: 'The  review',
      language: 'en',
      published: '2026-02',
    },
    {
      id: 'c',
      title: 'Bridge',
      publisher: 'Łódź Post',
      tags: ['SEA'],
      language: 'de',
      published: '2026',
      status: 'retracted',
    },
    { id: 'd', title: 'Bridge', publisher: 'the review', tags: ['SEA', 'roads'], published: '2025-11-03' },
    { id: 'e', title: 'Bridge', publisher: 'the review' },
  ])

  test('count what may be narrowed to, the most frequent first, each under its commonest spelling', async () => {
    expect(await articleFacets(index, {}, textOf)).toEqual({
      authors: [
        { value: 'Ana Šimić', articles: 2 },
        { value: 'Bo', articles: 1 },
      ],
      publishers: [
        { value: 'the review', articles: 4 },
        { value: 'Łódź Post', articles: 1 },
      ],
      tags: [
        { value: 'SEA', articles: 3 },
        { value: 'roads', articles: 2 },
      ],
      languages: [
        { value: 'en', articles: 2 },
        { value: 'de', articles: 1 },
      ],
      statuses: [
        { value: 'current', articles: 4 },
        { value: 'retracted', articles: 1 },
      ],
      published: [
        { value: '2025-11', articles: 1 },
        { value: '2026', articles: 1 },
        { value: '2026-02', articles: 2 },
      ],
      undated: 1,
      total: 5,
      version: index.version,
    })
  })

  test('are those of the selection', async () => {
    expect(await articleFacets(index, { query: 'harb', languages: ['en'] }, textOf)).toMatchObject({
      publishers: [{ value: 'The Review', articles: 2 }],
      total: 2,
      undated: 0,
    })
    expect(await articleFacets(index, { query: 'nothing' }, textOf)).toEqual({
      authors: [],
      publishers: [],
      tags: [],
      languages: [],
      statuses: [],
      published: [],
      undated: 0,
      total: 0,
      version: index.version,
    })
  })

  test('are cut off after the most frequent', async () => {
    const many = Array.from({ length: MOST_FACET_VALUES + 5 }, (_, n) => `tag ${n}`)
    const cut = await indexOf([
      { id: 'a', tags: many },
      { id: 'b', tags: many.slice(-3) },
    ])
    const { tags } = await articleFacets(cut, {}, textOf)
    expect(tags).toHaveLength(MOST_FACET_VALUES)
    expect(tags.slice(0, 4).map(({ value }) => value)).toEqual(['tag 202', 'tag 203', 'tag 204', 'tag 0'])
  })
})

const name = fc.constantFrom('Ana', 'ANA', 'ána ', 'Bo', 'bö', 'Kai  Lo', 'kai lo')
const author: fc.Arbitrary<Author> = fc.oneof(fc.record({ literal: name }), fc.record({ given: name, family: name }))
const article = fc.record({
  authors: fc.array(author, { maxLength: 3 }),
  publisher: fc.option(name),
  tags: fc.array(name, { maxLength: 3 }),
  language: fc.option(fc.constantFrom('en', 'en-GB', 'EN_us', 'de')),
  status: fc.constantFrom('current' as const, 'retracted' as const),
  published: fc.option(fc.constantFrom('2024', '2025-01', '2025-01-31', '2025-02')),
})

test('narrowing to a value leaves as many articles as were counted', async () => {
  const given = fc.sample(article, { numRuns: 120, seed: 1 })
  const index = await indexOf(given.map((metadata, n) => ({ ...metadata, id: `a-${n}` })))
  const total = async (selection: ArticleSelection) => (await listArticles(index, selection, textOf)).articles.length
  const selections: ArticleSelection[] = [{}, { status: 'retracted' }, { languages: ['en'] }, { query: 'an' }]
  for (const selection of selections) {
    const facets = await articleFacets(index, selection, textOf)
    const narrowed: [readonly FacetCount[], (value: string) => ArticleSelection][] = [
      [facets.authors, (value) => ({ authors: [value] })],
      [facets.publishers, (value) => ({ publishers: [value] })],
      [facets.tags, (value) => ({ tags: [value] })],
      [facets.languages, (value) => ({ languages: [value] })],
      [facets.statuses, (value) => ({ status: value as 'current' })],
    ]
    for (const [counts, by] of narrowed) {
      expect(counts.length).toBeGreaterThan(0)
      for (const { value, articles } of counts) {
        expect(await total({ ...selection, ...by(value) }), value).toBe(articles)
      }
    }
    const dated = facets.published.reduce((sum, { articles }) => sum + articles, 0)
    expect(dated + facets.undated).toBe(facets.total)
    expect(facets.total).toBe(await total(selection))
  }
})
