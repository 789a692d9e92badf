import type { Span } from '../articles/article.js'

/** How the passages of one request are cited. */
export interface Markers {
  /** Letters that occur in no text that was sent. */
  readonly nonce: string
  /** Numbers that the texts themselves hold in brackets, such as their own notes: `[1]` by the model may be copied from there. */
  readonly ownNumbers: ReadonlySet<number>
}

/** A marker in a model's text. */
export interface Marker {
  /** UTF-16 offsets in the text, with the brackets. */
  readonly span: Span
  /** As the model wrote them, each once: they may name no passage that was given. Empty where a marker has no number. */
  readonly numbers: readonly number[]
}

/** More is not meant as a range: `[1-40]` cites two passages, not forty. */
const WIDEST_RANGE = 10

const NUMBER_LIST = String.raw`\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*`
/** Models write `[1]` and, having learnt it elsewhere, `【1】` and `【1†source】`. */
const PLAIN = new RegExp(String.raw`\[\s*(${NUMBER_LIST})\s*\](?!\()|【\s*(${NUMBER_LIST})[^【】\n]{0,30}】`, 'g')

export function markersFor(nonce: string, texts: readonly string[]): Markers {
  const own = texts.flatMap((text) => [...text.matchAll(PLAIN)].flatMap((match) => numbersIn(match[1] ?? match[2]!)))
  return { nonce, ownNumbers: new Set(own) }
}

/**
 * The markers in a model's text, in order. Besides `[kqtz-2]` it takes what models make of it: several numbers in one pair of
 * brackets, ranges, other brackets or none, spaces, capitals, a copied fence. The nonce occurs in no text that
 * was sent, so whatever holds it is a marker. A plain `[2]` is one where no text that was sent holds `[2]` itself; otherwise it
 * is left as the text's own.
 */
export function markersIn(text: string, markers: Markers): Marker[] {
  const withNonce = [...text.matchAll(patternFor(markers.nonce))].map(
    ({ 0: found, index }): Marker => ({
      span: { start: index, end: index + found.length },
      numbers: numbersIn(found.replaceAll(new RegExp(String.raw`${markers.nonce}[\s:_.#‑–-]*`, 'gi'), '')),
    }),
  )
  const plain = [...text.matchAll(PLAIN)]
    .map(
      ({ 0: found, 1: square, 2: lenticular, index }): Marker => ({
        span: { start: index, end: index + found.length },
        numbers: numbersIn(square ?? lenticular!),
      }),
    )
    .filter(({ numbers }) => !numbers.some((number) => markers.ownNumbers.has(number)))
  return [...withNonce, ...plain].sort((a, b) => a.span.start - b.span.start)
}

/** The text without its markers and without the space before each; at its beginning, without the space after them. */
export function withoutMarkers(text: string, markers: Markers): string {
  let kept = ''
  let from = 0
  for (const { span } of markersIn(text, markers)) {
    const between = text.slice(from, span.start)
    // What parts two markers goes with them: `[kqtz-1], [kqtz-2]`.
    const isBetweenMarkers = from > 0 && /^[ \t,;&]*$/.test(between)
    const words = kept === '' && from > 0 ? between.trimStart() : between
    if (!isBetweenMarkers) kept += words.replace(/[ \t]+$/, '')
    from = span.end
  }
  if (from === 0) return text
  return kept === '' ? text.slice(from).trimStart() : kept + text.slice(from)
}

function patternFor(nonce: string): RegExp {
  // Words that models put into the brackets with a marker; others are text and stay.
  const filler = String.raw`(?:[\s,;:&–—-]|\b(?:and|und|et|see|cf\.|sources?|passages?)(?=[\s:]))*`
  // With a number or without: never both ways, or a list that is not closed would take exponential time.
  const number = String.raw`[\s:_.#‑–-]*\d{1,3}(?!\d)`
  // Not within a word: a nonce may be "nstr".
  const reference = String.raw`\/?(?:\b(?:passage|question)[\s_-]*)?(?<![\p{L}\p{N}])${nonce}(?!\p{L})(?:${number}|(?!${number}))`
  const inBrackets = String.raw`[[(【<{]${filler}${reference}(?:${filler}(?:${reference}|\d{1,3}(?!\d)))*\s*[\])】>}]`
  return new RegExp(`${inBrackets}|${reference}`, 'giu')
}

/** Numbers of a list such as `1, 3–5`, each once. */
function numbersIn(list: string): number[] {
  const numbers = new Set<number>()
  let previous: { readonly number: number; readonly end: number } | null = null
  for (const { 0: digits, index } of list.matchAll(/\d+/g)) {
    const number = Number(digits)
    const isRange = previous !== null && /^\s*[–—-]\s*$/.test(list.slice(previous.end, index))
    if (isRange && number - previous!.number <= WIDEST_RANGE) {
      for (let within = previous!.number + 1; within < number; within++) numbers.add(within)
    }
    numbers.add(number)
    previous = { number, end: index + digits.length }
  }
  return [...numbers]
}
