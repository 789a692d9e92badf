import type { Span } from '../articles/article.js'
import type { SearchIndex } from '../search-index/search-index.js'
import { mayBe } from './attribution.js'
import { diffWords } from './diff-words.js'
import type { GivenQuote } from './given-quote.js'
import type { DiffPart, QuoteChange, QuoteMatch, QuoteRequest } from './quote-verdict.js'
import { speakerOf } from './speaker.js'

/** Words of an article that a quote, or a part of it, was found to be. */
export interface Found {
  readonly articleId: string
  readonly span: Span
  readonly kind?: 'exact' | 'normalised' | 'altered'
  readonly similarity: number
  readonly changes: readonly QuoteChange[]
  readonly diff?: readonly DiffPart[]
  /** The part of the plain quote; all of it where it is left out. */
  readonly quoteSpan?: Span
}

export interface ClaimedOf {
  readonly request: QuoteRequest
  readonly index: SearchIndex
  readonly claimedId: string | null
}

export async function matchOf(
  found: Found,
  given: GivenQuote,
  { request, index, claimedId }: ClaimedOf,
): Promise<QuoteMatch> {
  const { articleId, span, similarity, changes } = found
  const article = (await index.article(articleId))!
  const part = found.quoteSpan ?? { start: 0, end: given.plain.length }
  const speaker = speakerOf(article, span)
  return {
    articleId,
    span,
    quoteSpan: { start: given.places[part.start]!, end: given.places[part.end - 1]! + 1 },
    verbatim: found.kind === 'exact',
    similarity,
    diff: found.diff ?? diffWords(given.plain.slice(part.start, part.end), article.text.slice(span.start, span.end)),
    changes,
    asClaimed: asClaimed(),
    speaker,
  }

  function asClaimed(): boolean | null {
    const { claimedAuthor } = request
    if (claimedId === null && claimedAuthor === undefined) return null
    const inArticle = claimedId === null || claimedId === articleId
    return inArticle && (claimedAuthor === undefined || mayBe(claimedAuthor, index.summary(articleId)!, speaker))
  }
}
