import { createHash } from 'node:crypto'
import type { Article } from '../../articles/article.js'
import { AttestError } from '../../errors.js'
import type { Passage } from '../../passages/passage.js'
import type { IndexedPassage } from '../search-index.js'
import { unitVectorProblem } from '../unit-vector.js'

/** As passages/passage.ts defines it; ids are not stored but made again from article and span. */
export const passageId = (article: Pick<Article, 'id' | 'textSha256'>, start: number, end: number): string =>
  `${article.id}.${article.textSha256.slice(0, 12)}.${start}-${end}`

export const textSha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Refuses what could not be read back as it was given.
 * @throws {AttestError} `DIMENSION_MISMATCH`, `INDEX_WRITE_FAILED`.
 */
export function requireIndexable(article: Article, passages: readonly IndexedPassage[], dimensions: number): void {
  if (textSha256(article.text) !== article.textSha256) throw unfit(article.id, 'its textSha256 is not that of its text')
  const ids = new Set<string>()
  let lastStart = 0
  for (const { passage, vector, sentenceVectors } of passages) {
    const problem = passageProblem(article, passage)
    if (problem !== null) throw unfit(passage.id, problem)
    if (ids.has(passage.id)) throw unfit(passage.id, 'it occurs twice')
    ids.add(passage.id)
    // A passage is found by its start (article-catalogue.ts).
    if (passage.span.start < lastStart) throw unfit(passage.id, 'it begins before the passage before it')
    lastStart = passage.span.start
    if (sentenceVectors.length !== passage.sentences.length) {
      throw unfit(passage.id, `expected ${passage.sentences.length} sentence vectors, got ${sentenceVectors.length}`)
    }
    for (const each of [vector, ...sentenceVectors]) requireVector(passage.id, each, dimensions)
  }
}

function passageProblem(article: Article, { id, articleId, span, text, sentences }: Passage): string | null {
  const expectedId = passageId(article, span.start, span.end)
  if (articleId !== article.id || id !== expectedId) return `expected the id ${expectedId} in article ${article.id}`
  if (text !== article.text.slice(span.start, span.end)) return 'its text is not the slice of the article at its span'
  const inside = sentences.every(({ start, end }) => span.start <= start && start < end && end <= span.end)
  return inside ? null : 'a sentence lies outside of it'
}

function requireVector(id: string, vector: Float32Array, dimensions: number): void {
  if (vector.length !== dimensions) {
    throw new AttestError(
      'DIMENSION_MISMATCH',
      `Expected vectors of ${dimensions} values, got ${vector.length} for ${id}.`,
    )
  }
  const problem = unitVectorProblem(vector)
  if (problem !== null) throw unfit(id, problem)
}

const unfit = (id: string, problem: string): AttestError =>
  new AttestError(
    'INDEX_WRITE_FAILED',
    `Cannot index ${id}: ${problem}. This is an error of the caller; nothing was written.`,
  )
