import type { Passage } from './passages/passage.js'
import type { ArticleSummary, Filters, IndexStatistics, SearchIndex } from './search-index/search-index.js'

export interface ArticleListing {
  /** Ordered by id. */
  readonly articles: ArticleSummary[]
  readonly statistics: IndexStatistics
  readonly version: string
}

export async function listArticles(index: SearchIndex, filters?: Filters): Promise<ArticleListing> {
  const [articles, statistics] = await Promise.all([index.articles(filters), index.statistics(filters)])
  return { articles, statistics, version: index.version }
}

export interface StoredPassage {
  readonly passage: Passage
  readonly article: ArticleSummary
}

/** Null where there is no such passage. */
export async function storedPassage(index: SearchIndex, passageId: string): Promise<StoredPassage | null> {
  const [passage] = await index.passages([passageId])
  const article = passage ? index.summary(passage.articleId) : null
  return passage && article ? { passage, article } : null
}
