import { z } from '@hono/zod-openapi'
import { Problem } from '../../wire/schemas.js'

/** @param example a request that the shipped articles answer; a test sends it. */
export const jsonBody = <T extends z.ZodType>(schema: T, example: z.input<T>) => ({
  required: true,
  content: { 'application/json': { schema, example } },
})

export const jsonResponse = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** The same, or server-sent events where the client accepts them. */
export const jsonOrEvents = <T extends z.ZodType>(schema: T, description: string) => ({
  description: `${description}; as JSON, or as server-sent events`,
  content: { 'application/json': { schema }, 'text/event-stream': { schema: z.string() } },
})

const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: Problem } },
})

/** What any route may answer instead; docs/errors.md lists the codes. */
export const problems = {
  400: problemResponse('The request is not valid'),
  401: problemResponse('An API key is required'),
  403: problemResponse('Host or origin not served, or the key does not open this'),
  404: problemResponse('Nothing there'),
  413: problemResponse('Body too large'),
  415: problemResponse('Body is not JSON'),
  422: problemResponse('The filters are not valid'),
  429: problemResponse('Too many requests in a minute, or too many wrong keys; Retry-After says when to come back'),
  // By the server, before the request is read.
  408: { description: 'The request did not arrive in time; without a body' },
  431: { description: 'Too many headers, or too long with the address; without a body' },
  500: problemResponse('A fault of the service'),
  503: problemResponse('Not ready, or too many questions at once; Retry-After says when to come back'),
}
