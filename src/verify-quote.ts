import type { Citation, ReferenceStyle } from './citations/citation.js'
import { cite } from './citations/cite.js'
import { findQuote } from './quotes/find-quote.js'
import type { QuoteFinding, QuoteMatch, QuoteRequest } from './quotes/quote-verdict.js'
import type { SearchIndex } from './search-index/search-index.js'

export interface VerifyQuoteRequest extends QuoteRequest {
  readonly style: ReferenceStyle
}

/** A match as every door shows it: what it says of the words, and the citation that it is read from. */
export interface VerifiedMatch extends Omit<QuoteMatch, 'articleId' | 'span' | 'verbatim'> {
  readonly citation: Citation
}

export interface VerifiedQuote extends Pick<QuoteFinding, 'verdict' | 'marks'> {
  readonly matches: readonly VerifiedMatch[]
  readonly version: string
}

/** Finds a quotation and cites each place where it stands. @throws {AttestError} as `findQuote`. */
export async function verifyQuote(
  { style, ...request }: VerifyQuoteRequest,
  { index, publicUrl }: { readonly index: SearchIndex; readonly publicUrl: string },
): Promise<VerifiedQuote> {
  const { verdict, matches, marks } = await findQuote(request, index)
  const cited = await Promise.all(
    matches.map(async ({ articleId, span, verbatim: _, ...match }, i): Promise<VerifiedMatch> => {
      const article = (await index.article(articleId))!
      const passageId = index.passageAt(articleId, span.start)
      return { ...match, citation: cite(article, span, { marker: i + 1, passageId, publicUrl, style }) }
    }),
  )
  return { verdict, matches: cited, marks, version: index.version }
}
