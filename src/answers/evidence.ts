import type { Reading } from '../reader/reader.js'
import type { AskedYears } from '../retrieval/asked-years.js'
import type { RankedPassage } from '../retrieval/retriever.js'
import type { QueryWord, SentenceScore } from '../search-index/search-index.js'

/** A retrieved passage with what speaks for each of its sentences. */
export interface PassageEvidence {
  readonly ranked: RankedPassage
  /** One a sentence of the passage, in order. */
  readonly sentences: readonly SentenceScore[]
  /** What the reader makes of it; null where it was not read. */
  readonly reading: Reading | null
}

/** Everything that the decision to decline and the choice of sentences look at. */
export interface Evidence {
  /** Best passage first; those that were read come before those that were not. */
  readonly passages: readonly PassageEvidence[]
  /** The question's content words. */
  readonly words: readonly QueryWord[]
  /** The years that the question names; null where it names none. */
  readonly years: AskedYears | null
}

/**
 * Weight of the reader's margin beside the fused score. It helps most where many sentences share the question's words
 * (dated questions: first passage right .25 → .39), and alone it would rank worse than both searches (docs/decisions/0007).
 */
const MARGIN_WEIGHT = 0.01
/** Beyond this the margin says no more. */
export const LARGEST_MARGIN = 8

/** What a passage is ranked by once it was read. */
const passageScore = ({ ranked, reading }: PassageEvidence): number =>
  ranked.scores.fused + (reading === null ? 0 : MARGIN_WEIGHT * boundedMargin(reading))

export const boundedMargin = ({ margin }: Reading): number =>
  Math.max(-LARGEST_MARGIN, Math.min(LARGEST_MARGIN, margin))

/** Passages that were read, by what the reader makes of them; then the others as they were. */
export function rerank(passages: readonly PassageEvidence[]): PassageEvidence[] {
  const read = passages.filter(({ reading }) => reading !== null)
  const unread = passages.filter(({ reading }) => reading === null)
  return [...read.sort((a, b) => passageScore(b) - passageScore(a) || byId(a, b)), ...unread]
}

const byId = (a: PassageEvidence, b: PassageEvidence): number => (a.ranked.passage.id < b.ranked.passage.id ? -1 : 1)
