import { z } from 'zod'
import type { Article, Span } from '../articles/article.js'
import type { Attest } from '../attest.js'
import { AttestError } from '../errors.js'
import { namesOf, titleOf, urlOf } from './article-face.js'
import { textAround } from './text-around.js'
import { makeTool } from './tool.js'

/** What ChatGPT and its like expect of `fetch`: exactly these fields. */
const FetchedArticle = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string().min(1),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

export const fetchTool = makeTool({
  name: 'fetch',
  title: 'Read an article',
  scope: 'read',
  description:
    'Reads an article of the user\'s own by an id of "search", or by the article\'s own id or address. "text" is the article, word for word; of a very long one the part around the passage (metadata.complete is then false). metadata.passage holds the words that the search found.',
  input: z.strictObject({ id: z.string().trim().min(1).max(2_048) }),
  argumentNotes: { id: 'The id of a result of "search", or the id, a former id or the address of an article.' },
  output: FetchedArticle,
  async run({ id }, attest) {
    const { article, passage } = await find(id, attest)
    const span = textAround(article, passage)
    return {
      id,
      title: titleOf({ id: article.id, ...article.metadata }),
      text: article.text.slice(span.start, span.end),
      url: article.metadata.url ?? (await urlOf({ articleId: article.id, span: passage ?? span }, attest)),
      metadata: metadataOf(article, span, passage),
    }
  },
})

/** @throws {AttestError} `NOT_FOUND` */
async function find(id: string, attest: Attest): Promise<{ article: Article; passage: Span | null }> {
  const found = await attest.passage(id)
  const article = await attest.article(found?.passage.articleId ?? id)
  const span = found?.passage.span ?? null
  // A new version may have come between the two calls.
  const isWhole = span === null || article?.text.slice(span.start, span.end) === found?.passage.text
  if (article !== null && isWhole) return { article, passage: span }
  throw new AttestError(
    'NOT_FOUND',
    `Expected an id that "search" gave, or the id or address of an article, received ${JSON.stringify(id)}. Ids of results change with the text of their article; search again.`,
  )
}

/** Flat, because that is what clients show; what the article does not say is left out. */
function metadataOf({ id, metadata, text, textSha256 }: Article, textSpan: Span, passage: Span | null) {
  const { authors, publisher, published, language, status } = metadata
  return {
    articleId: id,
    status,
    ...(authors.length === 0 ? {} : { authors: namesOf(authors) }),
    ...(publisher === null ? {} : { publisher }),
    ...(published === null ? {} : { published }),
    ...(language === null ? {} : { language }),
    textSha256,
    unit: 'utf-16',
    textStart: textSpan.start,
    textEnd: textSpan.end,
    complete: textSpan.end - textSpan.start === text.length,
    ...(passage === null
      ? {}
      : {
          passage: text.slice(passage.start, passage.end),
          passageStart: passage.start,
          passageEnd: passage.end,
        }),
  }
}
