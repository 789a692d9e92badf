import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { phraseWords } from '../../src/search-index/phrase-words.js'
import type { Candidate, SearchIndex } from '../../src/search-index/search-index.js'
import {
  type IndexedArticle,
  indexedArticle,
  randomArticles,
  randomNumbers,
  randomUnitVector,
  unitVector,
} from '../search-index/indexed-articles.js'
import { dot, plainCandidates, plainIdf, plainPassages } from '../search-index/plain-search.js'

/** Builds an index of these articles, in this order, and opens it. */
export type OpenIndex = (articles: readonly IndexedArticle[], dimensions: number) => Promise<SearchIndex>

const dimensions = 8
const vector = (...values: number[]): Float32Array =>
  unitVector([...values, ...new Array(dimensions - values.length).fill(0)])

/** What every SearchIndex does. Scores are compared with a plain computation over all passages. */
export function searchIndexContract(name: string, open: OpenIndex): void {
  describe(`${name} is a SearchIndex`, () => {
    candidateContract(open)
    passageContract(open)
    phraseContract(open)
    articleContract(open)
    emptyContract(open)
  })
}

const byId = (candidates: readonly Candidate[]): Candidate[] =>
  [...candidates].sort((a, b) => (a.passageId < b.passageId ? -1 : 1))

function expectSameCandidates(found: readonly Candidate[], expected: readonly Candidate[]): void {
  expect(byId(found).map(({ passageId, articleId }) => [passageId, articleId])).toEqual(
    byId(expected).map(({ passageId, articleId }) => [passageId, articleId]),
  )
  for (const [i, candidate] of byId(found).entries()) {
    expect(candidate.cosine).toBeCloseTo(byId(expected)[i]!.cosine, 5)
    expect(candidate.lexical).toBeCloseTo(byId(expected)[i]!.lexical, 9)
    // Sentence vectors are kept as int8.
    expect(Math.abs(candidate.bestSentenceCosine - byId(expected)[i]!.bestSentenceCosine)).toBeLessThan(0.01)
  }
}

