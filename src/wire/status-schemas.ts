import { z } from '@hono/zod-openapi'
import { declineReasons, fallbackReasons } from '../answers/answer.js'
import { writtenVerdicts } from '../answers/written-verdict.js'
import { errorCodes } from '../errors.js'
import { quoteVerdicts } from '../quotes/quote-verdict.js'
import { IngestProgress, LookedAt, orNull } from './schemas.js'

const number = z.int().min(0)
const milliseconds = z.number().min(0).nullable()
const moment = z.string().openapi({ description: 'ISO 8601, UTC' })

export const LastIngestion = z
  .object({
    finishedAt: moment,
    durationMs: milliseconds,
    outcome: z.enum(['ingested', 'up-to-date', 'failed']),
    version: z.string().nullable(),
    added: number.nullable(),
    changed: number.nullable(),
    removed: number.nullable(),
    unchanged: number.nullable(),
    failedFiles: number.nullable(),
    failed: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).readonly(),
    problem: z.string().nullable(),
  })
  .openapi('LastIngestion', {
    description: 'Null is what is not known, as of a version that another process built. `failed` has the first 200.',
  })

const ActivityBucket = z
  .object({
    from: moment,
    questions: number,
    answered: number,
    declined: number,
    failed: number,
    abandoned: number,
    p50Ms: milliseconds,
    p95Ms: milliseconds,
    firstSegmentP50Ms: milliseconds,
    stagesP50Ms: z.object({ embed: milliseconds, retrieve: milliseconds, read: milliseconds }),
  })
  .openapi('ActivityBucket', {
    description: 'The questions that ended in it; latencies are of those answered or declined, to within 5 %.',
  })

const each = <Key extends string>(keys: readonly Key[]) =>
  z.object(Object.fromEntries(keys.map((key) => [key, number])) as Record<Key, typeof number>)
const some = <Key extends string>(keys: readonly Key[]) =>
  z
    .object(
      Object.fromEntries(keys.map((key) => [key, number.optional()])) as Record<Key, z.ZodOptional<typeof number>>,
    )
    .openapi({ description: 'Those that occurred' })

const Activity = z
  .object({
    bucketMinutes: number,
    buckets: z.array(ActivityBucket).readonly(),
    totals: z.object({
      questions: number,
      answered: number,
      declined: each(declineReasons),
      failed: some(errorCodes),
      abandoned: number,
      fallbacks: some(fallbackReasons),
      sentences: each(writtenVerdicts),
      quotes: each(quoteVerdicts),
      drafts: number,
    }),
  })
  .openapi('Activity', {
    description: 'Buckets of the last 24 hours, the empty ones left out; totals since the start.',
  })

export const Status = z
  .object({
    release: z.string(),
    startedAt: moment,
    uptimeSeconds: z.number().min(0),
    memoryBytes: z.object({ rss: number, heapUsed: number }),
    version: z.string().nullable(),
    versionCreatedAt: moment.nullable(),
    newestVersion: z.string().nullable(),
    pinnedVersion: z.string().nullable(),
    corpus: orNull(LookedAt.extend({ retracted: number })),
    models: z.object({
      embedding: z.string(),
      reader: z.string().nullable(),
      reranker: z.string().nullable(),
      languageModel: z.string().nullable(),
    }),
    inference: orNull(
      z.object({
        processes: number,
        queued: z.object({ interactive: number, bulk: number }),
        inFlight: number,
        deaths: number,
      }),
    ),
    ingestion: z.object({ running: orNull(IngestProgress), last: orNull(LastIngestion) }),
    activity: Activity,
  })
  .openapi('Status')
