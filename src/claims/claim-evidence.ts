import type { Span } from '../articles/article.js'
import type { Filters } from '../search-index/search-index.js'

export const stances = ['supports', 'conflicts', 'related'] as const
export type Stance = (typeof stances)[number]

export interface ClaimRequest {
  readonly claim: string
  readonly filters?: Filters | undefined
  /** The most pieces of evidence to return, at least 1. */
  readonly topK: number
  /** Earliest publication first instead of best first; undated last. */
  readonly earliestFirst?: boolean | undefined
}

/** What the claim and the sentence say differently about the same thing, in their own words. */
export interface Conflict {
  readonly kind: 'number' | 'date' | 'name' | 'negation'
  readonly claimed: string
  readonly found: string
}

/** A sentence of the corpus beside the claim: evidence, never a verdict. Unsure means `related`. */
export interface ClaimEvidence {
  readonly stance: Stance
  readonly articleId: string
  readonly passageId: string
  /** The sentence, in the article's text. */
  readonly span: Span
  readonly conflict: Conflict | null
  /** Articles that say this in words of their own: near-duplicates and wire copies count as one; at least 1. */
  readonly independentSources: number
}
