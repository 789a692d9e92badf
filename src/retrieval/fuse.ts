import type { Candidate } from '../search-index/search-index.js'
import type { ScoreParts } from './retriever.js'

/** Weight of the dense search. One half lost to neither search alone on any development set (docs/decisions/0003). */
const DENSE_WEIGHT = 0.5

/** Two scores on absolute scales of 0 to 1, so that their sum means the same for every question and corpus. */
export function fuse(candidate: Pick<Candidate, 'cosine' | 'lexical'>): ScoreParts {
  return {
    dense: DENSE_WEIGHT * Math.max(candidate.cosine, 0),
    lexical: (1 - DENSE_WEIGHT) * candidate.lexical,
  }
}

export const total = (parts: ScoreParts): number => Object.values(parts).reduce((sum, part) => sum + part, 0)
