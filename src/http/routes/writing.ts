import { createRoute } from '@hono/zod-openapi'
import type { Attest } from '../../attest.js'
import { InsufficientScopeError } from '../../errors.js'
import {
  Bibliography,
  BibliographyRequest,
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
import { clientSignal } from '../client-signal.js'
import { draftStream } from '../draft-stream.js'
import { type StreamSettings, wantsEvents } from '../event-stream.js'
import { jsonBody, jsonOrEvents, jsonResponse, problems } from './descriptions.js'

const verifyRoute = createRoute({
  method: 'post',
  path: '/api/quotes/verify',
  summary: 'Find a quotation and say how exactly it stands there',
  description:
    'The verdict is exact, normalised, altered (with the difference), stitched, misattributed or not found. Quotation marks around the words are not part of them.',
  request: {
    body: jsonBody(VerifyQuoteRequest, {
      quote: 'BM25 gives a rare word a high weight and a common word a low weight.',
      claimedAuthor: 'Mara Lindqvist',
      style: 'mla',
    }),
  },
  responses: { 200: jsonResponse(VerifiedQuote, 'The verdict, and each place with its citation'), ...problems },
})

const claimRoute = createRoute({
  method: 'post',
  path: '/api/claims/lookup',
  summary: 'Find what the articles say of a claim',
  description:
    'Evidence, never a verdict on the claim: sentences that support it, conflict with it (and in what), or are about the same thing.',
  request: {
    body: jsonBody(LookupClaimRequest, {
      claim: 'Setting k1 to 0 makes BM25 ignore repetition.',
      topK: 5,
      earliestFirst: true,
    }),
  },
  responses: {
    200: jsonResponse(ClaimSources, 'Sentences that support it, conflict with it, or are about it'),
    ...problems,
  },
})

const draftRoute = createRoute({
  method: 'post',
  path: '/api/drafts/check',
  summary: 'Check what a draft quotes, states and says of its sources',
  description:
    'Sentence by sentence: quotations verified, claims looked up, attributions compared, missing citations. With "Accept: text/event-stream" each sentence is an event as soon as it is checked, then `done` with the whole.',
  request: {
    body: jsonBody(CheckDraftRequest, {
      draft:
        'Mara Lindqvist writes that “BM25 gives a rare word a high weight and a common word a low weight.” Setting k1 to 0 makes BM25 ignore repetition.',
      style: 'chicago-note',
      repeated: 'ibid',
    }),
  },
  responses: {
    200: jsonOrEvents(CheckedDraft, 'Its sentences, the draft with footnotes, the bibliography'),
    ...problems,
  },
})

const formatRoute = createRoute({
  method: 'post',
  path: '/api/citations/format',
  summary: 'Format the reference of an article, or the citation of its words',
  description: 'With `span` the result has the citation of these words besides.',
  request: {
    body: jsonBody(FormatCitationRequest, {
      articleId: 'bm25-rare-and-common-words',
      span: { start: 503, end: 581 },
      style: 'chicago-note',
      accessed: '2026-11-21',
      pinpoint: 'para. 2',
      markup: 'markdown',
    }),
  },
  responses: { 200: jsonResponse(FormattedCitation, 'The reference in the style asked for'), ...problems },
})

const resolveRoute = createRoute({
  method: 'post',
  path: '/api/citations/resolve',
  summary: 'Say what became of a citation, from its selectors',
  description: '`current`, `moved`, `changed` with the difference, or `gone`; with the citation as it is now.',
  request: {
    body: jsonBody(ResolveCitationRequest, {
      articleId: 'bm25-rare-and-common-words',
      selectors: [
        {
          type: 'TextQuoteSelector',
          exact: 'BM25 gives a rare word a high weight and a common word a weight close to zero.',
          prefix: 'Rarity: the weight of a word\n\n',
          suffix: ' The weight is called inverse do',
        },
        { type: 'TextPositionSelector', start: 503, end: 581 },
      ],
    }),
  },
  responses: {
    200: jsonResponse(CitationNow, 'Whether the words stand where they stood, moved, changed or are gone'),
    ...problems,
  },
})

const bibliographyRoute = createRoute({
  method: 'post',
  path: '/api/bibliography',
  summary: 'Make the bibliography of everything cited',
  description:
    'Each article once, in the order of the style. For `bibtex`, `ris` and `csl-json` the order is that of the citations, keys are distinct, and `text` is the file to save.',
  request: {
    body: jsonBody(BibliographyRequest, {
      citations: [
        { articleId: 'bm25-rare-and-common-words', span: { start: 503, end: 581 } },
        { articleId: 'bm25-rare-and-common-words', span: { start: 0, end: 26 } },
      ],
      style: 'bibtex',
    }),
  },
  responses: { 200: jsonResponse(Bibliography, 'Its entries, and all of them as one text'), ...problems },
})

/** UTF-16 code units that a key is given of a place of its choice without the scope `read`: as many as a quotation may have. */
const MOST_QUOTED = 5_000

/** What writers ask for: quotations, claims, drafts and citations. */
export function addWritingRoutes(app: App, attest: Attest, stream: StreamSettings): void {
  app.openapi(verifyRoute, async (c) => c.json(await attest.verifyQuote(c.req.valid('json')), 200))
  app.openapi(claimRoute, async (c) => c.json(await attest.lookupClaim(c.req.valid('json')), 200))
  app.openapi(draftRoute, async (c) => {
    const request = c.req.valid('json')
    if (wantsEvents(c)) return draftStream(c, request, attest, stream)
    return c.json(await attest.checkDraft(request, { signal: clientSignal(c) }), 200)
  })
  app.openapi(formatRoute, async (c) => {
    const request = c.req.valid('json')
    const { start, end } = request.span ?? { start: 0, end: 0 }
    if (end - start > MOST_QUOTED && !c.get('caller').scopes.includes('read')) {
      throw new InsufficientScopeError('read', ` to cite more than ${MOST_QUOTED} characters`)
    }
    return c.json(await attest.formatCitation(request), 200)
  })
  app.openapi(bibliographyRoute, async (c) => c.json(await attest.bibliography(c.req.valid('json')), 200))
  app.openapi(resolveRoute, async (c) => c.json(await attest.resolveCitation(c.req.valid('json')), 200))
}
