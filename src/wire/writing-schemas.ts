import { z } from '@hono/zod-openapi'
import { referenceStyles } from '../citations/citation.js'
import { markups } from '../citations/markup.js'
import { stances } from '../claims/claim-evidence.js'
import { attributionKinds, draftFormats, LONGEST_DRAFT } from '../drafts/draft.js'
import { quoteMarks } from '../quotes/marked-omissions.js'
import { quoteChanges, quoteVerdicts } from '../quotes/quote-verdict.js'
import { Citation, edtf, Filters, orNull, Span } from './schemas.js'

const articleId = z.string().trim().min(1).max(2_000)
const style = z.enum(referenceStyles).default('apa')

export const VerifyQuoteRequest = z
  .strictObject({
    quote: z.string().min(1).max(5_000).openapi({ example: 'Wild yeast divides more slowly' }),
    claimedAuthor: z.string().trim().min(1).max(500).optional(),
    claimedArticleId: articleId.optional().openapi({ description: 'An id, former id or address' }),
    filters: Filters.optional(),
    style,
  })
  .openapi('VerifyQuoteRequest')

const DiffPart = z
  .object({ kind: z.enum(['same', 'left-out', 'put-in']), text: z.string() })
  .openapi('DiffPart', { description: '`same` and `left-out` are words of the article, `put-in` of the quote alone.' })

const QuoteMatch = z
  .object({
    citation: Citation,
    quoteSpan: Span.openapi({ description: 'The part of the quote as given that stands there' }),
    similarity: z.number().min(0).max(1),
    diff: z.array(DiffPart).readonly(),
    changes: z.array(z.enum(quoteChanges)).readonly(),
    asClaimed: z.boolean().nullable(),
    speaker: z.string().nullable(),
  })
  .openapi('QuoteMatch')

const found = {
  verdict: z.enum(quoteVerdicts),
  marks: z.array(z.enum(quoteMarks)).readonly(),
  matches: z.array(QuoteMatch).readonly(),
}

export const VerifiedQuote = z.object({ ...found, version: z.string() }).openapi('VerifiedQuote')

export const LookupClaimRequest = z
  .strictObject({
    claim: z
      .string()
      .trim()
      .min(1)
      .max(2_000)
      .openapi({ example: 'A colony eats fifteen kilograms of honey in winter' }),
    filters: Filters.optional(),
    topK: z.int().min(1).max(50).default(8),
    earliestFirst: z.boolean().default(false),
    style,
  })
  .openapi('LookupClaimRequest')

const Evidence = z
  .object({
    stance: z.enum(stances),
    citation: Citation,
    conflict: z
      .object({ kind: z.enum(['number', 'date', 'name', 'negation']), claimed: z.string(), found: z.string() })
      .nullable(),
    independentSources: z.int().min(1),
  })
  .openapi('Evidence')

export const ClaimSources = z
  .object({ evidence: z.array(Evidence).readonly(), version: z.string() })
  .openapi('ClaimSources', { description: 'Evidence, never a verdict; empty where nothing fits.' })

export const CheckDraftRequest = z
  .strictObject({
    draft: z
      .string()
      .min(1)
      .max(LONGEST_DRAFT)
      .regex(/\S/, 'expected words')
      .openapi({ example: 'A colony eats “about fifteen kilograms of honey” in winter, Tom Hale writes.' }),
    format: z.enum(draftFormats).default('markdown'),
    filters: Filters.optional(),
    repeated: z.enum(['short', 'ibid']).default('short').openapi({
      description: 'What a footnote says that cites the same article as the one before',
    }),
    style,
  })
  .openapi('CheckDraftRequest')

export const CheckedSentence = z
  .object({
    span: Span.openapi({ description: 'In the draft' }),
    text: z.string(),
    checkable: z.boolean(),
    quotes: z
      .array(z.object({ span: Span, text: z.string(), claimedAuthor: z.string().nullable(), ...found }))
      .readonly(),
    attributions: z
      .array(
        z.object({
          kind: z.enum(attributionKinds),
          claimed: z.string(),
          value: z.string(),
          span: Span,
          found: z.string().nullable(),
          agrees: z.boolean().nullable(),
        }),
      )
      .readonly(),
    evidence: z.array(Evidence).readonly(),
    missingCitation: z.boolean(),
  })
  .openapi('CheckedSentence')

export const CheckedDraft = z
  .object({
    sentences: z.array(CheckedSentence).readonly(),
    footnoted: z.string(),
    bibliography: z.array(z.string()).readonly(),
    version: z.string(),
  })
  .openapi('CheckedDraft')

export const FormatCitationRequest = z
  .strictObject({
    articleId,
    span: Span.optional(),
    style,
    accessed: edtf.optional().openapi({ description: 'The day on which the article was read' }),
    pinpoint: z.string().trim().min(1).max(100).optional().openapi({ example: 'para. 4' }),
    markup: z.enum(markups).default('plain'),
  })
  .openapi('FormatCitationRequest')

export const FormattedCitation = z
  .object({ reference: z.string(), citation: orNull(Citation), version: z.string() })
  .openapi('FormattedCitation')

export const BibliographyRequest = z
  .strictObject({
    citations: z
      .array(z.strictObject({ articleId, span: Span.optional() }))
      .min(1)
      .max(1_000)
      .openapi({ description: 'Only which articles they are of counts' }),
    style,
    markup: z.enum(markups).default('plain'),
    accessed: edtf.optional().openapi({ description: 'The day on which the articles were read' }),
  })
  .openapi('BibliographyRequest')

export const Bibliography = z
  .object({
    entries: z.array(z.string()).readonly(),
    text: z.string().openapi({ description: 'All of them as a file to save, or a list to paste' }),
    version: z.string(),
  })
  .openapi('Bibliography')

/** Comparing takes time with the square of the length. */
const GivenSelector = z.union([
  z.object({
    type: z.literal('TextQuoteSelector'),
    exact: z.string().min(1).max(5_000),
    prefix: z.string().max(500).default(''),
    suffix: z.string().max(500).default(''),
  }),
  z.object({ type: z.literal('TextPositionSelector'), start: z.int().min(0), end: z.int().min(0) }),
])

export const ResolveCitationRequest = z
  .strictObject({ articleId, selectors: z.array(GivenSelector).min(1).max(10), style })
  .openapi('ResolveCitationRequest')

const ResolvedCitation = z.discriminatedUnion('state', [
  z.object({ state: z.literal('current'), span: Span }),
  z.object({ state: z.literal('moved'), span: Span }),
  z.object({
    state: z.literal('changed'),
    span: Span,
    words: z.string(),
    similarity: z.number().min(0).max(1),
    diff: z.array(DiffPart).readonly(),
  }),
  z.object({ state: z.literal('gone'), missing: z.enum(['article', 'words']) }),
])

export const CitationNow = z
  .object({ resolved: ResolvedCitation, citation: orNull(Citation), version: z.string() })
  .openapi('CitationNow')
