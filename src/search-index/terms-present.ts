import { lexicalTerms } from './lexical-terms.js'

/** Which of the `wanted` terms stand in a text. */
export function termsPresent(text: string, wanted: ReadonlySet<string>): Set<string> {
  return termFinder(wanted)(text)
}

/**
 * Finds which of the `wanted` terms stand in a text; to be made once for many texts. Folding and stemming keep the first two
 * letters of a plain word, unless nothing else is left of it, so that most words are neither folded nor stemmed.
 */
export function termFinder(wanted: ReadonlySet<string>): (text: string) => Set<string> {
  const begins = beginnings(wanted)
  return (text) => {
    const present = new Set<string>()
    for (let start = 0; start < text.length; ) {
      let end = start
      while (end < text.length && text.charCodeAt(end) > SPACE) end++
      // No word holds white space, so a stretch without any has the terms that it has within the text.
      if (end > start && mayHold(text, start, end, begins)) {
        for (const { term } of lexicalTerms(text.slice(start, end))) if (wanted.has(term)) present.add(term)
      }
      start = end + 1
    }
    return present
  }
}

const SPACE = 0x20
const APOSTROPHE = 0x27
const LAST_ASCII = 0x7f

interface Beginnings {
  /** First characters of all terms. */
  readonly first: ReadonlySet<number>
  /** First characters of terms of less than three, whose second one stemming may change ("eyes" is "ei"). */
  readonly short: ReadonlySet<number>
  /** First two characters, as `pair` puts them together, of the others. */
  readonly pairs: ReadonlySet<number>
}

const pair = (first: number, second: number): number => first * (LAST_ASCII + 1) + second

function beginnings(wanted: ReadonlySet<string>): Beginnings {
  const terms = [...wanted]
  const firstOf = (some: readonly string[]) => new Set(some.map((term) => term.charCodeAt(0)))
  return {
    first: firstOf(terms),
    short: firstOf(terms.filter(({ length }) => length < 3)),
    pairs: new Set(terms.map((term) => pair(term.charCodeAt(0), term.charCodeAt(1)))),
  }
}

/** Whether a word of the stretch may be a wanted term; anything beyond plain letters and digits may. */
function mayHold(text: string, start: number, end: number, { first, short, pairs }: Beginnings): boolean {
  let before = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code > LAST_ASCII || code === APOSTROPHE) return true
    const kind = kindOf(code)
    // After "1.5" in "1.5m" a word begins too.
    if (kind > 0 && (before === 0 || (before === DIGIT && kind === LETTER))) {
      const one = lower(code)
      if (short.has(one)) return true
      const next = at + 1 < end ? text.charCodeAt(at + 1) : SPACE
      if (next > LAST_ASCII || (kindOf(next) > 0 ? pairs.has(pair(one, lower(next))) : first.has(one))) return true
    }
    before = kind
  }
  return false
}

const DIGIT = 1
const LETTER = 2

function kindOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return DIGIT
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x7a ? LETTER : 0
}

/** Of an ASCII letter or digit. */
const lower = (code: number): number => (code > 0x39 ? code | 0x20 : code)
