import type { Span } from '../../articles/article.js'

const PAIRS: Readonly<Record<string, string>> = { '“': '”', '„': '“', '«': '»', '‘': '’', '"': '"' }
/** An inverted comma that opens has no letter before it; one that closes has none after it: all others are apostrophes. */
const SINGLE = '‘'

/** The stretches of a text between quotation marks, marks not included, in order; of nested ones the outer. */
export function quotedStretches(text: string): Span[] {
  const stretches: Span[] = []
  // What closes nowhere after one mark closes nowhere after the next: looked for once, or many marks would take quadratic time.
  const unclosed = new Set<string>()
  for (let at = 0; at < text.length; at += 1) {
    const closing = PAIRS[text[at]!]
    if (closing === undefined || unclosed.has(closing) || (text[at] === SINGLE && isLetter(text[at - 1]))) continue
    const end = closingAt(text, at + 1, closing)
    if (end === -1) {
      unclosed.add(closing)
      continue
    }
    stretches.push({ start: at + 1, end })
    at = end
  }
  return stretches
}

function closingAt(text: string, from: number, closing: string): number {
  for (let end = text.indexOf(closing, from); end !== -1; end = text.indexOf(closing, end + 1)) {
    if (closing !== '’' || !isLetter(text[end + 1])) return end
  }
  return -1
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /\p{L}/u.test(character)
