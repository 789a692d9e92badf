import { createRoute, z } from '@hono/zod-openapi'
import type { Attest } from '../../attest.js'
import { Readiness } from '../../wire/schemas.js'
import type { App } from '../app-type.js'
import { jsonResponse } from './descriptions.js'

const liveRoute = createRoute({
  method: 'get',
  security: [],
  path: '/health/live',
  summary: 'The process runs',
  responses: { 200: jsonResponse(z.object({ live: z.literal(true) }), 'It does') },
})

const readyRoute = createRoute({
  method: 'get',
  security: [],
  path: '/health/ready',
  summary: 'Questions can be answered',
  responses: {
    200: jsonResponse(Readiness, 'A whole version is being served'),
    503: jsonResponse(Readiness, 'The first version is still being built, or could not be; says how far or why'),
  },
})

export function addHealthRoutes(app: App, attest: Attest): void {
  app.openapi(liveRoute, (c) => c.json({ live: true as const }, 200))
  app.openapi(readyRoute, (c) => {
    const readiness = attest.readiness()
    return readiness.ready ? c.json(readiness, 200) : c.json(readiness, 503, { 'Retry-After': '2' })
  })
}
