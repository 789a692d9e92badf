import type { Article, Span } from '../articles/article.js'

/** A quote above this many characters is named by its first and last words. */
const LONGEST_EXACT = 300
const WORDS_AT_EACH_END = 6
const CONTEXT_WORDS = 4

/**
 * The address of a page with a text fragment that scrolls to the words at `span`.
 * Where the same words stand in the article more than once, the words around them go along.
 * @see https://wicg.github.io/scroll-to-text-fragment/#syntax
 */
export function textFragmentLink(url: string, article: Pick<Article, 'text' | 'blocks'>, span: Span): string {
  const quote = article.text.slice(span.start, span.end)
  const unique = standsOnce(article.text, isRange(quote) ? firstWords(quote, WORDS_AT_EACH_END) : quote)
  const block = article.blocks.find(({ span: own }) => own.start <= span.start && span.start < own.end)?.span ?? span
  const before = unique ? '' : lastWords(article.text.slice(block.start, span.start), CONTEXT_WORDS)
  // The last words of a range are looked for after its first, so that these are what must be found.
  const after =
    unique || isRange(quote)
      ? ''
      : firstWords(article.text.slice(span.end, Math.max(block.end, span.end)), CONTEXT_WORDS)
  const directive = [
    before === '' ? '' : `${encode(before)}-,`,
    target(quote),
    after === '' ? '' : `,-${encode(after)}`,
  ].join('')
  // A page's own fragment stays; the directive follows it.
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${directive}`
}

/** Browsers compare without regard to case. */
function standsOnce(text: string, words: string): boolean {
  const [where, what] = [text.toLowerCase(), words.toLowerCase()]
  return where.indexOf(what) === where.lastIndexOf(what)
}

/** A text fragment's exact form cannot cross a block border; its range form can. */
const isRange = (quote: string): boolean =>
  (quote.length > LONGEST_EXACT || quote.includes('\n')) && quote.trim().split(/\s+/).length >= 2 * WORDS_AT_EACH_END

function target(quote: string): string {
  if (!isRange(quote)) return encode(quote)
  return `${encode(firstWords(quote, WORDS_AT_EACH_END))},${encode(lastWords(quote, WORDS_AT_EACH_END))}`
}

const firstWords = (text: string, count: number): string => text.trim().split(/\s+/).slice(0, count).join(' ')
const lastWords = (text: string, count: number): string => text.trim().split(/\s+/).slice(-count).join(' ')

/** `-`, `,` and `&` have a meaning inside the directive; encodeURIComponent leaves the first as it is. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D')
