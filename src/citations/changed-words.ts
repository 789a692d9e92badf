import type { Span } from '../articles/article.js'
import type { DiffPart } from '../quotes/quote-verdict.js'

interface QuotedWords {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

/** Words of context that must be there for it to be found again. */
const anchorWords = 3
/** How much longer than the quote edited words may be. */
const mostGrowth = 2
const slackCharacters = 80
/** Of context that stands at many places, e.g. in a list, so many are looked at. */
const mostPlaces = 20

/** Where the words of a quote could stand after they were edited: between what stood before and what stood after them. */
export function betweenNeighbours(text: string, quote: QuotedWords, stood: number | null): Span[] {
  const before = lastWords(quote.prefix)
  const after = firstWords(quote.suffix)
  if (before === '' || after === '') return []
  const longest = quote.exact.length * mostGrowth + slackCharacters
  return nearest(occurrences(text, before), stood).flatMap((at) => {
    const start = at + before.length
    const end = text.slice(start, start + longest).indexOf(after)
    const span = trimmed(text, { start, end: start + Math.max(0, end) })
    return span.end > span.start ? [span] : []
  })
}

const wordPattern = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu

/**
 * The part of the text that has most of a quote's words close together, half as long again at either end; the nearest to where the quote
 * stood of several. Null where no word of it is there.
 */
export function mostAlike(text: string, exact: string, stood: number | null): Span | null {
  const wanted = counted(words(exact).map(({ word }) => word))
  const size = words(exact).length
  if (size === 0) return null
  const all = words(text)
  const surplus = new Map<string, number>()
  let common = 0
  let best: { first: number; common: number; distance: number } | null = null
  for (let i = 0; i < all.length; i++) {
    common += add(all[i]!.word, 1)
    if (i >= size) common -= add(all[i - size]!.word, -1)
    const first = Math.max(0, i - size + 1)
    const distance = Math.abs(all[first]!.start - (stood ?? 0))
    if (best === null || common > best.common || (common === best.common && distance < best.distance)) {
      best = { first, common, distance }
    }
  }
  if (best === null || best.common === 0) return null
  const slack = Math.ceil(size / 2) + 1
  const run = all.slice(Math.max(0, best.first - slack), best.first + size + slack)
  return { start: run[0]!.start, end: run.at(-1)!.end }

  /** 1 where the word is wanted and not yet had as often as wanted; counts it in either case. */
  function add(word: string, change: 1 | -1): number {
    const had = (surplus.get(word) ?? 0) + (change === 1 ? 0 : -1)
    surplus.set(word, had + (change === 1 ? 1 : 0))
    return had < (wanted.get(word) ?? 0) ? 1 : 0
  }
}

/**
 * The span without words at its ends that the quote does not have, as its comparison with the quote says; with the full stop or closing mark
 * behind its last word where the quote ends in one.
 */
export function withoutStrangers(text: string, span: Span, exact: string, diff: readonly DiffPart[]): Span {
  const all = words(text.slice(span.start, span.end))
  const own = diff.filter(({ kind }) => kind !== 'put-in')
  const strangers = (parts: readonly DiffPart[]): number => {
    const first = parts.findIndex(({ kind, text }) => kind === 'same' && words(text).length > 0)
    return parts.slice(0, Math.max(0, first)).reduce((sum, part) => sum + words(part.text).length, 0)
  }
  const kept = all.slice(strangers(own), all.length - strangers(own.toReversed()))
  if (kept.length === 0) return { start: span.start, end: span.start }
  const end = span.start + kept.at(-1)!.end
  const mark = /[.!?…”’"')]$/.test(exact) ? /^[.!?…,]?[”’"')]*/.exec(text.slice(end, end + 4))![0] : ''
  return { start: span.start + kept[0]!.start, end: end + mark.length }
}

const words = (text: string): { word: string; start: number; end: number }[] =>
  [...text.matchAll(wordPattern)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))

function counted(list: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** The context's last whole words, with the white space behind them. */
function lastWords(prefix: string): string {
  const all = [...prefix.matchAll(wordPattern)]
  // The first is most likely cut: context is a number of characters.
  const kept = all.slice(Math.max(1, all.length - anchorWords))
  return kept.length === 0 ? '' : prefix.slice(kept[0]!.index)
}

function firstWords(suffix: string): string {
  const all = [...suffix.matchAll(wordPattern)]
  const kept = all.slice(0, Math.min(anchorWords, all.length - 1)).at(-1)
  return kept === undefined ? '' : suffix.slice(0, kept.index + kept[0].length)
}

function occurrences(text: string, words: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(at)
  return found
}

const nearest = (places: readonly number[], stood: number | null): number[] =>
  [...places].sort((a, b) => Math.abs(a - (stood ?? 0)) - Math.abs(b - (stood ?? 0)) || a - b).slice(0, mostPlaces)

function trimmed(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  return { start: from, end: from + words.trim().length }
}
