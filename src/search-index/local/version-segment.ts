import type { SegmentEntry } from './manifest.js'
import { passagesOf, type Segment } from './segment.js'
import type { StoredArticle } from './segment-files.js'

/** A segment that is open, as one version has it. */
export interface VersionSegment {
  readonly entry: SegmentEntry
  readonly segment: Segment
}

export interface LiveArticle {
  readonly stored: StoredArticle
  /** Its place among the articles of its segment. */
  readonly place: number
}

/** A segment that was just written, of which everything counts. */
export const wholeSegment = (
  id: string,
  written: Pick<SegmentEntry, 'files' | 'articles' | 'passages'>,
): SegmentEntry => ({ id, ...written, tombstones: [], livePassages: written.passages })

/** The articles that the version has, in the order of the segment. */
export function liveArticles({ entry, segment }: VersionSegment): LiveArticle[] {
  const dead = new Set(entry.tombstones)
  return segment.articles.map((stored, place) => ({ stored, place })).filter(({ place }) => !dead.has(place))
}

/** The same segment with more articles dead. @param dead their places, in any order. */
export function withTombstones({ entry, segment }: VersionSegment, dead: Iterable<number>): SegmentEntry {
  const tombstones = [...new Set([...entry.tombstones, ...dead])].sort((one, other) => one - other)
  const deadPassages = tombstones.reduce((sum, place) => sum + passagesOf(segment, place).count, 0)
  return { ...entry, tombstones, livePassages: entry.passages - deadPassages }
}
