import { AttestError } from '../errors.js'
import { type PlainText, withoutMarkup } from './without-markup.js'

/** A quote as it is looked for: without what surrounds it and without markup. */
export interface GivenQuote extends PlainText {
  /** Trimmed, without outer quotation marks: what `exact` compares. `plain` is its words. */
  readonly written: string
}

/** Characters; comparing takes time with the square of the length. */
export const LONGEST_QUOTE = 5_000
const OPENING = '"“„”«»‹›‘’\'「『'
const CLOSING = '"”“«»‹›’‘\'」』'

/** @throws {AttestError} `INVALID_REQUEST` where there is no word in it, or it is too long. */
export function givenQuote(quote: string): GivenQuote {
  if (quote.length > LONGEST_QUOTE) {
    throw new AttestError(
      'INVALID_REQUEST',
      `Expected a quote of at most ${LONGEST_QUOTE} characters, received ${quote.length}. Check a longer text with "attest check".`,
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
