import { z } from '@hono/zod-openapi'
import { answerModes, declineReasons, fallbackReasons } from '../answers/answer.js'
import { objections, writtenVerdicts } from '../answers/written-verdict.js'
import { referenceStyles } from '../citations/citation.js'
import { errorCodes } from '../errors.js'

export const edtf = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'expected a date as YYYY, YYYY-MM or YYYY-MM-DD')
  .openapi({ example: '2026-02' })

/** `nullable()` of a schema with a name becomes one in the description that refuses null. */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()])

const names = z.array(z.string().trim().min(1).max(500)).max(100)

export const Filters = z
  .strictObject({
    authors: names.optional(),
    publishers: names.optional(),
    publishedFrom: edtf.optional(),
    publishedTo: edtf.optional(),
    articleIds: names.optional(),
    tags: names.optional(),
    languages: names.optional(),
  })
  .openapi('Filters', {
    description:
      'Names match without regard to case and accents. Dates match where the intervals overlap; undated articles fail a date filter.',
  })

const question = z.string().trim().min(1).max(2_000)
const topK = z.int().min(1).max(50).default(8)

/** Most turns and characters of a conversation; a client that keeps more sends the last ones. */
export const MOST_TURNS = 50
export const MOST_CONVERSATION_CHARACTERS = 20_000

const Conversation = z
  .array(z.strictObject({ role: z.enum(['user', 'assistant']), text: z.string() }))
  .max(MOST_TURNS)
  .refine(
    (turns) => turns.reduce((sum, { text }) => sum + text.length, 0) <= MOST_CONVERSATION_CHARACTERS,
    `expected at most ${MOST_CONVERSATION_CHARACTERS} characters in all turns together`,
  )
  .openapi('Conversation', {
    description: `What was said before the question, oldest first; at most ${MOST_CONVERSATION_CHARACTERS} characters in all.`,
  })

export const AskRequest = z
  .strictObject({
    question: question.openapi({ example: 'What does BM25 do with rare words?' }),
    conversation: Conversation.optional(),
    filters: Filters.optional(),
    topK,
    style: z.enum(referenceStyles).default('apa'),
    mode: z
      .enum(answerModes)
      .optional()
      .openapi({ description: 'Left out: by a language model where the service has one, else in quotes' }),
  })
  .openapi('AskRequest')

export const SearchRequest = z
  .strictObject({ query: question, filters: Filters.optional(), topK, explain: z.boolean().default(false) })
  .openapi('SearchRequest')

export const Span = z
  .object({ start: z.int().min(0), end: z.int().min(0) })
  .openapi('Span', { description: 'Half-open range [start, end) of UTF-16 code units.' })

export const SourceLines = z.object({ first: z.int().min(1), last: z.int().min(1) }).openapi('SourceLines')

export const Author = z
  .union([z.object({ given: z.string(), family: z.string() }), z.object({ literal: z.string() })])
  .openapi('Author')

export const CitedArticle = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    authors: z.array(Author).readonly(),
    publisher: z.string().nullable(),
    published: z.string().nullable().openapi({ description: 'EDTF, as precise as the article says: 2026-02' }),
    url: z.string().nullable(),
    language: z.string().nullable(),
    status: z.enum(['current', 'retracted']),
    textSha256: z.string(),
    sourceSha256: z.string(),
  })
  .openapi('CitedArticle')

const storedPassageFields = {
  id: z.string(),
  articleId: z.string(),
  text: z.string(),
  span: Span,
  sourceLines: SourceLines,
  headings: z.array(z.string()).readonly(),
  article: CitedArticle,
}

export const StoredPassage = z.object(storedPassageFields).openapi('StoredPassage')

export const Passage = z
  .object({
    ...storedPassageFields,
    scores: z.object({
      fused: z.number(),
      dense: z.number(),
      lexical: z.number(),
      reader: z.number().nullable(),
    }),
    nearDuplicates: z.int().min(0),
    explanation: z
      .record(z.string(), z.number())
      .optional()
      .openapi({ description: 'Parts that add up to scores.fused; with `explain` only.' }),
  })
  .openapi('Passage')

