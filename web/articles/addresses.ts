import type { WireCitation, WireSpan } from '../wire.js'

export const articleAddress = (id: string): string => `/articles/${encodeURIComponent(id)}`

/** As long as a permalink's: enough to tell whether the article was edited since. */
const VERSION_CHARACTERS = 12

/** The page of an article at some of its words, here; it says so where the article was edited since. */
export function addressOf(article: { readonly id: string; readonly textSha256: string }, span: WireSpan): string {
  const version = article.textSha256.slice(0, VERSION_CHARACTERS)
  return `${articleAddress(article.id)}?text=${version}&start=${span.start}&end=${span.end}#cited`
}

export const citedAt = ({ article, span }: Pick<WireCitation, 'article' | 'span'>): string => addressOf(article, span)