function candidateContract(open: OpenIndex): void {
  const articles = randomArticles(60, dimensions, 7)
  const all = plainPassages(articles)
  let index: SearchIndex
  beforeAll(async () => {
    index = await open(articles, dimensions)
  })
  afterAll(() => index.close())

  test.each(['harbour', 'the ferry to the glacier', 'drought drought tariff zeppelin', 'zeppelin', 'of the', ''])(
    'candidates for "%s" are the best of both searches with the exact scores of both',
    async (text) => {
      const random = randomNumbers(text.length)
      for (const limit of [1, 5, 1_000]) {
        const query = { text, vector: randomUnitVector(random, dimensions) }
        expectSameCandidates(await index.candidates(query, limit), plainCandidates(query, limit, all))
      }
    },
  )

  test('a filter narrows what is searched and leaves the scores as they are', async () => {
    const query = { text: 'harbour treaty', vector: vector(1, 2, 3) }
    const wanted = new Set(
      articles.filter(({ article }) => article.metadata.tags.includes('third')).map(({ article }) => article.id),
    )
    const searched = all.filter(({ articleId }) => wanted.has(articleId))
    expectSameCandidates(
      await index.candidates(query, 4, { tags: ['third'] }),
      plainCandidates(query, 4, all, searched),
    )
  })

  test('a filter that no article meets leaves nothing', async () => {
    expect(await index.candidates({ text: 'harbour', vector: vector(1) }, 5, { tags: ['none'] })).toEqual([])
    expect(await index.articles({ articleIds: [] })).toEqual([])
    expect(await index.statistics({ articleIds: ['no-such'] })).toEqual({
      articles: 0,
      passages: 0,
      publishedFrom: null,
      publishedTo: null,
      undated: 0,
    })
  })

  test('questions at the same time do not meet in each other’s scores', async () => {
    const queries = ['harbour', 'glacier ferry', 'budget', 'treaty museum'].map((text, i) => ({
      text,
      vector: vector(1, i),
    }))
    const together = await Promise.all(queries.map((query) => index.candidates(query, 6)))
    for (const [i, query] of queries.entries()) expectSameCandidates(together[i]!, plainCandidates(query, 6, all))
    // All are begun before the first gets its vector, and the last one begun gets it first.
    const begun = await Promise.all(queries.map(({ text }) => index.beginSearch(text, 6)))
    for (const [i, query] of [...queries.entries()].reverse()) {
      expectSameCandidates(await begun[i]!.candidates(query.vector), plainCandidates(query, 6, all))
    }
  })

  test('equal scores break by passage id, whatever the order in which articles came', async () => {
    const twins = ['m', 'b', 'z', 'b-2', 'a'].map((id) =>
      indexedArticle({ id, paragraphs: ['One tunnel.'] }, dimensions),
    )
    const tied = await open(twins, dimensions)
    const found = await tied.candidates({ text: 'tunnel', vector: vector(1) }, 2)
    // "b-2." comes before "b.", and so do the passages' ids.
    expect(found.map(({ articleId }) => articleId).sort()).toEqual(['a', 'b-2'])
    await tied.close()
  })

  test('a question vector of another length is refused', async () => {
    const query = { text: 'harbour', vector: new Float32Array(dimensions - 1) }
    await expect(index.candidates(query, 5)).rejects.toMatchObject({ code: 'DIMENSION_MISMATCH' })
    await expect(index.sentenceScores(query, [])).rejects.toMatchObject({ code: 'DIMENSION_MISMATCH' })
  })

  test('query words are the content words, each once and as written, with how many passages hold them', async () => {
    const found = await index.queryWords('Where is the Harbour, harbours and a Zeppelin?')
    const held = all.filter(({ terms }) => terms.includes('harbour')).length
    expect(found.map(({ word, passageCount }) => [word, passageCount])).toEqual([
      ['Harbour', held],
      ['Zeppelin', 0],
    ])
    expect(found.map(({ idf }) => idf)).toEqual([
      expect.closeTo(plainIdf('harbour', all), 9),
      expect.closeTo(plainIdf('zeppelin', all), 9),
    ])
  })

  test('the similarity of two passages is the cosine of their vectors', () => {
    const similarity = index.similarities([all[3]!.id, all[0]!.id, all[9]!.id])
    expect(similarity(1, 2)).toBeCloseTo(dot(all[0]!.vector, all[9]!.vector), 5)
    expect(similarity(0, 0)).toBeCloseTo(1, 5)
    expect(() => index.similarities([all[0]!.id, 'no-such'])).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
}

const told = indexedArticle(
  {
    id: 'bridge',
    aliases: ['old-bridge', 'https://example.org/bridge'],
    paragraphs: ['The bridge 🌉 opened. It cost 10,000 crowns.\r\nNobody\u2028knows why.', 'A second bridge failed.'],
    headings: ['Public works', 'Crossings “over” water'],
    metadata: {
      title: 'Bridges',
      authors: [{ given: 'Ana', family: 'Šimić' }],
      published: '2024-02',
      url: 'https://example.org/bridge',
      language: 'en-GB',
      tags: ['roads'],
    },
  },
  dimensions,
)
const older = indexedArticle(
  { id: 'ancient', paragraphs: ['A ferry sank.'], metadata: { published: '2019' } },
  dimensions,
)
const undated = indexedArticle(
  { id: 'undated', paragraphs: ['The ferry was slow.'], metadata: { authors: [{ literal: 'Harbour Office' }] } },
  dimensions,
)

function passageContract(open: OpenIndex): void {
  let index: SearchIndex
  beforeAll(async () => {
    index = await open([told, older, undated], dimensions)
  })
  afterAll(() => index.close())
  const ids = told.passages.map(({ passage }) => passage.id)

  test('passages come back as they were indexed, in the order asked for, and unknown ones are null', async () => {
    const [first, second] = told.passages.map(({ passage }) => passage)
    const others = ['no-such', `${ids[0]}0`, ids[0]!.replace('.0-', '.00-'), `bridge.${'0'.repeat(12)}.0-5`, '']
    expect(await index.passages([ids[1]!, ...others, ids[0]!, ids[1]!])).toEqual([
      second,
      null,
      null,
      null,
      null,
      null,
      first,
      second,
    ])
  })

  test('each sentence has its cosine and the share of the question that it covers', async () => {
    const query = { text: 'What did the bridges cost in zeppelins?', vector: vector(3, 1, 2) }
    const scores = await index.sentenceScores(query, [ids[1]!, ids[0]!])
    const all = plainPassages([told, older, undated])
    const [bridge, cost, zeppelin] = ['bridg', 'cost', 'zeppelin'].map((term) => plainIdf(term, all)) as [
      number,
      number,
      number,
    ]
    const mass = bridge + cost + zeppelin
    expect(scores.map((passage) => passage.map(({ coverage }) => coverage))).toEqual([
      [expect.closeTo(bridge / mass, 9)],
      [bridge / mass, cost / mass, 0].map((share) => expect.closeTo(share, 9)),
    ])
    const cosines = [1, 0].map((place) =>
      told.passages[place]!.sentenceVectors.map((own) => expect.closeTo(dot(own, query.vector), 1)),
    )
    expect(scores.map((passage) => passage.map(({ cosine }) => cosine))).toEqual(cosines)
    for (const [i, own] of told.passages[0]!.sentenceVectors.entries()) {
      expect(Math.abs(scores[1]![i]!.cosine - dot(own, query.vector))).toBeLessThan(0.01)
    }
  })

  test('a question without content words is covered by nothing', async () => {
    const [scores] = await index.sentenceScores({ text: 'what is the', vector: vector(1) }, [ids[1]!])
    expect(scores!.map(({ coverage }) => coverage)).toEqual([0])
  })

  test('scoring the sentences of an unknown passage is an error', async () => {
    await expect(
      index.sentenceScores({ text: 'ferry', vector: vector(1) }, [ids[0]!, 'no-such']),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
}

function articleContract(open: OpenIndex): void {
  let index: SearchIndex
  beforeAll(async () => {
    index = await open([told, older, undated], dimensions)
  })
  afterAll(() => index.close())

  test.each(['bridge', 'old-bridge', 'https://example.org/bridge'])(
    'the article is found by %s, as it was indexed',
    async (id) => {
      expect(await index.article(id)).toEqual(told.article)
    },
  )

  test('what is not there is null', async () => {
    expect(await index.article('no-such')).toBeNull()
    expect(index.summary('no-such')).toBeNull()
    expect(index.summary('old-bridge')).toBeNull()
  })

  test('an id goes before an alias', async () => {
    const claimed = indexedArticle(
      { id: 'a-claimant', aliases: ['bridge'], paragraphs: ['Not a crossing.'] },
      dimensions,
    )
    const both = await open([claimed, told], dimensions)
    expect((await both.article('bridge'))?.id).toBe('bridge')
    await both.close()
  })

  test('summaries are ordered by id and hold what is known without the text', async () => {
    const { id, metadata, textSha256, sourceSha256, sourcePath } = told.article
    expect(index.summary('bridge')).toEqual({ id, metadata, textSha256, sourceSha256, sourcePath })
    expect((await index.articles()).map((article) => article.id)).toEqual(['ancient', 'bridge', 'undated'])
    expect((await index.articles({ authors: ['Simic, ana'] })).map((article) => article.id)).toEqual(['bridge'])
  })

  test('statistics count what a search under the filters looks at', async () => {
    expect(await index.statistics()).toEqual({
      articles: 3,
      passages: 4,
      publishedFrom: '2019',
      publishedTo: '2024-02',
      undated: 1,
    })
    expect(await index.statistics({ publishedFrom: '2020' })).toEqual({
      articles: 1,
      passages: 2,
      publishedFrom: '2024-02',
      publishedTo: '2024-02',
      undated: 0,
    })
  })

  test('a date filter that is no date is refused', async () => {
    await expect(index.articles({ publishedFrom: 'last week' })).rejects.toMatchObject({ code: 'INVALID_FILTER' })
  })
}

function emptyContract(open: OpenIndex): void {
  test.each([
    ['without articles', [], 0],
    ['of an article without passages', [indexedArticle({ id: 'empty', paragraphs: [] }, dimensions)], 1],
  ])('an index %s answers with nothing', async (_, articles, count) => {
    const index = await open(articles, dimensions)
    expect(await index.candidates({ text: 'harbour', vector: vector(1) }, 5)).toEqual([])
    expect(await index.statistics()).toEqual({
      articles: count,
      passages: 0,
      publishedFrom: null,
      publishedTo: null,
      undated: count,
    })
    expect(await index.queryWords('harbour')).toEqual([{ word: 'harbour', idf: expect.any(Number), passageCount: 0 }])
    await index.close()
  })
}

function phraseContract(open: OpenIndex): void {
  const articles = randomArticles(40, dimensions, 11)
  let index: SearchIndex
  beforeAll(async () => {
    index = await open(articles, dimensions)
  })
  afterAll(() => index.close())

  /** Every place of every three words, by looking at every text. */
  const plainMatches = (query: string) =>
    phraseWords(query)
      .slice(0, -2)
      .flatMap((_, word) =>
        articles.flatMap(({ article }) => {
          const wanted = phraseWords(query).slice(word, word + 3)
          const words = phraseWords(article.text)
          return words
            .filter((_, i) => wanted.every((one, j) => one.word === words[i + j]?.word))
            .map(({ start }) => ({ articleId: article.id, start, word }))
        }),
      )
  const sorted = (matches: readonly { articleId: string; start: number; word: number }[]) =>
    matches.map(({ articleId, start, word }) => `${word} ${articleId} ${start}`).sort()

  test('phrases are found in every text, over the borders of passages too', async () => {
    const { text } = articles[3]!.article
    const border = text.indexOf('\n\n')
    for (const query of [
      text.slice(0, 60),
      text.slice(border - 30, border + 30).toUpperCase(),
      'river — “budget”, council',
    ]) {
      expect(sorted(await index.phraseMatches(phraseWords(query)))).toEqual(sorted(plainMatches(query)))
    }
    expect(plainMatches(text.slice(border - 30, border + 30)).length).toBeGreaterThan(0)
  })

  test('fewer than three words are no phrase, and a filter narrows where it is looked for', async () => {
    const { id, text } = articles[3]!.article
    expect(await index.phraseMatches(phraseWords('river budget'))).toEqual([])
    const found = await index.phraseMatches(phraseWords(text), { articleIds: [id] })
    expect(new Set(found.map(({ articleId }) => articleId))).toEqual(new Set([id]))
  })

  test('lexical passages are the best by words alone, in order', async () => {
    const query = { text: 'glacier ferry museum', vector: vector(1) }
    const plain = [...(await index.candidates(query, 1_000))]
      .filter(({ lexical }) => lexical > 0)
      .sort((a, b) => b.lexical - a.lexical || (a.passageId < b.passageId ? -1 : 1))
    expect(await index.lexicalPassages(query.text, 7)).toEqual(plain.slice(0, 7).map(({ passageId }) => passageId))
  })

  test('an offset belongs to the passage that holds it, and to none between passages or beyond', async () => {
    const [{ article, passages }] = articles.slice(3) as [IndexedArticle]
    for (const { passage } of passages) {
      for (const offset of [passage.span.start, passage.span.end - 1])
        expect(index.passageAt(article.id, offset)).toBe(passage.id)
      expect(index.passageAt(article.id, passage.span.end)).toBeNull()
    }
    expect(index.passageAt(article.id, article.text.length)).toBeNull()
    expect(index.passageAt('no-such', 0)).toBeNull()
  })
}
