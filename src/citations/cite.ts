import type { Article, EdtfDate, SourceLines, Span } from '../articles/article.js'
import { AttestError } from '../errors.js'
import { type Citation, citedArticle, type ReferenceStyle } from './citation.js'
import { formatReference } from './format-reference.js'
import { selectorsFor } from './selectors.js'
import { shortQuote } from './short-quote.js'
import { textFragmentLink } from './text-fragment.js'

export interface CitationContext {
  readonly marker: number
  readonly passageId: string | null
  /** Where this service is reached, without a slash at its end. */
  readonly publicUrl: string
  readonly style: ReferenceStyle
  readonly highlight?: Span | null
  /** The day on which the article was read, for the styles that print it. */
  readonly accessed?: EdtfDate | null
}

/**
 * Cites the words of `article` at `span`. `article` comes from the index, which has checked its text's hash.
 * @throws {AttestError} `QUOTE_MISMATCH` where the span does not lie in the article's text.
 */
export function cite(article: Article, span: Span, context: CitationContext): Citation {
  const quote = article.text.slice(span.start, span.end)
  if (quote.length !== span.end - span.start || quote.trim() === '') {
    throw new AttestError(
      'QUOTE_MISMATCH',
      `Expected words of ${article.id} at ${span.start}–${span.end}, found none. Run "attest ingest" to build the index anew.`,
    )
  }
  return {
    marker: context.marker,
    quote,
    shortQuote: shortQuote(quote, context.highlight ?? null),
    verdict: 'exact',
    highlight: context.highlight ?? null,
    articleId: article.id,
    passageId: context.passageId,
    span,
    unit: 'utf-16',
    sourceLines: sourceLinesOf(article, span),
    article: citedArticle(article),
    selectors: selectorsFor(article.text, span),
    permalink: permalink(article, span, context.publicUrl),
    link: article.metadata.url === null ? null : textFragmentLink(article.metadata.url, article, span),
    reference: formatReference(article.metadata, context.style, { accessed: context.accessed }),
  }
}

/** The lines of the source file whose blocks hold the span. */
export function sourceLinesOf(article: Article, span: Span): SourceLines {
  const lines = article.blocks
    .filter((block) => block.span.start < span.end && block.span.end > span.start)
    .map((block) => block.sourceLines)
  if (lines.length === 0) return { first: 1, last: 1 }
  return { first: Math.min(...lines.map(({ first }) => first)), last: Math.max(...lines.map(({ last }) => last)) }
}

/** Twelve digits of the text's hash tell an edited article from the one that was cited. */
function permalink(article: Article, { start, end }: Span, publicUrl: string): string {
  return `${publicUrl}/articles/${encodeURIComponent(article.id)}?text=${article.textSha256.slice(0, 12)}&start=${start}&end=${end}`
}
