import type { AnswerEvent } from '../answers/answer-events.js'
import type { DraftEvent } from '../check-draft.js'
import { AttestError } from '../errors.js'
import type { ActivityEvent, TellActivity } from './activity-event.js'

/** The same events; how the question ended is told once. @param signal of whoever asks. */
export async function* watchedAnswer(
  events: AsyncIterable<AnswerEvent>,
  tell: TellActivity,
  signal?: AbortSignal,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const started = performance.now()
  const sinceStart = () => performance.now() - started
  let firstSegmentMs: number | null = null
  let isTold = false
  const tellOnce = (event: ActivityEvent) => {
    if (!isTold) tell(event)
    isTold = true
  }
  try {
    for await (const event of events) {
      if (event.kind === 'segment') firstSegmentMs ??= sinceStart()
      // Before it is handed on: who has the whole answer asks for nothing more.
      if (event.kind === 'done')
        tellOnce({ kind: 'answer', answer: event.answer, durationMs: sinceStart(), firstSegmentMs })
      yield event
    }
  } catch (thrown) {
    if (signal?.aborted !== true) tellOnce({ kind: 'failure', code: codeOf(thrown) })
    throw thrown
  } finally {
    tellOnce({ kind: 'abandoned' })
  }
}

/** The same events; a draft that was checked to its end is told. */
export async function* watchedDraft(
  events: AsyncIterable<DraftEvent>,
  tell: TellActivity,
): AsyncGenerator<DraftEvent, void, undefined> {
  for await (const event of events) {
    if (event.kind === 'done') tell({ kind: 'draft' })
    yield event
  }
}

const codeOf = (thrown: unknown) => (thrown instanceof AttestError ? thrown.code : 'INTERNAL')
