import { nameOf } from './articles/author-names.js'
import { foldedName, primarySubtag } from './search-index/filters.js'
import type { ArticleSummary, SearchIndex } from './search-index/search-index.js'
import { type ArticleSelection, type MetadataText, selectArticles } from './select-articles.js'

/** A value that a selection may be narrowed to, and how many of its articles have it. */
export interface FacetCount {
  readonly value: string
  readonly articles: number
}

/** Which values the selected articles have; most frequent first, then by name. */
export interface ArticleFacets {
  readonly authors: readonly FacetCount[]
  readonly publishers: readonly FacetCount[]
  readonly tags: readonly FacetCount[]
  /** Without regions: `en`. */
  readonly languages: readonly FacetCount[]
  readonly statuses: readonly FacetCount[]
  /** Months, `2026-02`, in order; an article whose date is a year counts under the year alone, which comes before its months. */
  readonly published: readonly FacetCount[]
  readonly undated: number
  /** Articles selected. */
  readonly total: number
  readonly version: string
}

/** Of authors, publishers, tags and languages only the most frequent are told, of months the last. */
export const MOST_FACET_VALUES = 200
export const MOST_FACET_MONTHS = 1_200

/** @throws {AttestError} `INVALID_FILTER` */
export async function articleFacets(
  index: SearchIndex,
  selection: ArticleSelection,
  textOf: MetadataText,
): Promise<ArticleFacets> {
  const metadata = (await selectArticles(index, selection, textOf)).map((article) => article.metadata)
  const names = (valuesOf: (of: Metadata) => readonly string[]) =>
    mostFrequent(count(metadata.map(valuesOf), foldedName))
  return {
    authors: names(({ authors }) => authors.map(nameOf)),
    publishers: names(({ publisher }) => present(publisher)),
    tags: names(({ tags }) => tags),
    languages: mostFrequent(
      count(
        metadata.map(({ language }) => present(language).map(primarySubtag)),
        String,
      ),
    ),
    statuses: mostFrequent(
      count(
        metadata.map(({ status }) => [status]),
        String,
      ),
    ),
    published: months(metadata),
    undated: metadata.filter(({ published }) => published === null).length,
    total: metadata.length,
    version: index.version,
  }
}

type Metadata = ArticleSummary['metadata']

const present = (value: string | null): string[] => (value === null ? [] : [value])

/**
 * Counts values that a filter takes for the same as one, under the spelling that most articles have, or else the first.
 *
 * @param values each article's.
 */
function count(values: readonly (readonly string[])[], fold: (value: string) => string): FacetCount[] {
  const spellings = new Map<string, Map<string, number>>()
  const folded = new Map<string, string>()
  const totals = new Map<string, number>()
  for (const ofArticle of values) {
    const counted = new Set<string>()
    for (const value of ofArticle) {
      const key = folded.get(value) ?? fold(value)
      folded.set(value, key)
      if (counted.has(key)) continue
      counted.add(key)
      totals.set(key, (totals.get(key) ?? 0) + 1)
      const spelt = spellings.get(key) ?? new Map<string, number>()
      spellings.set(key, spelt.set(value, (spelt.get(value) ?? 0) + 1))
    }
  }
  return [...totals].map(([key, articles]) => ({ value: commonest(spellings.get(key)!), articles }))
}

const commonest = (spellings: ReadonlyMap<string, number>): string =>
  [...spellings].reduce((best, one) => (one[1] > best[1] ? one : best))[0]

const { compare } = new Intl.Collator('und', { numeric: true })

const mostFrequent = (counts: readonly FacetCount[]): FacetCount[] =>
  [...counts]
    .sort(
      (one, other) =>
        other.articles - one.articles || compare(one.value, other.value) || (one.value < other.value ? -1 : 1),
    )
    .slice(0, MOST_FACET_VALUES)

function months(metadata: readonly Metadata[]): FacetCount[] {
  const values = metadata.map(({ published }) => present(published).map((date) => date.slice(0, 'YYYY-MM'.length)))
  return count(values, String)
    .sort((one, other) => (one.value < other.value ? -1 : 1))
    .slice(-MOST_FACET_MONTHS)
}