const Selector = z.union([
  z.object({ type: z.literal('TextQuoteSelector'), exact: z.string(), prefix: z.string(), suffix: z.string() }),
  z.object({ type: z.literal('TextPositionSelector'), start: z.int().min(0), end: z.int().min(0) }),
])

export const Citation = z
  .object({
    marker: z.int().min(1),
    quote: z.string(),
    shortQuote: z.string(),
    verdict: z.enum(['exact']),
    highlight: orNull(Span),
    articleId: z.string(),
    passageId: z.string().nullable(),
    span: Span,
    unit: z.literal('utf-16'),
    sourceLines: SourceLines,
    article: CitedArticle,
    selectors: z.array(Selector).readonly(),
    permalink: z.string(),
    link: z.string().nullable(),
    reference: z.string(),
  })
  .openapi('Citation')

const Timings = z.object({ embed: z.number(), retrieve: z.number(), read: z.number(), total: z.number() })

export const LookedAt = z
  .object({
    articles: z.int(),
    passages: z.int(),
    publishedFrom: z.string().nullable(),
    publishedTo: z.string().nullable(),
    undated: z.int(),
  })
  .openapi('LookedAt')

const WritingReport = z
  .object({
    model: z.string(),
    sentences: z.int().min(0),
    unsupported: z.array(z.object({ text: z.string(), objections: z.array(z.enum(objections)).readonly() })).readonly(),
    markersRemoved: z.int().min(0),
    markersCorrected: z.int().min(0),
  })
  .openapi('WritingReport', { description: 'What became of the sentences that a language model wrote' })

export const AnsweredQuestion = z
  .object({
    kind: z.literal('answered'),
    question: z.string(),
    rewrittenQuestion: z.string().nullable().openapi({ description: 'As it was understood in the conversation' }),
    mode: z.enum(answerModes),
    fallbackReason: z.enum(fallbackReasons).nullable().openapi({
      description: 'Why an answer that a language model was to write is made of quotes, at least in part',
    }),
    writing: orNull(WritingReport),
    confidence: z.number().min(0).max(1),
    degraded: z.boolean(),
    answer: z.string(),
    segments: z
      .array(
        z.object({
          kind: z.enum(['quote', 'text']),
          text: z.string(),
          citations: z.array(z.int()).readonly(),
          verdict: z.enum(writtenVerdicts).nullable(),
        }),
      )
      .readonly(),
    citations: z.array(Citation).readonly(),
    passages: z.array(Passage).readonly(),
    timingsMs: Timings,
    version: z.string(),
  })
  .openapi('AnsweredQuestion')

export const DeclinedQuestion = z
  .object({
    kind: z.literal('unanswerable'),
    question: z.string(),
    rewrittenQuestion: z.string().nullable(),
    reason: z.enum(declineReasons),
    confidence: z.number().min(0).max(1),
    missingWords: z.array(z.string()).readonly(),
    closest: z.array(Passage).readonly(),
    lookedAt: LookedAt,
    timingsMs: Timings,
    version: z.string(),
  })
  .openapi('DeclinedQuestion')

export const Answer = z.discriminatedUnion('kind', [AnsweredQuestion, DeclinedQuestion]).openapi('Answer')

export const SearchResults = z
  .object({ passages: z.array(Passage).readonly(), version: z.string() })
  .openapi('SearchResults')

export const IngestProgress = z.object({
  filesDone: z.int(),
  files: z.int(),
  passages: z.int(),
  characters: z.int(),
  elapsedMs: z.number(),
})

export const Readiness = z
  .object({
    ready: z.boolean(),
    version: z.string().nullable(),
    ingestion: orNull(IngestProgress),
    problem: z.string().nullable(),
  })
  .openapi('Readiness')

export const Problem = z
  .object({
    type: z.string().openapi({ example: 'urn:attest:problem:invalid-request' }),
    code: z.enum(errorCodes),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem', { description: 'RFC 9457' })
