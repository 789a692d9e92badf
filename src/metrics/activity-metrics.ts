import { Counter, Histogram, type Registry } from 'prom-client'
import { stages } from './activity.js'
import type { ActivityEvent } from './activity-event.js'
import type { ActivityTotals } from './activity-totals.js'

/** Seconds; a question takes some tens of milliseconds, one that a language model answers some seconds. */
const LATENCY_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]

/** The metrics of what the service was asked. Counters show the totals, so that no number is kept twice. */
export function activityMetrics(registry: Registry) {
  const registers = [registry]
  const counter = (name: string, help: string, label?: string) =>
    new Counter({ name, help, labelNames: label === undefined ? [] : [label], registers })
  const histogram = (name: string, help: string, label?: string) =>
    new Histogram({ name, help, labelNames: label === undefined ? [] : [label], buckets: LATENCY_BOUNDS, registers })

  const questions = counter('attest_questions_total', 'Questions by how they ended', 'outcome')
  const declined = counter('attest_declined_questions_total', 'Questions that the articles do not answer', 'reason')
  const failed = counter('attest_failed_questions_total', 'Questions that failed, by error code', 'code')
  const fallbacks = counter('attest_fallbacks_total', 'Answers quoted for want of a language model’s', 'reason')
  const sentences = counter('attest_written_sentences_total', 'Sentences that a language model wrote', 'verdict')
  const quotes = counter('attest_verified_quotes_total', 'Quotations that were verified by themselves', 'verdict')
  const drafts = counter('attest_checked_drafts_total', 'Drafts that were checked to their end')
  const whole = histogram('attest_question_duration_seconds', 'Until the whole answer, of answered and declined ones')
  const first = histogram('attest_first_segment_seconds', 'Until the first segment of an answer')
  const staged = histogram('attest_stage_duration_seconds', 'Parts of a question’s work', 'stage')

  return {
    observe(event: ActivityEvent): void {
      if (event.kind !== 'answer') return
      whole.observe(event.durationMs / 1_000)
      if (event.firstSegmentMs !== null) first.observe(event.firstSegmentMs / 1_000)
      for (const stage of stages) staged.observe({ stage }, event.answer.timingsMs[stage] / 1_000)
    },

    show(totals: ActivityTotals): void {
      const { answered, abandoned } = totals
      const outcomes = { answered, declined: sum(totals.declined), failed: sum(totals.failed), abandoned }
      showBy('outcome', outcomes, questions)
      showBy('reason', totals.declined, declined)
      showBy('code', totals.failed, failed)
      showBy('reason', totals.fallbacks, fallbacks)
      showBy('verdict', totals.sentences, sentences)
      showBy('verdict', totals.quotes, quotes)
      drafts.reset()
      drafts.inc(totals.drafts)
    },
  }
}

function showBy(label: string, counts: Readonly<Record<string, number>>, counter: Counter): void {
  counter.reset()
  for (const [value, number] of Object.entries(counts)) counter.inc({ [label]: value }, number)
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0)
