import { createRoute, z } from '@hono/zod-openapi'
import type { SSEMessage } from 'hono/streaming'
import type { Attest } from '../../attest.js'
import { AttestError } from '../../errors.js'
import { IngestionRuns, type IngestionRun as Run } from '../../ingestion-runs.js'
import { IngestionRun, IngestRequest } from '../../wire/ingestion-schemas.js'
import type { App } from '../app-type.js'
import { message, namedEvents, type StreamSettings, wantsEvents } from '../event-stream.js'
import { jsonBody, jsonOrEvents, jsonResponse, problemResponse, problems } from './descriptions.js'

const startRoute = createRoute({
  method: 'post',
  path: '/api/ingest',
  summary: 'Ingest the corpus folder',
  description:
    'What changed in the corpus folder of the service becomes the next version. Takes no paths and no addresses. `Location` is where to follow it.',
  request: { body: jsonBody(IngestRequest, {}) },
  responses: {
    202: jsonResponse(IngestionRun, 'It has begun'),
    409: problemResponse('Another ingestion runs; the message names its process and since when'),
    ...problems,
  },
})

const followRoute = createRoute({
  method: 'get',
  path: '/api/ingest/{id}',
  summary: 'Follow an ingestion',
  description:
    'By its id, or `latest` for the one that was asked for last. With `Accept: text/event-stream` each change of its progress is an event `progress`, and its end the event `done` with the body that JSON has then. The last 20 are known, until the service is started again.',
  request: { params: z.object({ id: z.string().min(1).max(100).openapi({ example: 'latest' }) }) },
  responses: { 200: jsonOrEvents(IngestionRun, 'How it goes, or how it ended'), ...problems },
})

/** What whoever looks after the corpus asks for. */
export function addIngestRoutes(app: App, attest: Attest, stream: StreamSettings): void {
  const runs = new IngestionRuns(attest)

  app.openapi(startRoute, async (c) => {
    const run = await runs.start()
    return c.json(run, 202, { Location: `/api/ingest/${run.id}` })
  })

  app.openapi(followRoute, async (c) => {
    const { id } = c.req.valid('param')
    const run = runs.find(id)
    if (run === null) {
      const hint = 'The last 20 are known, until the service is started again.'
      throw new AttestError('NOT_FOUND', `There is no ingestion ${JSON.stringify(id)}. ${hint}`)
    }
    if (wantsEvents(c)) return namedEvents(c, (signal) => messages(runs.follow(run.id, signal)), stream)
    return c.json(run, 200)
  })
}

async function* messages(runs: AsyncIterable<Run>): AsyncGenerator<SSEMessage> {
  for await (const run of runs) {
    if (run.state !== 'running') yield message('done', run)
    else if (run.progress !== null) yield message('progress', run.progress)
  }
}
