import type { Passage } from './passages/passage.js'
import type { ArticleSummary, SearchIndex } from './search-index/search-index.js'

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
