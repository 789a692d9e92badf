import { describe, expect, test } from 'vitest'
import { Activity } from '../../src/metrics/activity.js'
import { answered, declined, ended } from './answers.js'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const NOON = Date.parse('2026-11-29T12:00:00Z')

function activityAt(start = NOON) {
  const clock = { now: start }
  return { clock, activity: new Activity(() => clock.now) }
}

const near = (value: number) => expect.closeTo(value, value < 10 ? 0 : -1)

describe('the buckets of the last 24 hours', () => {
  test('have the questions that ended in five minutes each, and how long they took', () => {
    const { clock, activity } = activityAt(NOON + 4 * MINUTE)
    for (const durationMs of [100, 200, 1_000]) activity.record(ended(answered, durationMs, durationMs / 2))
    activity.record(ended(declined, 50))
    activity.record({ kind: 'failure', code: 'INFERENCE_OVERLOADED' })
    activity.record({ kind: 'abandoned' })
    clock.now += 2 * MINUTE
    activity.record({ kind: 'abandoned' })
    const { bucketMinutes, buckets } = activity.report()
    expect(bucketMinutes).toBe(5)
    expect(buckets).toMatchObject([
      { from: '2026-11-29T12:00:00.000Z', questions: 6, answered: 3, declined: 1, failed: 1, abandoned: 1 },
      { from: '2026-11-29T12:05:00.000Z', questions: 1, answered: 0, declined: 0, failed: 0, abandoned: 1 },
    ])
    expect(buckets[0]).toMatchObject({
      p50Ms: near(100),
      p95Ms: expect.closeTo(1_000, -2),
      firstSegmentP50Ms: near(100),
      stagesP50Ms: { embed: near(4), retrieve: near(8), read: near(100) },
    })
    const nothing = { embed: null, retrieve: null, read: null }
    expect(buckets[1]).toMatchObject({ p50Ms: null, p95Ms: null, firstSegmentP50Ms: null, stagesP50Ms: nothing })
  })

  test('leave out those in which no question ended, and those that are a day old', () => {
    const { clock, activity } = activityAt()
    activity.record(ended(answered))
    clock.now += DAY - 10 * MINUTE
    activity.record(ended(answered))
    activity.record({ kind: 'draft' })
    expect(activity.report().buckets.map(({ from }) => from)).toEqual([
      '2026-11-29T12:00:00.000Z',
      '2026-11-30T11:50:00.000Z',
    ])
    clock.now += 5 * MINUTE
    activity.record({ kind: 'quote', verdict: 'exact' })
    expect(activity.report().buckets).toHaveLength(2)
    clock.now += 5 * MINUTE
    expect(activity.report().buckets.map(({ from }) => from)).toEqual(['2026-11-30T11:50:00.000Z'])
    expect(activity.report().totals.questions).toBe(2)
  })

  test('never are more than a day has, however long the service runs', () => {
    const { clock, activity } = activityAt()
    for (let i = 0; i < 3 * 288; i++, clock.now += 5 * MINUTE) activity.record({ kind: 'abandoned' })
    clock.now -= 5 * MINUTE
    const { buckets } = activity.report()
    expect(buckets).toHaveLength(288)
    expect(buckets.every(({ questions }) => questions === 1)).toBe(true)
    expect(buckets.map(({ from }) => from)).toEqual(buckets.map(({ from }) => from).sort())
    expect(Date.parse(buckets.at(-1)!.from)).toBe(clock.now)
  })

  test('survive a clock that is put back', () => {
    const { clock, activity } = activityAt()
    activity.record(ended(answered))
    clock.now -= 60 * MINUTE
    activity.record(ended(declined))
    expect(activity.report().buckets).toMatchObject([{ from: '2026-11-29T11:00:00.000Z', declined: 1 }])
    clock.now += 60 * MINUTE
    expect(activity.report().buckets).toMatchObject([{ declined: 1 }, { answered: 1 }])
  })
})

describe('the totals', () => {
  test('are of everything since the start', () => {
    const { activity } = activityAt()
    activity.record(ended(answered))
    activity.record(ended(declined))
    activity.record(ended({ ...declined, reason: 'outside_filters' }))
    activity.record({ kind: 'failure', code: 'NOT_READY' })
    activity.record({ kind: 'failure', code: 'NOT_READY' })
    activity.record({ kind: 'abandoned' })
    activity.record({ kind: 'quote', verdict: 'altered' })
    activity.record({ kind: 'draft' })
    expect(activity.report().totals).toEqual({
      questions: 6,
      answered: 1,
      declined: { no_topic: 1, topic_but_not_this: 0, outside_filters: 1, empty_corpus: 0 },
      failed: { NOT_READY: 2 },
      abandoned: 1,
      fallbacks: {},
      sentences: { supported: 0, partly_supported: 0, uncited: 0, unsupported: 0 },
      quotes: { exact: 0, normalised: 0, altered: 1, stitched: 0, misattributed: 0, not_found: 0 },
      drafts: 1,
    })
  })

  test.each(['dropped', 'marked'])(
    'count each sentence of a language model once, where unsupported ones are %s',
    (how) => {
      const { activity } = activityAt()
      const text = (verdict: 'supported' | 'partly_supported' | 'unsupported') =>
        ({ kind: 'text', text: verdict, citations: [1], verdict }) as const
      activity.record(
        ended({
          ...answered,
          mode: 'language-model',
          fallbackReason: 'cut_off',
          segments: [
            text('supported'),
            text('supported'),
            ...(how === 'marked' ? [text('unsupported')] : []),
            text('partly_supported'),
            ...answered.segments,
          ],
          writing: {
            model: 'scripted',
            sentences: 4,
            unsupported: [{ text: 'unsupported', objections: ['number'] }],
            markersRemoved: 0,
            markersCorrected: 0,
          },
        }),
      )
      expect(activity.report().totals).toMatchObject({
        fallbacks: { cut_off: 1 },
        sentences: { supported: 2, partly_supported: 1, uncited: 0, unsupported: 1 },
      })
    },
  )

  test('that were handed out do not change', () => {
    const { activity } = activityAt()
    const { totals } = activity.report()
    activity.record(ended(declined))
    expect(totals.declined.no_topic).toBe(0)
  })
})
