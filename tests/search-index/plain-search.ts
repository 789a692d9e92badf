import { lexicalTerms } from '../../src/search-index/lexical-terms.js'
import type { Candidate } from '../../src/search-index/search-index.js'
import type { IndexedArticle } from './indexed-articles.js'

/** A passage as nothing but what is searched of it. */
export interface PlainPassage {
  readonly id: string
  readonly articleId: string
  readonly terms: readonly string[]
  readonly vector: Float32Array
  readonly sentenceVectors: readonly Float32Array[]
}

export const plainPassages = (articles: readonly IndexedArticle[]): PlainPassage[] =>
  articles.flatMap(({ article, passages }) =>
    passages.map(({ passage, vector: own, sentenceVectors }) => {
      const text = [article.metadata.title ?? '', ...passage.headings, passage.text].join(' ')
      return {
        id: passage.id,
        articleId: article.id,
        terms: lexicalTerms(text).map(({ term }) => term),
        vector: own,
        sentenceVectors,
      }
    }),
  )

export const dot = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, i) => sum + value * right[i]!, 0)
const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)

/** BM25 as quality.md writes it down, over its bound; every count is made anew. */
function plainLexical(query: string, passage: PlainPassage, all: readonly PlainPassage[]): number {
  const average = total(all.map(({ terms }) => terms.length)) / all.length
  const known = [...new Set(lexicalTerms(query).map(({ term }) => term))].filter((term) =>
    all.some(({ terms }) => terms.includes(term)),
  )
  const idf = (term: string): number => plainIdf(term, all)
  const gain = (term: string): number => {
    const tf = passage.terms.filter((candidate) => candidate === term).length
    return (idf(term) * tf) / (tf + 0.9 * (1 - 0.4 + (0.4 * passage.terms.length) / average))
  }
  return known.length === 0 ? 0 : total(known.map(gain)) / total(known.map(idf))
}

export function plainIdf(term: string, all: readonly PlainPassage[]): number {
  const df = all.filter(({ terms }) => terms.includes(term)).length
  return Math.log(1 + (all.length - df + 0.5) / (df + 0.5))
}

/** The best of both searches by looking at every passage; equal scores break by id. */
export function plainCandidates(
  query: { text: string; vector: Float32Array },
  limit: number,
  all: readonly PlainPassage[],
  searched = all,
): Candidate[] {
  const scored = searched.map((passage) => ({
    passageId: passage.id,
    articleId: passage.articleId,
    cosine: dot(query.vector, passage.vector),
    bestSentenceCosine: Math.max(...passage.sentenceVectors.map((own) => dot(query.vector, own))),
    lexical: plainLexical(query.text, passage, all),
  }))
  const best = (score: (candidate: Candidate) => number): Candidate[] =>
    [...scored].sort((a, b) => score(b) - score(a) || (a.passageId < b.passageId ? -1 : 1)).slice(0, limit)
  return [
    ...new Set([
      ...best(({ cosine }) => cosine),
      ...best(({ lexical }) => lexical).filter(({ lexical }) => lexical > 0),
    ]),
  ]
}
