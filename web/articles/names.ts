import { formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import type { WireAuthor, WireCitedArticle } from '../wire.js'

export const authorName = (author: WireAuthor): string =>
  'literal' in author ? author.literal : `${author.given} ${author.family}`

export const titleOf = ({ id, title }: Pick<WireCitedArticle, 'id' | 'title'>): string =>
  title ?? texts.articles.untitled(id)

export const linesOf = ({ first, last }: { readonly first: number; readonly last: number }): string =>
  first === last
    ? texts.articles.line(formatNumber(first))
    : texts.articles.lines(formatNumber(first), formatNumber(last))
