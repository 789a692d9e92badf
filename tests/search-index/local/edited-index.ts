import { createLocalIndexWriter } from '../../../src/search-index/local/local-index-writer.js'
import type { LocalSearchIndex } from '../../../src/search-index/local/local-search-index.js'
import { openLocalIndex } from '../../../src/search-index/local/open-local-index.js'
import { OpenSegments } from '../../../src/search-index/local/open-segments.js'
import { phraseWords } from '../../../src/search-index/phrase-words.js'
import type { SearchIndex } from '../../../src/search-index/search-index.js'
import { type IndexedArticle, randomNumbers, randomUnitVector } from '../indexed-articles.js'

/** Ends as the given articles and no others. Those that the base has as they are, the same object, are kept. */
export async function editVersion(
  folder: string,
  base: { readonly index: LocalSearchIndex; readonly articles: readonly IndexedArticle[] },
  articles: readonly IndexedArticle[],
  corpus?: unknown,
): Promise<string> {
  const writer = await createLocalIndexWriter({
    folder,
    base: base.index,
    dimensions: base.index.dimensions,
    embedderFingerprint: 'embedder-1',
    splitterFingerprint: 'splitter-1',
  })
  for (const each of articles) {
    if (base.articles.includes(each)) writer.keep(each.article.id)
    else await writer.add(each.article, each.passages)
  }
  return await writer.commit(corpus)
}

/** Makes each list of articles the next version, from the one before it, and opens the last. The first is written whole. */
export async function openEdited(
  folder: string,
  versions: readonly (readonly IndexedArticle[])[],
  writeFirst: (articles: readonly IndexedArticle[]) => Promise<unknown>,
): Promise<LocalSearchIndex> {
  const openSegments = new OpenSegments()
  await writeFirst(versions[0]!)
  let index = (await openLocalIndex({ folder, openSegments }))!
  for (const [i, articles] of versions.slice(1).entries()) {
    await editVersion(folder, { index, articles: versions[i]! }, articles)
    const next = (await openLocalIndex({ folder, openSegments }))!
    await index.close()
    index = next
  }
  return index
}

const queries = ['harbour', 'drought ferry', 'the treaty was signed', 'glacier tariff budget', 'nothing', '']

/** Everything that a search of the index gives, in an order of its own. */
export async function answersOf(index: SearchIndex) {
  const byId = (a: { passageId: string }, b: { passageId: string }): number => (a.passageId < b.passageId ? -1 : 1)
  return {
    statistics: await index.statistics(),
    articles: await Promise.all((await index.articles()).map(({ id }) => index.article(id))),
    summaries: await index.articles(),
    searches: await Promise.all(
      queries.map(async (text) => {
        const query = { text, vector: randomUnitVector(randomNumbers(text.length), index.dimensions) }
        const candidates = (await index.candidates(query, 9)).sort(byId)
        const ids = candidates.map(({ passageId }) => passageId)
        return {
          candidates,
          words: await index.queryWords(text),
          lexical: await index.lexicalPassages(text, 7),
          sentences: await index.sentenceScores(query, ids),
          passages: await index.passages(ids),
          phrases: (await index.phraseMatches(phraseWords(text))).map((match) => JSON.stringify(match)).sort(),
        }
      }),
    ),
  }
}
