import { rm } from 'node:fs/promises'
import type { ArticleMetadata } from '../../src/articles/article.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'
import { indexedArticle } from '../search-index/indexed-articles.js'
import { makeIndexFolder, writeVersion } from '../search-index/local/index-folder.js'

export interface ArticleIndex {
  readonly index: SearchIndex
  close(): Promise<void>
}

export type KnownOfArticle = Partial<ArticleMetadata> & { readonly id: string }

/** A real index of articles of which only the metadata matters. */
export async function indexOfArticles(known: readonly KnownOfArticle[]): Promise<ArticleIndex> {
  const folder = await makeIndexFolder()
  const articles = known.map(({ id, ...metadata }) => indexedArticle({ id, paragraphs: ['A ferry.'], metadata }, 4))
  await writeVersion(folder, articles, 4)
  const index = (await openLocalIndex({ folder }))!
  return {
    index,
    async close() {
      await index.close()
      await rm(folder, { recursive: true })
    },
  }
}
