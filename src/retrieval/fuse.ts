import type { Candidate } from '../search-index/search-index.js'
import type { ScoreParts } from './retriever.js'

/**
 * Half of the score is dense, half lexical (docs/decisions/0003); half of the dense half is the passage's, half that of
 * its best sentence: an answer is often one sentence of a passage that is about more (docs/decisions/0006).
 */
const WEIGHTS = { passage: 0.25, sentence: 0.25, lexical: 0.5 }

/** Three scores on absolute scales of 0 to 1, so that their sum means the same for every question and corpus. */
export const fuse = (candidate: Pick<Candidate, 'cosine' | 'bestSentenceCosine' | 'lexical'>): ScoreParts => ({
  passage: WEIGHTS.passage * Math.max(candidate.cosine, 0),
  sentence: WEIGHTS.sentence * Math.max(candidate.bestSentenceCosine, 0),
  lexical: WEIGHTS.lexical * candidate.lexical,
})

export const total = (parts: ScoreParts): number => Object.values(parts).reduce((sum, part) => sum + part, 0)
