import type { Span } from '../articles/article.js'
import type { Attest } from '../attest.js'
import type { CitedArticle } from '../citations/citation.js'
import { AttestError } from '../errors.js'

/** What a result calls an article by; nothing of a retracted one is shown unmarked. */
export const titleOf = ({ id, title, status }: Pick<CitedArticle, 'id' | 'title' | 'status'>): string =>
  `${status === 'retracted' ? '[RETRACTED] ' : ''}${title ?? id}`

export const namesOf = (authors: CitedArticle['authors']): string =>
  authors.map((author) => ('literal' in author ? author.literal : `${author.given} ${author.family}`)).join('; ')

/** The publisher's address, else this service's own of these words: clients make no citation without one. */
export async function urlOf(place: { readonly articleId: string; readonly span: Span }, attest: Attest) {
  const { citation } = await attest.formatCitation({ ...place, style: 'apa', markup: 'plain' })
  if (citation !== null) return citation.article.url ?? citation.permalink
  throw new AttestError('INTERNAL', `Expected a citation of ${place.articleId}, received none.`)
}
