import { createRoute } from '@hono/zod-openapi'
import type { Attest } from '../../attest.js'
import { Answer, AskRequest, SearchRequest, SearchResults } from '../../wire/schemas.js'
import type { App } from '../app-type.js'
import { jsonBody, jsonResponse, problems } from './descriptions.js'

const askRoute = createRoute({
  method: 'post',
  path: '/api/ask',
  summary: 'Answer a question with exact quotes, or decline',
  request: { body: jsonBody(AskRequest) },
  responses: {
    200: jsonResponse(Answer, 'An answer, or what was looked at when the articles do not say'),
    ...problems,
  },
})

const searchRoute = createRoute({
  method: 'post',
  path: '/api/search',
  summary: 'Find passages',
  request: { body: jsonBody(SearchRequest) },
  responses: { 200: jsonResponse(SearchResults, 'Passages, best first'), ...problems },
})

export function addAskRoutes(app: App, attest: Attest): void {
  app.openapi(askRoute, async (c) => {
    const { question, filters, topK, style } = c.req.valid('json')
    return c.json(await attest.ask({ question, filters, topK, style }), 200)
  })

  app.openapi(searchRoute, async (c) => {
    const { query, filters, topK, explain } = c.req.valid('json')
    return c.json(await attest.search({ query, filters, topK, explain }), 200)
  })
}
