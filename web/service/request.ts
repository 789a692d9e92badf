import type { WireProblem } from '../wire.js'
import { noteKeyNeeded, noteReached, noteUnreachable, watchService } from './service-state.js'

/** The service refused, and says why (RFC 9457). */
export class ProblemError extends Error {
  constructor(readonly problem: Pick<WireProblem, 'code' | 'title' | 'detail' | 'status'>) {
    super(`${problem.title}. ${problem.detail}`)
    this.name = 'ProblemError'
  }
}

/** Whether the service takes it later: once a key is given, or the articles are read. The frame of the page says so. */
export const isTooEarly = (error: unknown): boolean =>
  error instanceof ProblemError && (error.problem.status === 401 || error.problem.code === 'NOT_READY')

/** Nobody answered: the service has stopped or the network is gone. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('The service does not answer.', { cause })
    this.name = 'UnreachableError'
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  readonly accept?: string
  readonly signal?: AbortSignal | undefined
}

/**
 * @returns a response that is no problem.
 * @throws {ProblemError} where the service refuses, {@link UnreachableError} where nobody answers, the signal's reason.
 */
export async function send(address: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', body, accept = 'application/json', signal } = options
  const response = await fetch(address, {
    method,
    headers: { Accept: accept, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((thrown: unknown) => {
    signal?.throwIfAborted()
    noteUnreachable()
    throw new UnreachableError(thrown)
  })
  noteReached()
  if (response.ok) return response
  const problem = await problemOf(response)
  if (problem.status === 401) noteKeyNeeded()
  if (problem.code === 'NOT_READY') void watchService()
  throw new ProblemError(problem)
}

/** @throws as `send`. */
export async function getJson<Body>(address: string, signal?: AbortSignal): Promise<Body> {
  return (await send(address, { signal })).json()
}

/** @throws as `send`. */
export async function postJson<Body>(address: string, body: unknown, signal?: AbortSignal): Promise<Body> {
  return (await send(address, { method: 'POST', body, signal })).json()
}

/** Something in between (a proxy) may answer in its own words. */
async function problemOf(response: Response): Promise<ProblemError['problem']> {
  const { status, statusText } = response
  const body: Partial<WireProblem> = await response.json().catch(() => ({}))
  return {
    code: body.code ?? 'INTERNAL',
    title: body.title ?? `The service answered ${status} ${statusText}`.trim(),
    detail: body.detail ?? '',
    status,
  }
}
