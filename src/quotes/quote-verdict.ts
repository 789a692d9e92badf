import type { Span } from '../articles/article.js'
import type { Filters } from '../search-index/search-index.js'
import type { QuoteMark } from './marked-omissions.js'

/** In order of precedence; docs/quotes.md has the table. */
export const quoteVerdicts = ['exact', 'normalised', 'altered', 'stitched', 'misattributed', 'not_found'] as const
export type QuoteVerdict = (typeof quoteVerdicts)[number]

/** What a change touches, gravest first. */
export const quoteChanges = ['number', 'name', 'negation', 'word', 'punctuation'] as const
export type QuoteChange = (typeof quoteChanges)[number]

/** A piece of the comparison: words of both, of the article alone (left out of the quote), or of the quote alone. */
export interface DiffPart {
  readonly kind: 'same' | 'left-out' | 'put-in'
  readonly text: string
}

export interface QuoteRequest {
  readonly quote: string
  /** Who is said to have written it. */
  readonly claimedAuthor?: string | undefined
  /** Where it is said to stand: an id, former id or address. */
  readonly claimedArticleId?: string | undefined
  readonly filters?: Filters | undefined
}

/** Words of a stored article that the quote, or one part of it, was made of. */
export interface QuoteMatch {
  readonly articleId: string
  /** In the article's text. */
  readonly span: Span
  /** The part of the quote as given that stands there; all of it unless the quote was stitched. */
  readonly quoteSpan: Span
  /** Whether these are the words as given, character by character. */
  readonly verbatim: boolean
  /** Share of the words that are the same, 0 to 1; 1 for `exact` and `normalised`. */
  readonly similarity: number
  /** The pieces in order; those that are `same` or `left-out` make up the article's words. */
  readonly diff: readonly DiffPart[]
  readonly changes: readonly QuoteChange[]
  /** Whether article and author are those that were claimed; null where nothing was. */
  readonly asClaimed: boolean | null
  /** Who says these words in the article, where they are reported speech; null where the author does, or it is unsure. */
  readonly speaker: string | null
}

export interface QuoteFinding {
  readonly verdict: QuoteVerdict
  /**
   * Best first; for `stitched` one a part, in the quote's order; for `not_found` the nearest sentences.
   */
  readonly matches: readonly QuoteMatch[]
  /** What the quote itself marks as left out or put in. */
  readonly marks: readonly QuoteMark[]
}
