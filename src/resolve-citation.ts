import type { Article, EdtfDate, Span } from './articles/article.js'
import type { Citation, ReferenceStyle, Selector } from './citations/citation.js'
import { cite } from './citations/cite.js'
import { formatReference } from './citations/format-reference.js'
import type { Markup } from './citations/markup.js'
import { type ResolvedCitation, resolveCitation as resolve } from './citations/resolve-citation.js'
import { AttestError } from './errors.js'
import { diffWords } from './quotes/diff-words.js'
import type { SearchIndex } from './search-index/search-index.js'

export interface FormatCitationRequest {
  /** An id, former id or address. */
  readonly articleId: string
  /** Of the article's text; left out for the article as a whole. */
  readonly span?: Span | undefined
  readonly style: ReferenceStyle
  readonly accessed?: EdtfDate | undefined
  readonly pinpoint?: string | undefined
  readonly markup: Markup
}

export interface FormattedCitation {
  readonly reference: string
  /** Of the words at the span; null where none was given. */
  readonly citation: Citation | null
  readonly version: string
}

export interface ResolveCitationRequest {
  readonly articleId: string
  readonly selectors: readonly Selector[]
  readonly style: ReferenceStyle
}

export interface CitationNow {
  readonly resolved: ResolvedCitation
  /** Of the words as they stand now; null where they are gone. */
  readonly citation: Citation | null
  readonly version: string
}

export interface CitationParts {
  readonly index: SearchIndex
  readonly publicUrl: string
}

/** A reference in the style asked for. @throws {AttestError} `NOT_FOUND`, `INVALID_REQUEST` for a span without words. */
export async function formatCitation(request: FormatCitationRequest, parts: CitationParts): Promise<FormattedCitation> {
  const { articleId, span, style, accessed, pinpoint, markup } = request
  const article = await parts.index.article(articleId)
  if (article === null) {
    throw new AttestError(
      'NOT_FOUND',
      `Expected the id, a former id or the address of an article, received ${JSON.stringify(articleId)}. GET /api/articles lists them.`,
    )
  }
  if (span !== undefined) refuseWithoutWords(article, span)
  return {
    reference: formatReference(article.metadata, style, { accessed, pinpoint, markup }),
    citation: span === undefined ? null : citationOf(article, span, style, parts),
    version: parts.index.version,
  }
}

/** What became of a citation that was made earlier, from its selectors alone: no state is kept of it. */
export async function resolveCitation(request: ResolveCitationRequest, parts: CitationParts): Promise<CitationNow> {
  const article = await parts.index.article(request.articleId)
  const resolved = resolve(request.selectors, article, diffWords)
  const stands = article !== null && resolved.state !== 'gone'
  return {
    resolved,
    citation: stands ? citationOf(article, resolved.span, request.style, parts) : null,
    version: parts.index.version,
  }
}

/** A span of the caller's own that is not one is no fault of the index. */
function refuseWithoutWords({ id, text }: Article, { start, end }: Span): void {
  if (end <= text.length && text.slice(start, end).trim() !== '') return
  throw new AttestError(
    'INVALID_REQUEST',
    `Expected a span with words in the text of ${id}, which has ${text.length} UTF-16 code units, received ${start} to ${end}.`,
  )
}

function citationOf(
  article: Article,
  span: Span,
  style: ReferenceStyle,
  { index, publicUrl }: CitationParts,
): Citation {
  return cite(article, span, { marker: 1, passageId: index.passageAt(article.id, span.start), publicUrl, style })
}
