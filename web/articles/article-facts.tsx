import type { ComponentChildren } from 'preact'
import { formatDate } from '../formats.js'
import { texts } from '../texts.js'
import type { WireCitedArticle } from '../wire.js'
import { FactsLine } from './facts-line.js'
import { authorName, linesOf } from './names.js'

interface Props {
  readonly article: Pick<WireCitedArticle, 'authors' | 'publisher' | 'published'>
  readonly sourceLines?: { readonly first: number; readonly last: number } | undefined
}

/** Who, where and when. */
export function ArticleFacts({ article, sourceLines }: Props) {
  const { authors, publisher, published } = article
  const date = published === null ? texts.articles.noDate : <time dateTime={published}>{formatDate(published)}</time>
  const parts: ComponentChildren[] = [authors.map(authorName).join(', '), publisher, date]
  if (sourceLines !== undefined) parts.push(linesOf(sourceLines))
  return <FactsLine parts={parts} />
}
