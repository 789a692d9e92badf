import type { Segment } from './answer.js'

/** What nothing supports is told from the rest where a reader sees no verdicts, but text. */
const NO_SUPPORT = '[no support found]'

/** A segment with its markers, as people read it: `… [1][2]`. */
export function renderedSegment({ text, citations, verdict }: Pick<Segment, 'text' | 'citations' | 'verdict'>): string {
  if (verdict === 'unsupported') return `${text} ${NO_SUPPORT}`
  return citations.length === 0 ? text : `${text} ${citations.map(renderedMarker).join('')}`
}

export const renderedMarker = (marker: number): string => `[${marker}]`

/** The segments in one line. */
export const renderedSegments = (segments: readonly Segment[]): string => segments.map(renderedSegment).join(' ')
