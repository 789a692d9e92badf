import type { WireAnswer, WireCitation, WireFilters, WirePassage, WireSegment } from '../wire.js'

/** A question and what has come of it so far. */
export interface Exchange {
  readonly id: string
  readonly question: string
  readonly filters: WireFilters
  /** Milliseconds since 1970. */
  readonly askedAt: number
  readonly state: 'asking' | 'done' | 'stopped' | 'failed'
  /** What was told before the end; the whole answer repeats it. */
  readonly passages: readonly WirePassage[]
  readonly citations: readonly WireCitation[]
  readonly segments: readonly WireSegment[]
  /** Of a `done` exchange only. */
  readonly answer: WireAnswer | null
  /** Of a `failed` exchange only, for people. */
  readonly problem: string | null
}

export interface Conversation {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly updatedAt: number
  /** Oldest first. */
  readonly exchanges: readonly Exchange[]
}

export const newExchange = (question: string, filters: WireFilters): Exchange => ({
  id: crypto.randomUUID(),
  question,
  filters,
  askedAt: Date.now(),
  state: 'asking',
  passages: [],
  citations: [],
  segments: [],
  answer: null,
  problem: null,
})
