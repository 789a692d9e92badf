import type { Span } from '../articles/article.js'

/** A stretch of a quote between marks of omission or insertion. */
export interface MarkedParts {
  readonly parts: readonly Span[]
  readonly marks: readonly QuoteMark[]
}

export const quoteMarks = ['ellipsis', 'insertion'] as const
export type QuoteMark = (typeof quoteMarks)[number]

const ELLIPSIS = /[[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.(?:\s?\.)?/g
/** A writer's own words in brackets; a footnote's number, `[12]`, is none of them. */
const INSERTION = /\[(?=[^[\]]*\p{L})[^[\]]{1,200}\]/gu

/** The parts of a quote that are the source's own words, where it is marked that some are left out or put in. */
export function markedParts(plain: string): MarkedParts {
  const found: { start: number; end: number; mark: QuoteMark }[] = []
  for (const [mark, pattern] of [
    ['ellipsis', ELLIPSIS],
    ['insertion', INSERTION],
  ] as const) {
    for (const { 0: text, index } of plain.matchAll(pattern)) {
      const end = index + text.length
      if (!found.some((other) => other.start < end && index < other.end)) found.push({ start: index, end, mark })
    }
  }
  found.sort((a, b) => a.start - b.start)
  const parts = [...found, { start: plain.length, end: plain.length }]
    .map(({ start }, i) => trimmed(plain, { start: i === 0 ? 0 : found[i - 1]!.end, end: start }))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(plain.slice(start, end)))
  return { parts, marks: quoteMarks.filter((mark) => found.some((one) => one.mark === mark)) }
}

/** Without the white space and commas that stand beside a mark. */
function trimmed(text: string, { start, end }: Span): Span {
  const slice = text.slice(start, end)
  const before = /^[\s,;:.]*/.exec(slice)![0].length
  const after = /[\s,;:]*$/.exec(slice.slice(before))![0].length
  return { start: start + before, end: end - after }
}
