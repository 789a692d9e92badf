import type { Span } from '../articles/article.js'
import { wordsIn } from './word-borders.js'

const mostWords = 25
const omission = '[…]'

/**
 * At most 25 words of a quote in one piece, with `[…]` where words were left out before or after. Begins with the quote unless its
 * highlighted words stand too far in. Brackets say that the omission is not the author's.
 *
 * @param highlight the words that matter, as a span within `quote`.
 */
export function shortQuote(quote: string, highlight: Span | null = null): string {
  const all = wordsIn(quote, { start: 0, end: quote.length })
  if (all.length <= mostWords) return quote
  const lastMatters = highlight === null ? -1 : all.findLastIndex(({ start }) => start < highlight.end)
  const first = Math.max(0, Math.min(lastMatters + 1 - mostWords, all.length - mostWords))
  const next = all[first + mostWords]
  const start = first === 0 ? 0 : all[first]!.start
  const end = next === undefined ? quote.length : next.start
  return [first === 0 ? '' : omission, quote.slice(start, end).trim(), next === undefined ? '' : omission]
    .filter((part) => part !== '')
    .join(' ')
}
