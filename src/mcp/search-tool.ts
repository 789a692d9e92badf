import { z } from 'zod'
import type { FoundPassage } from '../answers/found-passage.js'
import type { Attest } from '../attest.js'
import { SearchRequest } from '../wire/schemas.js'
import { titleOf, urlOf } from './article-face.js'
import { makeTool } from './tool.js'

/** More than are returned, because several passages may be of one article. */
const PASSAGES = 40
const MOST_RESULTS = 10

/** What ChatGPT and its like expect of `search`: exactly these fields. */
const FoundArticles = z.object({
  results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string().min(1) })),
})

export const searchTool = makeTool({
  name: 'search',
  title: 'Search the articles',
  description:
    'Searches the user\'s own articles by meaning and words. One result an article, best first; "fetch" with a result\'s id reads the article and the passage that was found in it.',
  input: z.strictObject({ query: SearchRequest.shape.query }),
  argumentNotes: { query: 'A question or keywords, in plain words; there are no operators.' },
  output: FoundArticles,
  async run({ query }, attest) {
    const { passages } = await attest.search({ query, topK: PASSAGES })
    return { results: await Promise.all(bestOfEachArticle(passages).map((found) => result(found, attest))) }
  },
})

function bestOfEachArticle(passages: readonly FoundPassage[]): FoundPassage[] {
  const best = new Map<string, FoundPassage>()
  for (const passage of passages) if (!best.has(passage.articleId)) best.set(passage.articleId, passage)
  return [...best.values()].slice(0, MOST_RESULTS)
}

/** The client sees no text before it fetches, so the title says in which section the passage stands. */
async function result({ id, articleId, span, headings, article }: FoundPassage, attest: Attest) {
  const title = [titleOf(article), ...headings].join(' › ')
  return { id, title, url: article.url ?? (await urlOf({ articleId, span }, attest)) }
}
