import type { Span } from '../articles/article.js'
import { LONGEST_QUOTE } from '../quotes/given-quote.js'
import { quotedStretches } from '../quotes/speech/quoted-stretches.js'
import type { PlainText } from '../quotes/without-markup.js'
import type { Saying } from './attributions.js'
import type { DraftQuotation } from './draft.js'

/** Fewer words between quotation marks are a term or a nickname. */
const FEWEST_WORDS = 3

const SO_CALLED = /\bso[- ]called ["“‘«„]$/i

/**
 * The stretches between quotation marks that are somebody's words: no terms, no titles of works.
 * @param goesOn whether a mark may be open at the end, because the next paragraph opens with one again.
 */
export function quotationsIn(plain: string, goesOn: boolean): Span[] {
  const closed = quotedStretches(plain)
  const open = goesOn ? plain.indexOf('“', closed.at(-1)?.end ?? 0) : -1
  const all = open === -1 ? closed : [...closed, { start: open + 1, end: plain.length }]
  return all.filter(({ start, end }) => {
    return isQuotation(plain.slice(start, end)) && !SO_CALLED.test(plain.slice(Math.max(0, start - 12), start))
  })
}

function isQuotation(words: string): boolean {
  const all = words.trim().split(/\s+/)
  const long = all.filter((word) => word.length > 3)
  const isTitle =
    !/[.,!?…]$/.test(words.trim()) && long.length > 0 && long.every((word) => /^[^\p{L}]*\p{Lu}/u.test(word))
  return all.length >= FEWEST_WORDS && !isTitle
}

/**
 * A quotation as the draft has it; one that is too long to be looked for at once comes in pieces.
 * @param quoted in `plain`.
 * @param noteAt where a note on it would stand, in the draft.
 */
export function draftQuotations(
  draft: string,
  { plain, places }: PlainText,
  quoted: Span,
  saying: Saying | null,
  noteAt: number,
): DraftQuotation[] {
  const claimedAuthor = saying?.name?.text ?? null
  return piecesOf(plain, quoted).map(({ start, end }) => {
    const span = { start: places[start]!, end: places[end - 1]! + 1 }
    return { span, noteAt, text: draft.slice(span.start, span.end), claimedAuthor }
  })
}

/** Cut between words; a draft has little more markup than words. */
function piecesOf(plain: string, { start, end }: Span): Span[] {
  const longest = LONGEST_QUOTE / 2
  const pieces: Span[] = []
  let from = start
  while (end - from > longest) {
    const space = plain.lastIndexOf(' ', from + longest)
    const to = space > from ? space : from + longest
    pieces.push({ start: from, end: to })
    from = space > from ? to + 1 : to
  }
  return [...pieces, { start: from, end }]
}
