import { lexicalTerms } from '../lexical-terms.js'
import type { SentenceScore } from '../search-index.js'
import type { QueryTerm } from './bm25-search.js'
import type { Segment } from './segment.js'
import { quantisedDotProduct } from './sentence-vectors.js'
import { sentenceSpans } from './stored-passage.js'

/** @param place the passage's number in the segment. @param text of its whole article. @returns one score a sentence, in order. */
export function scoreSentences(
  vector: Float32Array,
  terms: readonly QueryTerm[],
  segment: Pick<Segment, 'passages' | 'vectors'>,
  place: number,
  text: string,
): SentenceScore[] {
  const cosines = sentenceCosines(vector, segment, place)
  return sentenceSpans(segment.passages, place).map(({ start, end }, index) => ({
    cosine: cosines[index]!,
    coverage: coverage(terms, text.slice(start, end)),
  }))
}

/** @returns one cosine similarity a sentence of the passage at `place`, in order. */
export function sentenceCosines(
  vector: Float32Array,
  { passages, vectors }: Pick<Segment, 'passages' | 'vectors'>,
  place: number,
): number[] {
  const first = passages.sentenceFirsts[place]!
  const end = passages.sentenceFirsts[place + 1]!
  return Array.from({ length: end - first }, (_, index) => {
    const sentence = first + index
    const dot = quantisedDotProduct(vectors.sentenceVectors, sentence * vector.length, vector)
    return dot * vectors.sentenceScales[sentence]!
  })
}

/** Words that the corpus lacks have the greatest idf of all, so a sentence cannot cover a question that asks for them. */
function coverage(terms: readonly QueryTerm[], sentence: string): number {
  const present = new Set(lexicalTerms(sentence).map(({ term }) => term))
  const mass = (some: readonly QueryTerm[]): number => some.reduce((sum, { idf }) => sum + idf, 0)
  return terms.length === 0 ? 0 : mass(terms.filter(({ term }) => present.has(term))) / mass(terms)
}
