import { z } from '@hono/zod-openapi'
import { articleOrders } from '../list-articles.js'
import { Author, edtf, LookedAt, orNull, SourceLines, Span } from './schemas.js'

const ArticleMetadata = z.object({
  title: z.string().nullable(),
  standfirst: z.string().nullable(),
  authors: z.array(Author).readonly(),
  publisher: z.string().nullable(),
  series: z.string().nullable(),
  published: z.string().nullable(),
  updated: z.string().nullable(),
  url: z.string().nullable(),
  language: z.string().nullable(),
  tags: z.array(z.string()).readonly(),
  status: z.enum(['current', 'retracted']),
})

export const ArticleSummary = z
  .object({
    id: z.string(),
    metadata: ArticleMetadata,
    textSha256: z.string(),
    sourceSha256: z.string(),
    sourcePath: z.string(),
  })
  .openapi('ArticleSummary')

export const ArticleList = z
  .object({ articles: z.array(ArticleSummary), total: z.int(), lookedAt: LookedAt, version: z.string() })
  .openapi('ArticleList')

const Evidence = z.object({
  source: z.enum(['front-matter', 'side-car', 'html-meta', 'json-ld', 'html', 'text', 'file-name']),
  key: z.string().nullable(),
  span: orNull(Span),
  sourceLines: orNull(SourceLines),
})

export const Article = ArticleSummary.extend({
  aliases: z.array(z.string()).readonly(),
  mediaType: z.string(),
  text: z.string(),
  evidence: z.record(z.string(), Evidence),
  blocks: z
    .array(
      z.object({
        kind: z.enum(['heading', 'paragraph', 'list-item', 'quotation', 'table-row', 'code']),
        level: z.int().nullable(),
        span: Span,
        sourceLines: SourceLines,
        boilerplate: z.string().nullable(),
      }),
    )
    .readonly(),
}).openapi('Article')

const name = z.string().min(1).max(500)

/** A parameter that may be given several times; any of its values will do. */
const anyOf = (value: z.ZodString, example: string) =>
  z
    .preprocess((given) => (typeof given === 'string' ? [given] : given), z.array(value).max(100))
    .optional()
    .openapi({ type: 'array', items: { type: 'string' }, maxItems: 100, example: [example] })

const selection = {
  query: z.string().trim().max(500).optional().openapi({
    example: 'bm25',
    description: 'Words that must all begin a word of the title, standfirst, authors, publisher, series or tags',
  }),
  status: z.enum(['current', 'retracted']).optional(),
  author: anyOf(name, 'Mara Lindqvist'),
  publisher: anyOf(name, 'Attest Handbook'),
  tag: anyOf(name, 'retrieval'),
  language: anyOf(z.string().min(1).max(35), 'en'),
  publishedFrom: edtf.optional(),
  publishedTo: edtf.optional().openapi({ example: '2026-12-31' }),
}

export const FacetsQuery = z.strictObject(selection)

export const ArticleQuery = z.strictObject({
  ...selection,
  sort: z
    .enum(articleOrders)
    .default('id')
    .openapi({ description: '`-published` is the newest first; undated articles are last either way' }),
  offset: z.coerce.number().int().min(0).default(0).openapi({ type: 'integer', example: 0 }),
  limit: z.coerce.number().int().min(1).max(500).default(100).openapi({ example: 10 }),
})

const counts = z.array(z.object({ value: z.string(), articles: z.int().min(1) })).readonly()

export const ArticleFacets = z
  .object({
    authors: counts,
    publishers: counts,
    tags: counts,
    languages: counts.openapi({ description: 'Without regions' }),
    statuses: counts,
    published: counts.openapi({
      description: 'Months in order; an article dated by its year alone counts under the year',
    }),
    undated: z.int().min(0),
    total: z.int().min(0),
    version: z.string(),
  })
  .openapi('ArticleFacets')
