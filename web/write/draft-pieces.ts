import type { WireSpan } from '../wire.js'
import type { Finding } from './findings.js'

/** Words of a sentence that the same findings are about. */
export interface DraftPiece {
  readonly start: number
  readonly words: string
  /** The innermost last. */
  readonly findings: readonly Finding[]
  /** Findings whose words end with this piece: their marks stand after it. */
  readonly ending: readonly Finding[]
}

/** A sentence cut wherever a finding begins or ends; the pieces make it up. */
export function draftPieces(draft: string, sentence: WireSpan, findings: readonly Finding[]): DraftPiece[] {
  const placed = findings
    .map((finding) => ({ finding, span: markedSpan(draft, finding, sentence) }))
    .sort((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start))
  const borders = placed.flatMap(({ span }) => [span.start, span.end])
  const inside = borders.filter((at) => at > sentence.start && at < sentence.end)
  const cuts = [...new Set([sentence.start, ...inside, sentence.end])].sort((a, b) => a - b)
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i]!
    return {
      start,
      words: draft.slice(start, end),
      findings: placed.filter(({ span }) => span.start <= start && span.end >= end).map(({ finding }) => finding),
      ending: placed
        .filter(({ span }) => span.end === end)
        .map(({ finding }) => finding)
        .sort((a, b) => a.number - b.number),
    }
  })
}

const OPENING_MARKS = /["'“„«»‹›‘「『*_]*$/
const CLOSING_MARKS = /^[.,;:!?]*["'”’“»«›‹」』*_]*[.,;:]*/

/** A quotation is marked with the marks that stand around it, which are not part of its words. */
function markedSpan(draft: string, { span, quote }: Finding, sentence: WireSpan): WireSpan {
  if (quote === null) return span
  const before = draft.slice(Math.max(sentence.start, span.start - 4), span.start)
  const after = draft.slice(span.end, Math.min(sentence.end, span.end + 8))
  return {
    start: span.start - OPENING_MARKS.exec(before)![0].length,
    end: span.end + CLOSING_MARKS.exec(after)![0].length,
  }
}
