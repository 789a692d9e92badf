import type { Segment } from '../../src/answers/answer.js'
import { renderedSegments } from '../../src/answers/rendered-segments.js'
import type { Door } from '../contracts/door.contract.js'
import { serverSentEvents } from '../support/server-sent-events.js'
import { doorAnswer, doorCitation } from './native-answer.js'

const post = (url: string, accept: string, body: object): Promise<Response> =>
  fetch(`${url}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(body),
  })

export const jsonDoor = (url: string): Door => ({
  async ask(question, options) {
    return doorAnswer(await (await post(url, 'application/json', { question, ...options })).json())
  },
})

/** Reads the events as they come, and of `done` only whether it declines. */
export const eventStreamDoor = (url: string): Door => ({
  async ask(question, options) {
    const told: Record<string, unknown[]> = { citation: [], segment: [] }
    for await (const { event, data } of serverSentEvents(
      await post(url, 'text/event-stream', { question, ...options }),
    )) {
      told[event] = [...(told[event] ?? []), JSON.parse(data)]
    }
    const [whole] = told.done as Parameters<typeof doorAnswer>
    if (whole.kind === 'unanswerable') return doorAnswer(whole)
    const segments = told.segment as Segment[]
    return {
      text: renderedSegments(segments),
      segments,
      citations: (told.citation as Parameters<typeof doorCitation>[0][]).map(doorCitation),
    }
  },
})
