import type { Article } from '../../articles/article.js'
import type { IndexedPassage } from '../search-index.js'
import { ArticleTexts } from './article-texts.js'
import { passageId } from './indexable.js'
import { passagesOf, readDetails, type Segment } from './segment.js'
import type { StoredArticle } from './segment-files.js'
import { passageAt } from './stored-passage.js'
import { liveArticles, type VersionSegment } from './version-segment.js'

/** An article as it was given to the writer. */
export interface WholeArticle {
  readonly article: Article
  readonly passages: readonly IndexedPassage[]
}

/**
 * The articles that a version has of a segment, in the order in which they were written; what is written again from it is
 * the same.
 * @throws {AttestError} `INDEX_DAMAGED`
 */
export async function* wholeArticles(each: VersionSegment, dimensions: number): AsyncGenerator<WholeArticle> {
  const { segment } = each
  for (const { stored, place } of liveArticles(each)) {
    const article = await wholeArticle(segment, stored)
    const { first, count } = passagesOf(segment, place)
    const passages = Array.from({ length: count }, (_, i) => indexedPassage(segment, dimensions, article, first + i))
    yield { article, passages }
  }
}

/** @throws {AttestError} `INDEX_DAMAGED` where its text is not the one that was indexed. */
export async function wholeArticle(segment: Segment, stored: StoredArticle): Promise<Article> {
  const { textRange: _, detailsRange: __, ...rest } = stored
  const text = await new ArticleTexts(0).text(stored, segment.texts)
  return { ...rest, text, ...(await readDetails(segment, stored)) }
}

/** @param place the passage's number in the segment. */
function indexedPassage(
  { passages, vectors }: Segment,
  dimensions: number,
  article: Article,
  place: number,
): IndexedPassage {
  const id = passageId(article, passages.starts[place]!, passages.ends[place]!)
  const sentenceVectors: Float32Array[] = []
  for (let sentence = passages.sentenceFirsts[place]!; sentence < passages.sentenceFirsts[place + 1]!; sentence += 1) {
    const values = vectors.sentenceVectors.subarray(sentence * dimensions, (sentence + 1) * dimensions)
    sentenceVectors.push(Float32Array.from(values, (value) => value * vectors.sentenceScales[sentence]!))
  }
  return {
    passage: passageAt(id, article.id, passages, place, article.text),
    vector: vectors.passageVectors.slice(place * dimensions, (place + 1) * dimensions),
    sentenceVectors,
  }
}
