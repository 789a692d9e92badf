import type { Span } from '../articles/article.js'
import { phraseWords } from '../search-index/phrase-words.js'

const BOUNDARY =
  /[,;:—–()]|\b(?:so that|in order that|because|although|though|but|while|whereas|which|who|since|until|and)\b/giu
/** Share of a clause's words. */
const SAME_MATTER = 0.5

/**
 * Whether a "not" is about what another text says: most words of the clause that it stands in are there too. "They change
 * places, so that none of them freezes" does not deny that they change places.
 */
export function deniesTheSame(text: string, negation: Span, other: string): boolean {
  const bounds = [...text.matchAll(BOUNDARY)].map(({ index, 0: mark }) => ({ start: index, end: index + mark.length }))
  const start = bounds.findLast(({ end }) => end <= negation.start)?.end ?? 0
  const end = bounds.find((bound) => bound.start >= negation.end)?.start ?? text.length
  const clause = text.slice(start, negation.start) + text.slice(negation.end, end)
  const words = phraseWords(clause).map(({ word }) => word)
  const others = new Set(phraseWords(other).map(({ word }) => word))
  return words.filter((word) => others.has(word)).length >= SAME_MATTER * words.length
}
