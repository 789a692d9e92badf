import type { IndexStatistics } from '../search-index/search-index.js'
import type { DeclineReason } from './answer.js'
import { bestPassageCosine } from './confidence.js'
import type { Evidence } from './evidence.js'

/** Below this cosine of the best passage the corpus is not about the subject at all. */
const ON_TOPIC_COSINE = 0.35

/** Why the articles that were looked at do not answer. */
export function declineReason(
  evidence: Evidence,
  everything: IndexStatistics,
  lookedAt: IndexStatistics,
): DeclineReason {
  if (everything.passages === 0) return 'empty_corpus'
  if (lookedAt.passages === 0) return 'outside_filters'
  return bestPassageCosine(evidence) >= ON_TOPIC_COSINE ? 'topic_but_not_this' : 'no_topic'
}
