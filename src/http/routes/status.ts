import { createRoute, z } from '@hono/zod-openapi'
import type { Attest } from '../../attest.js'
import { release } from '../../config.js'
import type { ServiceMetrics } from '../../metrics/service-metrics.js'
import { Status } from '../../wire/status-schemas.js'
import type { App } from '../app-type.js'
import { jsonResponse, problems } from './descriptions.js'

const statusRoute = createRoute({
  method: 'get',
  path: '/api/status',
  summary: 'Say how the service is',
  description:
    'What it serves, with which models, how the last ingestion ended, and what it was asked in the last 24 hours.',
  responses: { 200: jsonResponse(Status, 'Its status, also before the first version stands'), ...problems },
})

const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'The same numbers for Prometheus',
  responses: {
    200: { description: 'The text format of Prometheus', content: { 'text/plain': { schema: z.string() } } },
  },
})

/** What whoever runs the service looks at. */
export function addStatusRoutes(app: App, attest: Attest, metrics: ServiceMetrics): void {
  app.openapi(statusRoute, async (c) => {
    const { rss, heapUsed } = process.memoryUsage()
    const started = {
      startedAt: new Date(metrics.startedAt).toISOString(),
      uptimeSeconds: (Date.now() - metrics.startedAt) / 1_000,
    }
    const status = await attest.status()
    return c.json({ release, ...started, memoryBytes: { rss, heapUsed }, ...status, activity: metrics.activity() }, 200)
  })

  app.openapi(metricsRoute, async (c) => {
    const text = await metrics.exposition(await attest.status())
    return c.text(text, 200, { 'Content-Type': metrics.contentType })
  })
}
