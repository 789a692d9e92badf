import { z } from '@hono/zod-openapi'
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

const name = z.string().min(1).max(500).optional()

export const ArticleQuery = z.strictObject({
  author: name.openapi({ example: 'Mara Lindqvist' }),
  publisher: name.openapi({ example: 'Attest Handbook' }),
  tag: name.openapi({ example: 'retrieval' }),
  language: z.string().min(1).max(35).optional().openapi({ example: 'en' }),
  publishedFrom: edtf.optional(),
  publishedTo: edtf.optional().openapi({ example: '2026-12-31' }),
  offset: z.coerce.number().int().min(0).default(0).openapi({ type: 'integer', example: 0 }),
  limit: z.coerce.number().int().min(1).max(500).default(100).openapi({ example: 10 }),
})
