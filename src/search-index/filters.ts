import type { Author } from '../articles/article.js'
import { AttestError } from '../errors.js'
import { edtfInterval } from './edtf-interval.js'
import { foldText } from './fold-text.js'
import type { ArticleSummary, Filters } from './search-index.js'

export type ArticleFilter = (article: ArticleSummary) => boolean

/**
 * The predicate that `filters` mean. An article must meet every filter that is present, and meets a list by one of its
 * values, so an empty list lets nothing through.
 * @throws {AttestError} `INVALID_FILTER` for a date that is not EDTF level 0.
 */
export function articleFilter(filters: Filters): ArticleFilter {
  const conditions = [
    among(filters.articleIds, String, (article) => [article.id]),
    among(filters.authors, foldedName, (article) => article.metadata.authors.flatMap(authorNames)),
    among(filters.publishers, foldedName, ({ metadata }) => (metadata.publisher === null ? [] : [metadata.publisher])),
    among(filters.tags, foldedName, (article) => article.metadata.tags),
    among(filters.languages, primarySubtag, ({ metadata }) => (metadata.language === null ? [] : [metadata.language])),
    publishedBetween(filters),
  ].filter((condition) => condition !== null)
  return (article) => conditions.every((condition) => condition(article))
}

function among(
  wanted: readonly string[] | undefined,
  fold: (value: string) => string,
  valuesOf: (article: ArticleSummary) => readonly string[],
): ArticleFilter | null {
  if (wanted === undefined) return null
  const folded = new Set(wanted.map(fold))
  return (article) => valuesOf(article).some((value) => folded.has(fold(value)))
}

function publishedBetween({ publishedFrom, publishedTo }: Filters): ArticleFilter | null {
  if (publishedFrom === undefined && publishedTo === undefined) return null
  const from = publishedFrom === undefined ? '' : filterInterval('publishedFrom', publishedFrom).first
  const to = publishedTo === undefined ? '9999-12-31' : filterInterval('publishedTo', publishedTo).last
  return ({ metadata }) => {
    const published = metadata.published === null ? null : edtfInterval(metadata.published)
    // A year overlaps both ends of a range that ends before it begins; nothing lies in such a range.
    return from <= to && published !== null && published.last >= from && published.first <= to
  }
}

function filterInterval(name: string, date: string): { first: string; last: string } {
  const interval = edtfInterval(date)
  if (interval) return interval
  throw new AttestError(
    'INVALID_FILTER',
    `Expected ${name} to be YYYY, YYYY-MM or YYYY-MM-DD, got ${JSON.stringify(date)}.`,
  )
}

const authorNames = (author: Author): string[] =>
  'literal' in author ? [author.literal] : [`${author.given} ${author.family}`, `${author.family}, ${author.given}`]

/** Names that are the same to a filter have the same. */
export const foldedName = (name: string): string => foldText(name).replace(/\s+/gu, ' ').trim()

/** `en` of `en-GB`: a filter for a language means all its regions, and one for a region the language. */
export const primarySubtag = (language: string): string => language.trim().toLowerCase().split(/[-_]/)[0]!
