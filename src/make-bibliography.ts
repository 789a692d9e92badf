import type { EdtfDate, Span } from './articles/article.js'
import type { CitedWork } from './citations/bibliography.js'
import { wholeBibliography } from './citations/bibliography-file.js'
import type { ReferenceStyle } from './citations/citation.js'
import type { Markup } from './citations/markup.js'
import { AttestError } from './errors.js'
import type { SearchIndex } from './search-index/search-index.js'

export interface BibliographyRequest {
  readonly citations: readonly {
    /** An id, former id or address. */
    readonly articleId: string
    /** As a citation has it; an entry is about the article as a whole. */
    readonly span?: Span | undefined
  }[]
  readonly style: ReferenceStyle
  readonly markup: Markup
  readonly accessed?: EdtfDate | undefined
}

export interface Bibliography {
  /** Each article once: in the order of the style, or as cited where the style is a format for programs. */
  readonly entries: readonly string[]
  /** All of them as they are saved or pasted. */
  readonly text: string
  readonly version: string
}

/** Unknown articles that a message names. */
const MOST_NAMED = 10

/** The bibliography of everything cited. @throws {AttestError} `NOT_FOUND` with the articles that there are not. */
export async function makeBibliography(
  { citations, style, markup, accessed }: BibliographyRequest,
  index: SearchIndex,
): Promise<Bibliography> {
  const ids = [...new Set(citations.map(({ articleId }) => articleId))]
  // A summary needs no reading from the disk; only a former id or an address does.
  const found = await Promise.all(ids.map(async (id) => index.summary(id) ?? (await index.article(id))))
  const unknown = ids.filter((_, i) => found[i] === null)
  if (unknown.length > 0) throw notFound(unknown)
  const cited = found.flatMap((article): CitedWork[] => (article === null ? [] : [article]))
  return { ...wholeBibliography(cited, style, { accessed, markup }), version: index.version }
}

function notFound(unknown: readonly string[]): AttestError {
  const named = unknown.slice(0, MOST_NAMED).map((id) => JSON.stringify(id))
  const more = unknown.length > named.length ? ` and ${unknown.length - named.length} more` : ''
  return new AttestError(
    'NOT_FOUND',
    `Expected ids, former ids or addresses of articles; there is no ${named.join(', ')}${more}. GET /api/articles lists them.`,
  )
}
