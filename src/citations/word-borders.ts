import type { Article, Span } from '../articles/article.js'

const longestPiece = 1_000
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** The article's text with a line break for whatever its page shows as a border: the bars between a table's cells too. Offsets stay. */
export function renderedText({ text, blocks }: Pick<Article, 'text' | 'blocks'>): string {
  const pieces: string[] = []
  let done = 0
  for (const { kind, span } of blocks) {
    if (kind !== 'table-row') continue
    pieces.push(text.slice(done, span.start), text.slice(span.start, span.end).replaceAll(' | ', '\n\n\n'))
    done = span.end
  }
  return pieces.join('') + text.slice(done)
}

/** The line that an offset stands on, or behind. */
export function lineAt(text: string, offset: number): Span {
  const end = text.indexOf('\n', offset)
  return { start: offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end }
}

/** The words of a span by Unicode's word borders, each without the punctuation beside it. */
export function wordsIn(text: string, { start, end }: Span): Span[] {
  const found: Span[] = []
  let from = start
  while (from < end) {
    const to = pieceEnd(text, from, end)
    for (const { index, segment, isWordLike } of segmenter.segment(text.slice(from, to))) {
      if (isWordLike) found.push({ start: from + index, end: from + index + segment.length })
    }
    from = to
  }
  return found
}

/** A segmenter copies its whole input for every word, so that it gets a text in pieces, cut at white space where there is some. */
function pieceEnd(text: string, from: number, end: number): number {
  if (end - from <= longestPiece) return end
  const piece = text.slice(from, from + longestPiece)
  const space = piece.search(/\s\S*$/)
  if (space > 0) return from + space
  return from + (/[\uD800-\uDBFF]$/.test(piece) ? piece.length - 1 : piece.length)
}

/** The span without white space at its ends, widened where it begins or ends inside a word: browsers match whole words only. */
export function wholeWords(text: string, span: Span): Span {
  const words = text.slice(span.start, span.end)
  const start = span.start + words.length - words.trimStart().length
  const end = span.start + words.trimEnd().length
  return { start: segmentAt(text, start).start, end: segmentAt(text, end - 1).end }
}

function segmentAt(text: string, offset: number): Span {
  const line = lineAt(text, offset)
  const segment = segmenter.segment(text.slice(line.start, line.end)).containing(offset - line.start)
  if (segment === undefined) return { start: offset, end: offset + 1 }
  return { start: line.start + segment.index, end: line.start + segment.index + segment.segment.length }
}
