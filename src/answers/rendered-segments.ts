import type { Segment } from './answer.js'

/** A segment with its markers, as people read it: `… [1][2]`. */
export function renderedSegment({ text, citations }: Pick<Segment, 'text' | 'citations'>): string {
  return citations.length === 0 ? text : `${text} ${citations.map(renderedMarker).join('')}`
}

export const renderedMarker = (marker: number): string => `[${marker}]`

/** The segments in one line. */
export const renderedSegments = (segments: readonly Segment[]): string => segments.map(renderedSegment).join(' ')
