import type { AnsweredQuestion, DeclinedQuestion, Timings } from '../../src/answers/answer.js'
import type { ActivityEvent } from '../../src/metrics/activity-event.js'

const timingsMs: Timings = { embed: 4, retrieve: 8, read: 100, total: 120 }

export const answered: AnsweredQuestion = {
  kind: 'answered',
  question: 'Where?',
  rewrittenQuestion: null,
  mode: 'extractive',
  fallbackReason: null,
  writing: null,
  confidence: 0.9,
  degraded: false,
  answer: 'Here.',
  segments: [{ kind: 'quote', text: 'Here.', citations: [1], verdict: null }],
  citations: [],
  passages: [],
  timingsMs,
  version: '000001-00000000',
}

export const declined: DeclinedQuestion = {
  kind: 'unanswerable',
  question: 'Where?',
  rewrittenQuestion: null,
  reason: 'no_topic',
  confidence: 0.1,
  missingWords: [],
  closest: [],
  lookedAt: { articles: 1, passages: 1, publishedFrom: null, publishedTo: null, undated: 1 },
  timingsMs,
  version: '000001-00000000',
}

export const ended = (
  answer: AnsweredQuestion | DeclinedQuestion,
  durationMs = 120,
  firstSegmentMs: number | null = answer.kind === 'answered' ? durationMs : null,
): ActivityEvent => ({ kind: 'answer', answer, durationMs, firstSegmentMs })
