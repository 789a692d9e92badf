import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import { AttestError, type ErrorCode, InsufficientScopeError, TooManyRequestsError } from '../errors.js'
import { type FieldProblem, invalidFields } from '../wire/field-problems.js'

type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503

/** The only place that knows status numbers. What is not listed is our fault: 500. */
const statusOf: Partial<Record<ErrorCode, ErrorStatus>> = {
  INVALID_REQUEST: 400,
  INVALID_FILTER: 422,
  UNAUTHORIZED: 401,
  HOST_NOT_ALLOWED: 403,
  ORIGIN_NOT_ALLOWED: 403,
  INSUFFICIENT_SCOPE: 403,
  LANGUAGE_MODEL_NOT_CONFIGURED: 400,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  INDEX_LOCKED: 409,
  REQUEST_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  TOO_MANY_AT_ONCE: 503,
  NOT_READY: 503,
  INFERENCE_OVERLOADED: 503,
  INFERENCE_UNAVAILABLE: 503,
  RESOURCES_EXHAUSTED: 503,
}

const titles: Partial<Record<ErrorCode, string>> = {
  INVALID_REQUEST: 'The request is not valid',
  INVALID_FILTER: 'The filters are not valid',
  UNAUTHORIZED: 'An API key is required',
  HOST_NOT_ALLOWED: 'This host name is not served',
  ORIGIN_NOT_ALLOWED: 'Requests from this page are not served',
  INSUFFICIENT_SCOPE: 'The API key does not open this',
  LANGUAGE_MODEL_NOT_CONFIGURED: 'There is no language model',
  NOT_FOUND: 'There is nothing at this address',
  METHOD_NOT_ALLOWED: 'This address does not take this method',
  INDEX_LOCKED: 'Another ingestion runs',
  REQUEST_TOO_LARGE: 'The request is too large',
  UNSUPPORTED_MEDIA_TYPE: 'The body must be JSON',
  TOO_MANY_REQUESTS: 'Too many requests in a minute',
  TOO_MANY_AT_ONCE: 'Too many requests at once',
  NOT_READY: 'The articles are still being ingested',
  INFERENCE_OVERLOADED: 'Too many questions at once',
  INFERENCE_UNAVAILABLE: 'The embedding model is not available',
  RESOURCES_EXHAUSTED: 'The machine lacks file handles or memory',
}

const RETRY_AFTER_S = 2

/** The body of RFC 9457, with a stable `code`. */
export interface Problem {
  readonly type: string
  readonly code: ErrorCode
  readonly title: string
  readonly status: ErrorStatus
  readonly detail: string
  readonly instance: string
  readonly errors?: readonly FieldProblem[]
}

/** A protocol's own form of an error. */
export interface ProblemFormat {
  readonly contentType: string
  body(problem: Problem): object
}

const rfc9457: ProblemFormat = { contentType: 'application/problem+json', body: (problem) => problem }

export function problem(c: Context, code: ErrorCode, detail: string, errors?: readonly FieldProblem[]): Response {
  return problemResponse(c, describeProblem(c, code, detail, errors))
}

function problemResponse(c: Context, described: Problem): Response {
  const { status } = described
  if (status === 503) c.header('Retry-After', String(RETRY_AFTER_S))
  if (status === 401) c.header('WWW-Authenticate', 'Bearer')
  const { contentType, body }: ProblemFormat = c.get('problemFormat') ?? rfc9457
  return c.body(JSON.stringify(body(described)), status, { 'Content-Type': contentType })
}

function describeProblem(c: Context, code: ErrorCode, detail: string, errors?: readonly FieldProblem[]): Problem {
  return {
    type: `urn:attest:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    code,
    title: titles[code] ?? 'Something went wrong here',
    status: statusOf[code] ?? 500,
    detail,
    instance: `/requests/${c.get('requestId') ?? 'unknown'}`,
    ...(errors === undefined ? {} : { errors }),
  }
}

/** Takes what a caller must not see: the error behind a 500. */
export type LogFailure = (hidden: unknown) => void

export function errorResponse(thrown: unknown, c: Context, log: LogFailure): Response {
  if (thrown instanceof InsufficientScopeError) {
    // As RFC 6750 has it, section 3.1.
    c.header('WWW-Authenticate', `Bearer error="insufficient_scope", scope="${thrown.scope}"`)
  }
  if (thrown instanceof TooManyRequestsError) c.header('Retry-After', String(thrown.retryAfterS))
  return problemResponse(c, problemOf(thrown, c, log))
}

/** What a caller is told of anything that was thrown. */
export function problemOf(thrown: unknown, c: Context, log: LogFailure): Problem {
  if (thrown instanceof AttestError && statusOf[thrown.code] !== undefined) {
    return describeProblem(c, thrown.code, thrown.message)
  }
  if (thrown instanceof HTTPException) {
    if (thrown.status === 413) return describeProblem(c, 'REQUEST_TOO_LARGE', 'Expected a smaller body.')
    if (thrown.status < 500) return describeProblem(c, 'INVALID_REQUEST', thrown.message)
  }
  log(thrown)
  const code = thrown instanceof AttestError ? thrown.code : 'INTERNAL'
  return describeProblem(c, code, 'The log of the service has the details under this request.')
}

/** Names every field that was not as expected. */
export function invalidRequest(c: Context, error: z.core.$ZodError): Response {
  const { code, detail, errors } = invalidFields(error)
  return problem(c, code, detail, errors)
}
