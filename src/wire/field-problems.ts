import type { z } from '@hono/zod-openapi'
import type { ErrorCode } from '../errors.js'

export interface FieldProblem {
  /** JSON pointer into the request, as a URI fragment. */
  readonly pointer: string
  readonly detail: string
}

export interface InvalidFields {
  readonly code: ErrorCode & ('INVALID_FILTER' | 'INVALID_REQUEST')
  /** All problems in one line. */
  readonly detail: string
  readonly errors: readonly FieldProblem[]
}

/** Names every field of a request that was not as its schema expects. */
export function invalidFields({ issues }: z.core.$ZodError): InvalidFields {
  const errors = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: 'there is no such field' }))
      : [{ pointer: pointerTo(issue.path), detail: issue.message }],
  )
  return {
    code: issues.every(({ path }) => path.includes('filters')) ? 'INVALID_FILTER' : 'INVALID_REQUEST',
    detail: errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; '),
    errors,
  }
}

const pointerTo = (path: readonly PropertyKey[]): string =>
  ['#', ...path.map((part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')))].join('/')
