import type { WireSpan } from '../wire.js'

export interface Mark {
  readonly span: WireSpan
  readonly kind: 'cited' | 'answering'
}

export interface MarkedPiece {
  /** In the article's text. */
  readonly start: number
  readonly words: string
  readonly kinds: readonly Mark['kind'][]
}

/** The text of a block, cut wherever a mark begins or ends; the pieces make up the block. */
export function cutAt(text: string, block: WireSpan, marks: readonly Mark[]): MarkedPiece[] {
  const borders = marks.flatMap(({ span }) => [span.start, span.end]).filter((at) => at > block.start && at < block.end)
  const cuts = [...new Set([block.start, ...borders, block.end])].sort((a, b) => a - b)
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i]!
    const kinds = marks.filter(({ span }) => span.start <= start && span.end >= end).map(({ kind }) => kind)
    return { start, words: text.slice(start, end), kinds }
  })
}
