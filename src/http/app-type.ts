import type { OpenAPIHono } from '@hono/zod-openapi'

/** The application as the routes see it. */
export type App = OpenAPIHono<{ Variables: { requestId: string } }>
