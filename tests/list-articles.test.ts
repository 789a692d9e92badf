import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { nameOf } from '../src/articles/author-names.js'
import { articleOrders, type ListArticlesRequest, listArticles } from '../src/list-articles.js'
import { phraseWords } from '../src/search-index/phrase-words.js'
import type { ArticleSummary } from '../src/search-index/search-index.js'
import { rememberedMetadataText } from '../src/select-articles.js'
import { indexOfArticles, type KnownOfArticle } from './support/article-index.js'

const known: readonly KnownOfArticle[] = [
  {
    id: 'ankara',
    title: 'Erdoğan’s Straits',
    standfirst: 'What the canal costs',
    authors: [{ given: 'Ana', family: 'Šimić' }, { literal: 'Harbour Office' }],
    publisher: 'Łódź Post',
    published: '2026-02-14',
    tags: ['sea-lanes', 'Énergie'],
    language: 'en-GB',
  },
  { id: 'bees', title: 'how bees keep warm', authors: [{ given: 'Tom', family: 'Hale' }], published: '2025' },
  { id: 'beijing', title: '日本海の航路', series: 'Asian Waters 10', published: '2025-03', status: 'retracted' },
  { id: 'canal-10', title: 'Canal 10', authors: [{ literal: 'Agence Straits' }], published: '2025-03' },
  { id: 'canal-9', title: 'Čanal 9', authors: [{ given: 'Zoe', family: 'hale' }], tags: ['Sea'] },
  { id: 'untitled' },
]
const { index, close } = await indexOfArticles(known)
afterAll(close)

const textOf = rememberedMetadataText()
const ids = async (request: ListArticlesRequest) => {
  const { articles } = await listArticles(index, request, textOf)
  return articles.map(({ id }) => id)
}

describe('a query finds articles', () => {
  test.each([
    ['by a word of the title, whatever its case and accents', 'ERDOGANS', ['ankara']],
    ['by how a word of the title begins', 'erdo', ['ankara']],
    ['by an apostrophe of another kind', "Erdoğan's", ['ankara']],
    ['by the standfirst', 'costs', ['ankara']],
    ['by an author’s given and family name', 'simic ana', ['ankara']],
    ['by an author who is no person', 'harbour', ['ankara']],
    ['by the publisher', 'lodz', ['ankara']],
    ['by the series', 'asian', ['beijing']],
    ['by a part of a tag', 'lanes', ['ankara']],
    ['by words of different fields', 'straits energie post', ['ankara']],
    ['that have all its words', 'sea canal', ['ankara', 'canal-9']],
    ['but none that lacks one', 'sea canal glacier', []],
    ['but not by how a word ends', 'ogan', []],
    ['by how a number begins', '1', ['beijing', 'canal-10']],
    ['anywhere in a text without spaces', '航路', ['beijing']],
    ['all of them where it has no words', ' … ', known.map(({ id }) => id)],
    ['all of them where it is empty', '', known.map(({ id }) => id)],
    ['and takes no sign for a pattern', '(⑴ .* [a-z]', []],
  ])('%s', async (_, query, expected) => {
    expect(await ids({ query })).toEqual(expected)
  })

  test('under filters and by status, without a change to what a search looks at', async () => {
    const request = { query: 'canal', status: 'current', publishedFrom: '2025' } as const
    const listing = await listArticles(index, request, textOf)
    expect(listing.articles.map(({ id }) => id)).toEqual(['ankara', 'canal-10'])
    expect(listing.statistics).toMatchObject({ articles: 4, undated: 0 })
    expect(listing.version).toBe(index.version)
    expect(await ids({ status: 'retracted' })).toEqual(['beijing'])
  })

  test('where each of its words begins one of theirs', async () => {
    const { articles } = await listArticles(index, {}, textOf)
    const spelt = articles.flatMap(({ metadata }) => phraseWords(metadata.title ?? '')).map(({ word }) => word)
    const beginning = fc
      .tuple(fc.constantFrom(...spelt, 'sea', 'hale', 'simic', 'post'), fc.integer({ min: 1, max: 8 }))
      .map(([word, length]) => word.slice(0, length))
    await fc.assert(
      fc.asyncProperty(fc.array(beginning, { maxLength: 3 }), async (words) => {
        // Japanese words have no beginning that spaces show.
        fc.pre(words.every((word) => /^[a-z0-9]*$/.test(word)))
        const expected = articles.filter((article) => words.every((word) => hasWordFrom(article, word)))
        expect(await ids({ query: words.join(' ') })).toEqual(expected.map(({ id }) => id))
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})

function hasWordFrom({ metadata }: ArticleSummary, beginning: string): boolean {
  const { title, standfirst, authors, publisher, series, tags } = metadata
  return [title, standfirst, ...authors.map(nameOf), publisher, series, ...tags]
    .flatMap((text) => phraseWords(text ?? ''))
    .some(({ word }) => word.startsWith(beginning))
}

describe('a list is ordered', () => {
  test.each<[string, ListArticlesRequest, string[]]>([
    ['by id', {}, ['ankara', 'bees', 'beijing', 'canal-10', 'canal-9', 'untitled']],
    [
      'by title, whatever its case and accents, numbers by their value, an article without one by its id',
      { sort: 'title' },
      ['canal-9', 'canal-10', 'ankara', 'bees', 'untitled', 'beijing'],
    ],
    [
      'by the first author’s family name, articles without one last',
      { sort: 'author' },
      ['canal-10', 'bees', 'canal-9', 'ankara', 'beijing', 'untitled'],
    ],
    [
      'by date, the oldest first',
      { sort: 'published' },
      ['bees', 'beijing', 'canal-10', 'ankara', 'canal-9', 'untitled'],
    ],
    [
      'by date, the newest first, undated ones last all the same',
      { sort: '-published' },
      ['ankara', 'beijing', 'canal-10', 'bees', 'canal-9', 'untitled'],
    ],
  ])('%s', async (_, request, expected) => {
    expect(await ids(request)).toEqual(expected)
  })

  test('without losing an article, and what is equal by id', async () => {
    for (const sort of articleOrders) expect((await ids({ sort })).sort()).toEqual(known.map(({ id }) => id).sort())
    const equal = await indexOfArticles(['c', 'a', 'b'].map((id) => ({ id, title: id === 'b' ? 'Same' : 'SÁME' })))
    try {
      for (const sort of articleOrders) {
        const { articles } = await listArticles(equal.index, { sort }, textOf)
        expect(articles.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
      }
    } finally {
      await equal.close()
    }
  })
})
