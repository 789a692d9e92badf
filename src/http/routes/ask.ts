import { createRoute } from '@hono/zod-openapi'
import type { Attest } from '../../attest.js'
import { Answer, AskRequest, SearchRequest, SearchResults } from '../../wire/schemas.js'
import { answerStream } from '../answer-stream.js'
import type { App } from '../app-type.js'
import { clientSignal } from '../client-signal.js'
import { type StreamSettings, wantsEvents } from '../event-stream.js'
import { jsonBody, jsonOrEvents, jsonResponse, problems } from './descriptions.js'

const askRoute = createRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Answer a question with exact quotes, or decline',
  description:
    'With `Accept: text/event-stream` the answer comes as server-sent events: `sources` with the passages, then `citation` and `segment` as they are ready, then `done` with the body that JSON would have; `error` with a problem where it fails in between.',
  request: {
    body: jsonBody(AskRequest, {
      question: 'What does BM25 do with rare words?',
      filters: { languages: ['en'], publishedFrom: '2025' },
      topK: 5,
      style: 'apa',
    }),
  },
  responses: {
    200: jsonOrEvents(Answer, 'An answer, or what was looked at when the articles do not say'),
    ...problems,
  },
})

const searchRoute = createRoute({
  method: 'post',
  path: '/api/search',
  summary: 'Find passages',
  description: 'By meaning and by words at once. `explain` adds the parts of each score, which add up to it.',
  request: {
    body: jsonBody(SearchRequest, {
      query: 'weight of rare words',
      filters: { tags: ['retrieval'] },
      topK: 3,
      explain: true,
    }),
  },
  responses: { 200: jsonResponse(SearchResults, 'Passages, best first'), ...problems },
})

export function addAskRoutes(app: App, attest: Attest, stream: StreamSettings): void {
  app.openapi(askRoute, async (c) => {
    const request = c.req.valid('json')
    if (wantsEvents(c)) return answerStream(c, request, attest, stream)
    return c.json(await attest.ask(request, { signal: clientSignal(c) }), 200)
  })

  app.openapi(searchRoute, async (c) => {
    const { query, filters, topK, explain } = c.req.valid('json')
    return c.json(await attest.search({ query, filters, topK, explain }), 200)
  })
}
