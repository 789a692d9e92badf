import { AsyncLocalStorage } from 'node:async_hooks'
import type { Context, MiddlewareHandler } from 'hono'
import type { ActivityEvent } from '../metrics/activity-event.js'
import { callersKey } from './access.js'
import { routeOf } from './count-requests.js'
import { untilAnswered } from './until-answered.js'

/** What one request was, and what became of it: nothing that the client wrote but the method, the route and the id. */
export interface RequestLine {
  readonly requestId: string
  readonly method: string
  /** As documented, never what the client wrote. */
  readonly route: string
  readonly status: number
  /** Until the last byte was sent, or the client was gone. */
  readonly ms: number
  /** The place of the caller's key in the settings; null without one. */
  readonly key: number | null
  /** Of a question. */
  readonly outcome?: 'answered' | 'declined' | 'failed' | 'abandoned'
  /** Why it was declined. */
  readonly reason?: string
  /** Whether the client went away before it had everything. */
  readonly cutOff?: true
}

export interface LineWriter {
  info(fields: object, message: string): void
  debug(fields: object, message: string): void
}

type Outcome = Pick<RequestLine, 'outcome' | 'reason'>

/** Writes one line a request; those that look whether the service lives are for debugging alone, for they never end. */
export class RequestLog {
  readonly #log: LineWriter
  /** Of the request at hand: what a question becomes is told deep below its door. */
  readonly #outcome = new AsyncLocalStorage<{ of: Outcome }>()

  constructor(log: LineWriter) {
    this.#log = log
  }

  /** To be told what the service does while it answers a request. */
  note(event: ActivityEvent): void {
    const request = this.#outcome.getStore()
    if (request !== undefined) request.of = { ...request.of, ...outcomeOf(event) }
  }

  middleware(): MiddlewareHandler {
    return (c, next) => {
      const started = performance.now()
      const outcome = { of: {} }
      return untilAnswered(
        c,
        () => this.#outcome.run(outcome, next),
        (isWhole) => {
          const ms = Math.round((performance.now() - started) * 10) / 10
          this.#write({ ...lineOf(c), ms, ...outcome.of, ...(isWhole ? {} : { cutOff: true }) })
        },
      )
    }
  }

  #write(line: RequestLine): void {
    if (line.route.startsWith('/health/')) this.#log.debug(line, 'request')
    else this.#log.info(line, 'request')
  }
}

function lineOf(c: Context): Omit<RequestLine, 'ms'> {
  const key = callersKey(c)?.number ?? null
  return { requestId: c.get('requestId'), method: c.req.method, route: routeOf(c), status: c.res.status, key }
}

function outcomeOf(event: ActivityEvent): Outcome {
  if (event.kind === 'failure') return { outcome: 'failed' }
  if (event.kind === 'abandoned') return { outcome: 'abandoned' }
  if (event.kind !== 'answer') return {}
  const { answer } = event
  return answer.kind === 'answered' ? { outcome: 'answered' } : { outcome: 'declined', reason: answer.reason }
}
