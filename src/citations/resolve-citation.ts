import type { Article, Span } from '../articles/article.js'
import type { DiffPart } from '../quotes/quote-verdict.js'
import { betweenNeighbours, mostAlike, withoutStrangers } from './changed-words.js'
import type { Selector } from './citation.js'
import { commonEnd, commonStart, isBounded } from './common-text.js'

/** Compares a quote with words of an article: `put-in` are words of the quote alone, `left-out` those of the article. */
export type WordDiff = (quote: string, words: string) => readonly DiffPart[]

export type ResolvedCitation =
  /** The words stand where they stood. */
  | { readonly state: 'current'; readonly span: Span }
  /** The same words stand elsewhere in the article. */
  | { readonly state: 'moved'; readonly span: Span }
  /** The words were edited; `words` is what stands there now, `similarity` the share of words that stayed, 0 to 1. */
  | {
      readonly state: 'changed'
      readonly span: Span
      readonly words: string
      readonly similarity: number
      readonly diff: readonly DiffPart[]
    }
  /** The article is not there any more, or nothing in it is like the words. */
  | { readonly state: 'gone'; readonly missing: 'article' | 'words' }

/** Below this share of words in common, words between the same neighbours are other words, not an edited quote. */
const leastSimilarity = 0.5
/** So many characters of context make an occurrence inside a longer word the quote's own, with letters put in beside it. */
const tellingContext = 8

/**
 * Where the words of a citation are now, from its selectors and the article as it is stored today (null where it is gone).
 * Same words at several places: those with the most of the former context, then the nearest to where they stood.
 */
export function resolveCitation(
  selectors: readonly Selector[],
  article: Pick<Article, 'text'> | null,
  diffWords: WordDiff,
): ResolvedCitation {
  if (article === null) return { state: 'gone', missing: 'article' }
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector')
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector')
  if (quote === undefined || quote.exact.trim() === '') return { state: 'gone', missing: 'words' }
  const stood = position?.start ?? null
  const { text } = article
  if (stood !== null && text.startsWith(quote.exact, stood) && isStill(text, quote, stood)) {
    return { state: 'current', span: { start: stood, end: stood + quote.exact.length } }
  }
  const best = bestOccurrence(text, quote, stood)
  if (best !== null) {
    return { state: best === stood ? 'current' : 'moved', span: { start: best, end: best + quote.exact.length } }
  }
  return edited(text, quote, stood, diffWords)
}

type QuoteSelector = Extract<Selector, { type: 'TextQuoteSelector' }>

/** The same words at the same place, and at least one of their neighbours: then nothing else needs a look. */
const isStill = (text: string, { exact, prefix, suffix }: QuoteSelector, start: number): boolean =>
  text.startsWith(suffix, start + exact.length) && text.slice(0, start).endsWith(prefix)

/** The offset of the exact words with the most context, the nearest of several; null where they are nowhere. */
function bestOccurrence(text: string, { exact, prefix, suffix }: QuoteSelector, stood: number | null): number | null {
  let best: { start: number; context: number; distance: number } | null = null
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1)) {
    const end = start + exact.length
    const before = commonEnd(prefix, text.slice(Math.max(0, start - prefix.length), start))
    const after = commonStart(suffix, text.slice(end, end + suffix.length))
    const isTold = before >= Math.min(tellingContext, prefix.length) || after >= Math.min(tellingContext, suffix.length)
    // `rain` in `train` is another word, unless the words around it are those of the quote.
    if (!isTold && !isBounded(text, { start, end })) continue
    const found = { start, context: before + after, distance: Math.abs(start - (stood ?? start)) }
    if (
      best === null ||
      found.context > best.context ||
      (found.context === best.context && found.distance < best.distance)
    ) {
      best = found
    }
  }
  return best?.start ?? null
}

/** Words between the former neighbours are looked at first: they are the quote's place, whatever stands elsewhere. */
function edited(text: string, quote: QuoteSelector, stood: number | null, diffWords: WordDiff): ResolvedCitation {
  const compared = (span: Span): Extract<ResolvedCitation, { state: 'changed' }> => {
    const words = text.slice(span.start, span.end)
    const diff = diffWords(quote.exact, words)
    return { state: 'changed', span, words, similarity: similarityOf(diff), diff }
  }
  const inPlace = betweenNeighbours(text, quote, stood)
    .map(compared)
    .sort((a, b) => b.similarity - a.similarity || a.span.start - b.span.start)[0]
  if (inPlace !== undefined && inPlace.similarity >= leastSimilarity) return inPlace
  const around = mostAlike(text, quote.exact, stood)
  if (around === null) return { state: 'gone', missing: 'words' }
  const elsewhere = compared(withoutStrangers(text, around, quote.exact, compared(around).diff))
  return elsewhere.similarity >= leastSimilarity ? elsewhere : { state: 'gone', missing: 'words' }
}

/** Words in common of the longer of the two. */
function similarityOf(diff: readonly DiffPart[]): number {
  const count = (kinds: readonly DiffPart['kind'][]): number =>
    diff
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0)
  const longer = Math.max(count(['same', 'put-in']), count(['same', 'left-out']))
  return longer === 0 ? 0 : count(['same']) / longer
}
