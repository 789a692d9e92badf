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
  const placed = findings.map((finding) => ({ finding, markAt: markAt(draft, finding, sentence.end) }))
  const borders = placed.flatMap(({ finding: { span }, markAt }) => [span.start, span.end, markAt])
  const inside = borders.filter((at) => at > sentence.start && at < sentence.end)
  const cuts = [...new Set([sentence.start, ...inside, sentence.end])].sort((a, b) => a - b)
  const outerFirst = findings.toSorted((a, b) => b.span.end - b.span.start - (a.span.end - a.span.start))
  return cuts.slice(1).map((end, i) => {
    const start = cuts[i]!
    return {
      start,
      words: draft.slice(start, end),
      findings: outerFirst.filter(({ span }) => span.start <= start && span.end >= end),
      ending: placed.filter((one) => one.markAt === end).map(({ finding }) => finding),
    }
  })
}

/** A quotation's mark stands after the marks that close it, not before them. */
function markAt(draft: string, { span, quote }: Finding, sentenceEnd: number): number {
  if (quote === null) return span.end
  const closing = /^[.,;:!?]*["'”’“»›」』*_]*[.,;:]*/.exec(draft.slice(span.end, span.end + 8))![0]
  return Math.min(sentenceEnd, span.end + closing.length)
}
