import { AttestError } from '../errors.js'

/** A quote as it is looked for: without what surrounds it and without markup. */
export interface GivenQuote {
  /** Trimmed, without outer quotation marks: what `exact` compares. */
  readonly written: string
  /** `written` without Markdown and HTML. */
  readonly plain: string
  /** Per code unit of `plain`, and for its end, where it stands in the quote as given. */
  readonly places: readonly number[]
}

/** Comparing takes time with the square of the length. */
const LONGEST = 5_000
const OPENING = '"“„”«»‹›‘’\'「『'
const CLOSING = '"”“«»‹›’‘\'」』'
/** Emphasis, code, headings, quotation and list marks, tags, and the address of a link (its text stays). */
const MARKUP =
  /<\/?[A-Za-z][^<>]{0,200}>|\]\((?:https?:|\/|#)[^()\s]{0,500}\)|(?<=^|\n) {0,3}(?:#{1,6}|>|[-+*]) |[*`]+|(?<![\p{L}\p{N}])_+(?=[\p{L}\p{N}])|(?<=[\p{L}\p{N}.,;:!?])_+(?![\p{L}\p{N}])/gu
/** The opening bracket of a link; that of an insertion stays. */
const LINK_TEXT = /\[(?=[^[\]]{0,500}\]\((?:https?:|\/|#))/g

/** @throws {AttestError} `INVALID_REQUEST` where there is no word in it, or it is too long. */
export function givenQuote(quote: string): GivenQuote {
  if (quote.length > LONGEST) {
    throw new AttestError(
      'INVALID_REQUEST',
      `Expected a quote of at most ${LONGEST} characters, received ${quote.length}. Check a longer text with "attest check".`,
    )
  }
  const [start, end] = inner(quote)
  const written = quote.slice(start, end)
  if (!/[\p{L}\p{N}]/u.test(written)) {
    throw new AttestError(
      'INVALID_REQUEST',
      `Expected a quote with at least one word, received ${JSON.stringify(quote)}.`,
    )
  }
  return { written, ...withoutMarkup(written, start) }
}

/** Outer white space, then one pair of outer quotation marks, then white space again. */
function inner(quote: string): [number, number] {
  let [start, end] = trimmed(quote, 0, quote.length)
  const encloses = end - start > 1 && OPENING.includes(quote[start]!) && CLOSING.includes(quote[end - 1]!)
  if (encloses) [start, end] = trimmed(quote, start + 1, end - 1)
  return [start, end]
}

function trimmed(text: string, from: number, to: number): [number, number] {
  let [start, end] = [from, to]
  while (start < end && /\s/.test(text[start]!)) start += 1
  while (end > start && /\s/.test(text[end - 1]!)) end -= 1
  return [start, end]
}

function withoutMarkup(written: string, base: number): Pick<GivenQuote, 'plain' | 'places'> {
  const left = new Uint8Array(written.length)
  for (const pattern of [MARKUP, LINK_TEXT]) {
    for (const { 0: mark, index } of written.matchAll(pattern)) left.fill(1, index, index + mark.length)
  }
  const places: number[] = []
  let plain = ''
  for (let i = 0; i < written.length; i += 1) {
    if (left[i] === 1) continue
    plain += written[i]
    places.push(base + i)
  }
  return { plain, places: [...places, (places.at(-1) ?? base) + 1] }
}
