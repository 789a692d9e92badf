import { createRoute } from '@hono/zod-openapi'
import type { Attest } from '../../attest.js'
import {
  CheckDraftRequest,
  CheckedDraft,
  CitationNow,
  ClaimSources,
  FormatCitationRequest,
  FormattedCitation,
  LookupClaimRequest,
  ResolveCitationRequest,
  VerifiedQuote,
  VerifyQuoteRequest,
} from '../../wire/writing-schemas.js'
import type { App } from '../app-type.js'
import { jsonBody, jsonResponse, problems } from './descriptions.js'

const verifyRoute = createRoute({
  method: 'post',
  path: '/api/quotes/verify',
  summary: 'Find a quotation and say how exactly it stands there',
  request: { body: jsonBody(VerifyQuoteRequest) },
  responses: { 200: jsonResponse(VerifiedQuote, 'The verdict, and each place with its citation'), ...problems },
})

const claimRoute = createRoute({
  method: 'post',
  path: '/api/claims/lookup',
  summary: 'Find what the articles say of a claim',
  request: { body: jsonBody(LookupClaimRequest) },
  responses: {
    200: jsonResponse(ClaimSources, 'Sentences that support it, conflict with it, or are about it'),
    ...problems,
  },
})

const draftRoute = createRoute({
  method: 'post',
  path: '/api/drafts/check',
  summary: 'Check what a draft quotes, states and says of its sources',
  request: { body: jsonBody(CheckDraftRequest) },
  responses: {
    200: jsonResponse(CheckedDraft, 'Its sentences, the draft with footnotes, the bibliography'),
    ...problems,
  },
})

const formatRoute = createRoute({
  method: 'post',
  path: '/api/citations/format',
  summary: 'Format the reference of an article, or the citation of its words',
  request: { body: jsonBody(FormatCitationRequest) },
  responses: { 200: jsonResponse(FormattedCitation, 'The reference in the style asked for'), ...problems },
})

const resolveRoute = createRoute({
  method: 'post',
  path: '/api/citations/resolve',
  summary: 'Say what became of a citation, from its selectors',
  request: { body: jsonBody(ResolveCitationRequest) },
  responses: {
    200: jsonResponse(CitationNow, 'Whether the words stand where they stood, moved, changed or are gone'),
    ...problems,
  },
})

/** What writers ask for: quotations, claims, drafts and citations. */
export function addWritingRoutes(app: App, attest: Attest): void {
  app.openapi(verifyRoute, async (c) => c.json(await attest.verifyQuote(c.req.valid('json')), 200))
  app.openapi(claimRoute, async (c) => c.json(await attest.lookupClaim(c.req.valid('json')), 200))
  app.openapi(draftRoute, async (c) => {
    const { signal } = c.req.raw
    return c.json(await attest.checkDraft(c.req.valid('json'), { signal }), 200)
  })
  app.openapi(formatRoute, async (c) => c.json(await attest.formatCitation(c.req.valid('json')), 200))
  app.openapi(resolveRoute, async (c) => c.json(await attest.resolveCitation(c.req.valid('json')), 200))
}
