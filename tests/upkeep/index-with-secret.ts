import { join } from 'node:path'
import { passageKey } from '../../src/embeddings/caching-embedder.js'
import { openVectorCache } from '../../src/embeddings/vector-cache.js'
import { headingLine } from '../../src/passages/heading-line.js'
import { type IndexedArticle, indexedArticle } from '../search-index/indexed-articles.js'
import { beginVersion, indexFolder } from '../search-index/local/index-folder.js'

export const dimensions = 4
export const word = 'zyxquorvanth'
export const secretOf = (number: number): IndexedArticle =>
  indexedArticle(
    {
      id: 'secret',
      aliases: ['former-secret'],
      paragraphs: [`The ${word} sank in ${number}.`, `Nobody saw the ${word}.`],
      headings: [`About ${word}`],
      metadata: { title: `The ${word}`, tags: [word] },
    },
    dimensions,
  )
export const otherOf = (number: number): IndexedArticle =>
  indexedArticle(
    { id: 'other', paragraphs: [`A ferry sank in ${number}.`], metadata: { title: 'Ferries' } },
    dimensions,
  )

async function write(folder: string, articles: readonly IndexedArticle[]): Promise<string> {
  const writer = await beginVersion(folder, dimensions, 9)
  for (const { article, passages } of articles) {
    await cacheVectors(folder, { article, passages })
    await writer.add(article, passages)
  }
  const sources = articles.map(({ article: { sourcePath: path } }) => ({
    path,
    sha256: 'of the file',
    sideCarSha256: null,
  }))
  return await writer.commit({ sources })
}

/** As ingesting does. */
async function cacheVectors(folder: string, { article, passages }: IndexedArticle): Promise<void> {
  const cache = await openVectorCache({ folder: join(folder, 'cache'), fingerprint: 'embedder-1', dimensions })
  for (const { passage, vector, sentenceVectors } of passages) {
    const sentences = passage.sentences.map(({ start, end }) => article.text.slice(start, end))
    const heading = headingLine(article.metadata.title, passage.headings)
    await cache.add(passageKey({ heading, sentences }), { vector, sentenceVectors })
  }
  await cache.close()
}

/** Three versions: without the article, with it, with another text of it. */
export async function indexWithSecret(): Promise<{ folder: string; versions: string[] }> {
  const folder = await indexFolder()
  const versions = [
    await write(folder, [otherOf(1)]),
    await write(folder, [otherOf(2), secretOf(2)]),
    await write(folder, [secretOf(3), otherOf(3)]),
  ]
  return { folder, versions }
}
