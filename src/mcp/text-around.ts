import type { Article, Span } from '../articles/article.js'

/** About 10,000 tokens: what a client's model can read beside several others of its kind. */
export const MOST_CHARACTERS = 40_000

/**
 * The part of an article to read: all of it where it is short, else whole blocks around `passage` (around the beginning
 * where there is none) of at most `MOST_CHARACTERS` in UTF-16 code units; a block that is longer alone is cut.
 */
export function textAround({ text, blocks }: Pick<Article, 'text' | 'blocks'>, passage: Span | null): Span {
  if (text.length <= MOST_CHARACTERS) return { start: 0, end: text.length }
  const kept = passage ?? { start: 0, end: 0 }
  const margin = Math.max(0, (MOST_CHARACTERS - (kept.end - kept.start)) >> 1)
  const earliest = Math.max(0, Math.min(kept.start - margin, text.length - MOST_CHARACTERS))
  const latest = Math.min(text.length, earliest + MOST_CHARACTERS)
  const starts = blocks.map(({ span }) => span.start).filter((start) => start >= earliest && start <= kept.start)
  const ends = blocks.map(({ span }) => span.end).filter((end) => end <= latest && end >= kept.end)
  return {
    start: starts[0] ?? wholeCharacter(text, earliest),
    end: ends.at(-1) ?? wholeCharacter(text, latest),
  }
}

/** Moves an offset that would cut a surrogate pair behind it. */
const wholeCharacter = (text: string, offset: number): number =>
  /[\uD800-\uDBFF]/.test(text[offset - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[offset] ?? '') ? offset + 1 : offset
