import type { Article, Span } from '../articles/article.js'
import { createSqueezedText, type SqueezedText } from './squeezed-text.js'
import { lineAt, renderedText, wholeWords, wordsIn } from './word-borders.js'

/** A quote above this many characters is named by its first and last words. */
const longestExact = 300
const wordsAtEachEnd = 6
/** Words of context on either side that are tried, one after the other, until the quote is told from its doubles. */
const contextWords = [4, 8, 16, 32, 64]
/** Context is looked for within so many characters: a line can be as long as the article. */
const contextReach = 1_000

/**
 * The address of a page with a text fragment that scrolls to the words at `span`, widened to whole words.
 * Where the same words stand in the article more than once, the words around them go along.
 * @see https://wicg.github.io/scroll-to-text-fragment/#syntax
 */
export function textFragmentLink(url: string, article: Pick<Article, 'text' | 'blocks'>, span: Span): string {
  // A page's own fragment stays; the directive follows it and replaces one that is there already.
  const page = url.split(':~:')[0]!
  const { prefix, start, end, suffix } = textDirective(article, span)
  const directive = [
    prefix === '' ? '' : `${encode(prefix)}-,`,
    encode(start),
    end === '' ? '' : `,${encode(end)}`,
    suffix === '' ? '' : `,-${encode(suffix)}`,
  ].join('')
  return `${page}${page.includes('#') ? '' : '#'}:~:text=${directive}`
}

/** Each is words of one line of the text, or empty where it is not wanted. */
export interface TextDirective {
  readonly prefix: string
  readonly start: string
  readonly end: string
  readonly suffix: string
}

/**
 * The quote with the least context that tells it from its doubles: words of its own line first, because a page can show things
 * between two blocks that the article's text leaves out. The most context where none does, e.g. of a paragraph that is there twice
 * with the same neighbours.
 */
export function textDirective(article: Pick<Article, 'text' | 'blocks'>, span: Span): TextDirective {
  const text = renderedText(article)
  const quote = wholeWords(text, span)
  const squeezed = createSqueezedText(text)
  const target = targetOf(text, quote)
  const candidates = [
    { ...target, prefix: null, suffix: null },
    ...contextWords.map((words) => withContext(text, quote, target, words, 'line')),
    ...contextWords.map((words) => withContext(text, quote, target, words, 'beyond')),
  ]
  const { prefix, start, end, suffix } =
    candidates.find((candidate) => isFirstMatch(squeezed, candidate, quote)) ?? candidates.at(-1)!
  const slice = (part: Span | null): string => (part === null ? '' : text.slice(part.start, part.end))
  return { prefix: slice(prefix), start: slice(start), end: slice(end), suffix: slice(suffix) }
}

interface Target {
  readonly start: Span
  /** Of the range form; null of the exact one. */
  readonly end: Span | null
}

interface Located extends Target {
  readonly prefix: Span | null
  readonly suffix: Span | null
}

/** A browser looks for each part inside one block, so that the exact form cannot cross a border; the range form can. */
function targetOf(text: string, quote: Span): Target {
  const firstLine = lineAt(text, quote.start)
  const isOneLine = quote.end <= firstLine.end
  if (isOneLine && quote.end - quote.start <= longestExact) return { start: quote, end: null }
  const lastLine = lineAt(text, quote.end - 1)
  const opening = wordsIn(text, { start: quote.start, end: Math.min(firstLine.end, quote.end) })
  const closing = wordsIn(text, { start: Math.max(lastLine.start, quote.start), end: quote.end })
  const start = { start: quote.start, end: opening[Math.min(wordsAtEachEnd, opening.length) - 1]?.end ?? firstLine.end }
  const end = { start: closing.at(-wordsAtEachEnd)?.start ?? lastLine.start, end: quote.end }
  return end.start < start.end ? { start: quote, end: null } : { start, end }
}

/** The target with up to so many words before and after it: of its own line, or of the next where it begins or ends the line. */
function withContext(text: string, quote: Span, target: Target, count: number, reach: 'line' | 'beyond'): Located {
  const before = lineBefore(text, quote.start, reach)
  const after = lineAfter(text, quote.end, reach)
  const first = wordsIn(text, before).at(-count)
  const last = wordsIn(text, after)[count - 1]
  return {
    ...target,
    prefix: trimmed(text, { start: first?.start ?? before.start, end: before.end }),
    suffix: trimmed(text, { start: after.start, end: last?.end ?? after.end }),
  }
}

function lineBefore(text: string, offset: number, reach: 'line' | 'beyond'): Span {
  const own = { start: lineAt(text, offset).start, end: offset }
  const line =
    reach === 'line' || text.slice(own.start, own.end).trim() !== '' ? own : lineEndingBefore(text, own.start)
  const start = Math.max(line.start, line.end - contextReach)
  // A word that is cut there is no word.
  return {
    start: start === line.start ? start : (wordsIn(text, { start, end: line.end })[1]?.start ?? line.end),
    end: line.end,
  }
}

function lineAfter(text: string, offset: number, reach: 'line' | 'beyond'): Span {
  const own = { start: offset, end: offset === text.length ? offset : lineAt(text, offset).end }
  const line =
    reach === 'line' || text.slice(own.start, own.end).trim() !== '' ? own : lineBeginningAfter(text, own.end)
  const end = Math.min(line.end, line.start + contextReach)
  return {
    start: line.start,
    end: end === line.end ? end : (wordsIn(text, { start: line.start, end }).at(-2)?.end ?? line.start),
  }
}

function lineEndingBefore(text: string, offset: number): Span {
  const end = text.slice(0, offset).trimEnd().length
  return { start: end === 0 ? 0 : lineAt(text, end - 1).start, end }
}

function lineBeginningAfter(text: string, offset: number): Span {
  const start = text.length - text.slice(offset).trimStart().length
  return { start, end: start === text.length ? start : lineAt(text, start).end }
}

function trimmed(text: string, { start, end }: Span): Span | null {
  const words = text.slice(start, end)
  const from = start + words.length - words.trimStart().length
  const to = from + words.trim().length
  return from >= to ? null : { start: from, end: to }
}

/** Whether a browser that looks for the parts from the top finds the quote and nothing else. */
function isFirstMatch(squeezed: SqueezedText, { prefix, start, end, suffix }: Located, quote: Span): boolean {
  const from = prefix?.start ?? start.start
  if (end === null) return squeezed.standsOnce({ start: from, end: suffix?.end ?? quote.end })
  const closing = { start: end.start, end: suffix?.end ?? quote.end }
  return squeezed.standsOnce({ start: from, end: start.end }) && squeezed.standsFirst(closing, start.end)
}

/** `-`, `,` and `&` have a meaning inside the directive; encodeURIComponent leaves the first as it is. */
const encode = (words: string): string =>
  encodeURIComponent(words.replace(/\p{Surrogate}/gu, '\ufffd')).replaceAll('-', '%2D')
