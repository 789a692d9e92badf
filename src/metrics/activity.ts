import type { ActivityEvent } from './activity-event.js'
import { type ActivityTotals, count, noActivity } from './activity-totals.js'
import { LatencyHistogram } from './latency-histogram.js'

export const BUCKET_MINUTES = 5
const BUCKET_MS = BUCKET_MINUTES * 60_000
/** Those of 24 hours: with all of them in use a little more than a megabyte. */
const BUCKETS = 288

export const stages = ['embed', 'retrieve', 'read'] as const
export type Stage = (typeof stages)[number]

/** The questions that ended in five minutes. Latencies are of those answered or declined, to within 5 %; null without any. */
export interface ActivityBucket {
  /** ISO 8601, UTC. */
  readonly from: string
  /** However they ended. */
  readonly questions: number
  readonly answered: number
  readonly declined: number
  readonly failed: number
  readonly abandoned: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly firstSegmentP50Ms: number | null
  readonly stagesP50Ms: Readonly<Record<Stage, number | null>>
}

export interface ActivityReport {
  readonly bucketMinutes: number
  /** Of the last 24 hours, oldest first, without those in which no question ended. */
  readonly buckets: readonly ActivityBucket[]
  /** Since the start. */
  readonly totals: Readonly<ActivityTotals>
}

/** What the service was asked and how it went, in memory that does not grow. */
export class Activity {
  readonly totals: ActivityTotals = noActivity()
  /** A bucket's place is its number modulo the ring's length; an older one is replaced. */
  readonly #ring = new Array<Bucket | undefined>(BUCKETS)
  readonly #now: () => number

  /** @param now milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  record(event: ActivityEvent): void {
    count(event, this.totals)
    if (event.kind !== 'quote' && event.kind !== 'draft') this.#bucket().add(event)
  }

  report(): ActivityReport {
    const last = this.#number()
    const buckets = this.#ring
      .filter((bucket) => bucket !== undefined && bucket.number > last - BUCKETS && bucket.number <= last)
      .sort((a, b) => a!.number - b!.number)
    return {
      bucketMinutes: BUCKET_MINUTES,
      buckets: buckets.map((bucket) => bucket!.report()),
      totals: structuredClone(this.totals),
    }
  }

  #number(): number {
    return Math.floor(this.#now() / BUCKET_MS)
  }

  #bucket(): Bucket {
    const number = this.#number()
    const there = this.#ring[number % BUCKETS]
    if (there?.number === number) return there
    const bucket = new Bucket(number)
    this.#ring[number % BUCKETS] = bucket
    return bucket
  }
}

class Bucket {
  readonly #ended = { answered: 0, declined: 0, failed: 0, abandoned: 0 }
  readonly #whole = new LatencyHistogram()
  readonly #firstSegment = new LatencyHistogram()
  readonly #stages = { embed: new LatencyHistogram(), retrieve: new LatencyHistogram(), read: new LatencyHistogram() }

  /** @param number of five minutes since 1970. */
  constructor(readonly number: number) {}

  add(event: ActivityEvent & { readonly kind: 'answer' | 'failure' | 'abandoned' }): void {
    if (event.kind === 'failure') this.#ended.failed++
    else if (event.kind === 'abandoned') this.#ended.abandoned++
    else {
      const { answer, durationMs, firstSegmentMs } = event
      this.#ended[answer.kind === 'answered' ? 'answered' : 'declined']++
      this.#whole.add(durationMs)
      if (firstSegmentMs !== null) this.#firstSegment.add(firstSegmentMs)
      for (const stage of stages) this.#stages[stage].add(answer.timingsMs[stage])
    }
  }

  report(): ActivityBucket {
    const { answered, declined, failed, abandoned } = this.#ended
    return {
      from: new Date(this.number * BUCKET_MS).toISOString(),
      questions: answered + declined + failed + abandoned,
      ...this.#ended,
      p50Ms: this.#whole.quantileMs(0.5),
      p95Ms: this.#whole.quantileMs(0.95),
      firstSegmentP50Ms: this.#firstSegment.quantileMs(0.5),
      stagesP50Ms: {
        embed: this.#stages.embed.quantileMs(0.5),
        retrieve: this.#stages.retrieve.quantileMs(0.5),
        read: this.#stages.read.quantileMs(0.5),
      },
    }
  }
}
