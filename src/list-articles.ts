import type { Author } from './articles/article.js'
import type { ArticleSummary, IndexStatistics, SearchIndex } from './search-index/search-index.js'
import { type ArticleSelection, type MetadataText, selectArticles } from './select-articles.js'

/** How a list of articles may be ordered: what it is ordered by, with `-` the greatest first. */
export const articleOrders = ['id', 'title', 'author', 'published', '-published'] as const
export type ArticleOrder = (typeof articleOrders)[number]

export interface ListArticlesRequest extends ArticleSelection {
  /** `id` where it is not given. */
  readonly sort?: ArticleOrder | undefined
}

export interface ArticleListing {
  /** As `sort` says; what is equal in that, by id. */
  readonly articles: ArticleSummary[]
  /** What a search under the filters looks at, whatever the query and status. */
  readonly statistics: IndexStatistics
  readonly version: string
}

/** @throws {AttestError} `INVALID_FILTER` */
export async function listArticles(
  index: SearchIndex,
  { sort = 'id', ...selection }: ListArticlesRequest,
  textOf: MetadataText,
): Promise<ArticleListing> {
  const { query: _, status: __, ...filters } = selection
  const articles = await selectArticles(index, selection, textOf)
  return { articles: ordered(articles, sort), statistics: await index.statistics(filters), version: index.version }
}

/** The same on every machine, whatever its language: the root order of Unicode. */
const { compare: compareNames } = new Intl.Collator('und', { sensitivity: 'base', numeric: true })
const compareDates = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

interface Order {
  /** What an article is ordered by; null puts it last. */
  readonly key: (article: ArticleSummary) => string | null
  readonly compare: (one: string, other: string) => number
}

const published = ({ metadata }: ArticleSummary): string | null => metadata.published

const orders: Readonly<Record<Exclude<ArticleOrder, 'id'>, Order>> = {
  title: { key: ({ id, metadata }) => metadata.title ?? id, compare: compareNames },
  author: { key: ({ metadata }) => familyFirst(metadata.authors[0]), compare: compareNames },
  published: { key: published, compare: compareDates },
  '-published': { key: published, compare: (one, other) => compareDates(other, one) },
}

const familyFirst = (author: Author | undefined): string | null =>
  author === undefined ? null : 'literal' in author ? author.literal : `${author.family}, ${author.given}`

/** @param articles ordered by id. */
function ordered(articles: ArticleSummary[], sort: ArticleOrder): ArticleSummary[] {
  if (sort === 'id') return articles
  const { key, compare } = orders[sort]
  return articles
    .map((article) => ({ article, by: key(article) }))
    .sort((one, other) => compareNullsLast(one.by, other.by, compare))
    .map(({ article }) => article)
}

/** Sorting is stable, so that what is equal stays ordered by id. */
function compareNullsLast(one: string | null, other: string | null, compare: Order['compare']): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return compare(one, other)
}
