import type { GoldQuestion } from '../../src/evaluation/gold.js'

/** An answerable question of which only what matters to a test is said. */
export const goldQuestion = (known: Partial<GoldQuestion>): GoldQuestion => ({
  id: 'q',
  question: 'Who built it?',
  answerable: true,
  relevantArticles: [],
  maybeRelevantArticles: [],
  spans: [],
  answers: [],
  ...known,
})
