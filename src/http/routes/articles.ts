import { createRoute, z } from '@hono/zod-openapi'
import type { Attest } from '../../attest.js'
import { citedArticle } from '../../citations/citation.js'
import { AttestError } from '../../errors.js'
import type { ArticleSelection } from '../../select-articles.js'
import { Article, ArticleFacets, ArticleList, ArticleQuery, FacetsQuery } from '../../wire/article-schemas.js'
import { StoredPassage } from '../../wire/schemas.js'
import type { App } from '../app-type.js'
import { jsonResponse, problems } from './descriptions.js'

/** An article's id may be its address here, and addresses are long. */
const idParam = (example: string) => z.object({ id: z.string().min(1).max(2_048).openapi({ example }) })

const listRoute = createRoute({
  method: 'get',
  path: '/api/articles',
  summary: 'List articles',
  description:
    'Each parameter narrows the list; names match without regard to case and accents, and one that is given several times matches any. `total` counts the whole list, `lookedAt` what a search under the same filters looks at, whatever `query` and `status`.',
  request: { query: ArticleQuery },
  responses: { 200: jsonResponse(ArticleList, 'Articles without their texts'), ...problems },
})

const facetsRoute = createRoute({
  method: 'get',
  path: '/api/facets',
  summary: 'Count what articles may be narrowed to',
  description:
    'Authors, publishers, tags, languages, statuses and months of the articles that `GET /api/articles` lists under the same parameters; the most frequent first, at most 200 of each, of months the last 1,200.',
  request: { query: FacetsQuery },
  responses: { 200: jsonResponse(ArticleFacets, 'Each value with its number of articles'), ...problems },
})

const articleRoute = createRoute({
  method: 'get',
  path: '/api/articles/{id}',
  summary: 'Read an article: text, blocks, metadata and how each field was recognised',
  description: 'By its id, a former id, or its address, percent-encoded.',
  request: { params: idParam('bm25-rare-and-common-words') },
  responses: { 200: jsonResponse(Article, 'The article'), ...problems },
})

const passageRoute = createRoute({
  method: 'get',
  path: '/api/passages/{id}',
  summary: 'Read a passage',
  description: 'Passage ids change with the text of their article; a search gives the present ones.',
  request: { params: idParam('bm25-rare-and-common-words.0900807fbc70.503-920') },
  responses: {
    200: jsonResponse(StoredPassage, 'The passage'),
    ...problems,
  },
})

export function addArticleRoutes(app: App, attest: Attest): void {
  app.openapi(listRoute, async (c) => {
    const { sort, offset, limit, ...query } = c.req.valid('query')
    const { articles, statistics, version } = await attest.articles({ ...selectionOf(query), sort })
    const page = articles.slice(offset, offset + limit)
    return c.json({ articles: page, total: articles.length, lookedAt: statistics, version }, 200)
  })

  app.openapi(facetsRoute, async (c) => c.json(await attest.facets(selectionOf(c.req.valid('query'))), 200))

  app.openapi(articleRoute, async (c) => {
    const { id } = c.req.valid('param')
    const article = await attest.article(id)
    if (article === null) throw new AttestError('NOT_FOUND', `There is no article ${JSON.stringify(id)}.`)
    return c.json({ ...article, evidence: Object.fromEntries(Object.entries(article.evidence)) }, 200)
  })

  app.openapi(passageRoute, async (c) => {
    const { id } = c.req.valid('param')
    const found = await attest.passage(id)
    if (found === null) {
      const hint = 'Passage ids change with the text of their article; search again.'
      throw new AttestError('NOT_FOUND', `There is no passage ${JSON.stringify(id)}. ${hint}`)
    }
    const { articleId, text, span, sourceLines, headings } = found.passage
    return c.json({ id, articleId, text, span, sourceLines, headings, article: citedArticle(found.article) }, 200)
  })
}

function selectionOf({ author, publisher, tag, language, ...rest }: z.infer<typeof FacetsQuery>): ArticleSelection {
  return { ...rest, authors: author, publishers: publisher, tags: tag, languages: language }
}
