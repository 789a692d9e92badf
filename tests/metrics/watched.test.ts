import { expect, test } from 'vitest'
import { type AnswerEvent, wholeAnswer } from '../../src/answers/answer-events.js'
import { AttestError } from '../../src/errors.js'
import type { ActivityEvent } from '../../src/metrics/activity-event.js'
import { watchedAnswer } from '../../src/metrics/watched.js'
import { answered, declined } from './answers.js'

const sources: AnswerEvent = { kind: 'sources', passages: [], version: answered.version }
const segment: AnswerEvent = { kind: 'segment', segment: answered.segments[0]! }
const done: AnswerEvent = { kind: 'done', answer: answered }

async function* telling(events: readonly AnswerEvent[], thrown?: unknown): AsyncGenerator<AnswerEvent> {
  yield* events
  if (thrown !== undefined) throw thrown
}

async function toldOf(
  events: AsyncIterable<AnswerEvent>,
  read: (watched: AsyncIterable<AnswerEvent>) => unknown,
  signal?: AbortSignal,
) {
  const told: ActivityEvent[] = []
  const watched = watchedAnswer(events, (event) => told.push(event), signal)
  const outcome = await Promise.resolve(read(watched)).catch((thrown) => thrown)
  return { told, outcome }
}

const readAll = async (events: AsyncIterable<AnswerEvent>) => {
  const all: AnswerEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

test('hands on every event, and tells the answer with its times', async () => {
  const events = [sources, segment, segment, done]
  const { told, outcome } = await toldOf(telling(events), readAll)
  expect(outcome).toEqual(events)
  expect(told).toEqual([
    { kind: 'answer', answer: answered, durationMs: expect.any(Number), firstSegmentMs: expect.any(Number) },
  ])
  const [{ durationMs, firstSegmentMs }] = told as [ActivityEvent & { kind: 'answer' }]
  expect(firstSegmentMs).toBeLessThanOrEqual(durationMs)
})

test('an abstention has no first segment', async () => {
  const { told } = await toldOf(telling([sources, { kind: 'done', answer: declined }]), readAll)
  expect(told).toMatchObject([{ kind: 'answer', answer: declined, firstSegmentMs: null }])
})

test('is told once where the reader leaves with the whole answer', async () => {
  const { told, outcome } = await toldOf(telling([sources, segment, done]), wholeAnswer)
  expect(outcome).toBe(answered)
  expect(told).toMatchObject([{ kind: 'answer' }])
})

test('is abandoned where the reader leaves before', async () => {
  const { told } = await toldOf(telling([sources, segment, done]), async (events) => {
    for await (const _ of events) break
  })
  expect(told).toEqual([{ kind: 'abandoned' }])
})

test.each([
  ['its code', new AttestError('NOT_READY', 'Not yet.'), 'NOT_READY'],
  ['INTERNAL where it is a fault', new TypeError('x is undefined'), 'INTERNAL'],
])('tells of a failure %s, and throws it on', async (_, thrown, code) => {
  const { told, outcome } = await toldOf(telling([sources], thrown), readAll)
  expect(outcome).toBe(thrown)
  expect(told).toEqual([{ kind: 'failure', code }])
})

test('is no failure where whoever asked gave up', async () => {
  const gaveUp = new Error('gone')
  const { told, outcome } = await toldOf(telling([sources], gaveUp), readAll, AbortSignal.abort(gaveUp))
  expect(outcome).toBe(gaveUp)
  expect(told).toEqual([{ kind: 'abandoned' }])
})
