import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Client } from '../web-security/proxies.js'
import type { Caller } from './access.js'
import type { ProblemFormat } from './error-response.js'

export interface AppVariables {
  readonly requestId: string
  /** Where the request comes from. */
  readonly client: Client
  /** Who sent the request; behind a door that wants a key. */
  readonly caller: Caller
  /** How errors are told where a protocol has a form of its own; RFC 9457 where it is absent. */
  readonly problemFormat?: ProblemFormat
}

/** The application as the routes see it. */
export type App = OpenAPIHono<{ Variables: AppVariables }>
