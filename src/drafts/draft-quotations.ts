import type { Span } from '../articles/article.js'
import { LONGEST_QUOTE } from '../quotes/given-quote.js'
import { quotedStretches } from '../quotes/speech/quoted-stretches.js'
import type { PlainText } from '../quotes/without-markup.js'
import type { Saying } from './attributions.js'
import type { DraftQuotation } from './draft.js'

/** Fewer words between quotation marks are a term or a nickname. */
const FEWEST_WORDS = 3

/** The stretches between quotation marks that are somebody's words: no terms, no titles of works. */
export const quotationsIn = (plain: string): Span[] =>
  quotedStretches(plain).filter(({ start, end }) => isQuotation(plain.slice(start, end)))

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
