import type { Span } from '../articles/article.js'

/**
 * A text as a browser compares it: without regard to case, accents and typographic marks; and without white space, because what stands
 * between context and quote may be any of it, or none.
 */
export interface SqueezedText {
  /** Whether the words at `span` stand nowhere else. */
  standsOnce(span: Span): boolean
  /** Whether the words at `span` stand nowhere between `from` and it. */
  standsFirst(span: Span, from: number): boolean
}

export function createSqueezedText(text: string): SqueezedText {
  const { squeezed, offsets } = squeeze(text)
  const at = (offset: number): number => offsets[offset]!
  const words = ({ start, end }: Span): string => squeezed.slice(at(start), at(end))
  return {
    standsOnce(span) {
      const wanted = words(span)
      return squeezed.indexOf(wanted) === at(span.start) && squeezed.indexOf(wanted, at(span.start) + 1) < 0
    },
    standsFirst: (span, from) => squeezed.indexOf(words(span), at(from)) === at(span.start),
  }
}

/** `offsets[i]` is where the text's code unit `i` begins in the squeezed text; one more for the end. */
function squeeze(text: string): { squeezed: string; offsets: Uint32Array } {
  const offsets = new Uint32Array(text.length + 1)
  const parts: string[] = []
  let length = 0
  let i = 0
  for (const character of text) {
    offsets.fill(length, i, i + character.length)
    const part = /[a-z0-9]/.test(character) ? character : folded(character)
    parts.push(part)
    length += part.length
    i += character.length
  }
  offsets[text.length] = length
  return { squeezed: parts.join(''), offsets }
}

const folded = (character: string): string =>
  character
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .replace(/[\s\p{M}\p{Cf}]/gu, '')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″]/g, '"')
