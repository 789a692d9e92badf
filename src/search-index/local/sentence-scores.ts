import type { SentenceScore } from '../search-index.js'
import { termFinder } from '../terms-present.js'
import type { QueryTerm } from './bm25-search.js'
import type { Segment } from './segment.js'
import { quantisedDotProduct } from './sentence-vectors.js'
import { sentenceSpans } from './stored-passage.js'

/** @param coverage see `coverageOf`. @param place the passage's number in the segment. @param text of its whole article. @returns one score a sentence, in order. */
export function scoreSentences(
  vector: Float32Array,
  coverage: (sentence: string) => number,
  segment: Pick<Segment, 'passages' | 'vectors'>,
  place: number,
  text: string,
): SentenceScore[] {
  const cosines = sentenceCosines(vector, segment, place)
  return sentenceSpans(segment.passages, place).map(({ start, end }, index) => ({
    cosine: cosines[index]!,
    coverage: coverage(text.slice(start, end)),
  }))
}

/** @returns one cosine similarity a sentence of the passage at `place`, in order. */
export function sentenceCosines(
  vector: Float32Array,
  { passages, vectors }: Pick<Segment, 'passages' | 'vectors'>,
  place: number,
): number[] {
  const cosines: number[] = []
  const end = passages.sentenceFirsts[place + 1]!
  for (let sentence = passages.sentenceFirsts[place]!; sentence < end; sentence += 1) {
    const dot = quantisedDotProduct(vectors.sentenceVectors, sentence * vector.length, vector)
    cosines.push(dot * vectors.sentenceScales[sentence]!)
  }
  return cosines
}

/**
 * The share of the terms' idf mass that stands in a sentence. Words that the corpus lacks have the greatest idf of all, so
 * a sentence cannot cover a question that asks for them.
 */
export function coverageOf(terms: readonly QueryTerm[]): (sentence: string) => number {
  if (terms.length === 0) return () => 0
  const find = termFinder(new Set(terms.map(({ term }) => term)))
  const mass = (some: readonly QueryTerm[]): number => some.reduce((sum, { idf }) => sum + idf, 0)
  const whole = mass(terms)
  return (sentence) => {
    const present = find(sentence)
    return mass(terms.filter(({ term }) => present.has(term))) / whole
  }
}
