import { readCurrentVersion } from './current-version.js'
import { createLocalIndexWriter } from './local-index-writer.js'
import type { LocalSearchIndex } from './local-search-index.js'
import { readCorpusRecord } from './manifest.js'
import { wholeArticles } from './stored-articles.js'
import { liveArticles, type VersionSegment } from './version-segment.js'

/** Segments of about one size that may stand side by side: a search takes longer with each. */
const MOST_OF_A_SIZE = 3
/** A size has room for so many times the passages of the one below: a passage is written again once a size. */
const SIZE_FACTOR = 8
const SMALLEST_SIZE = 64
/** Of a segment's passages; what is dead is walked past, and its text is still in the files. */
const MOST_DEAD = 1 / 3

/**
 * The segments that should become one, with all that are smaller; empty where the version is well as it is. So a version
 * of a million passages has some ten segments, and an edit never writes a large one again by itself.
 */
export function dueForMerge(segments: readonly VersionSegment[]): VersionSegment[] {
  const sizes = segments.map(sizeOf)
  const countOf = (size: number) => sizes.filter((other) => other === size).length
  const crowded = Math.max(-1, ...sizes.filter((size) => countOf(size) > MOST_OF_A_SIZE))
  return segments.filter((segment, i) => sizes[i]! <= crowded || isMostlyDead(segment))
}

function sizeOf({ entry: { livePassages } }: VersionSegment): number {
  return Math.floor(Math.log(Math.max(1, livePassages / SMALLEST_SIZE)) / Math.log(SIZE_FACTOR))
}

const isMostlyDead = ({ entry: { passages, livePassages } }: VersionSegment): boolean =>
  passages - livePassages > MOST_DEAD * passages

export interface MergeOptions {
  readonly folder: string
  /** Versions that stay. */
  readonly keepVersions: number
  /** Breaks it off; everything is then as it was. */
  readonly signal: AbortSignal
}

/**
 * Puts another version of the same articles, with fewer segments, in the place of the newest one. The caller holds the
 * lock of the index. A reader that has the old one open keeps it.
 *
 * @param base does nothing unless it is the newest version: an operator may have gone back to an older one.
 * @returns the new version's name; null where nothing was due, or it was broken off.
 * @throws {AttestError} `INDEX_WRITE_FAILED`, `INDEX_DAMAGED`; everything is then as it was.
 */
export async function mergeSegments(base: LocalSearchIndex, options: MergeOptions): Promise<string | null> {
  const due = dueForMerge(base.segments)
  if (due.length === 0 || (await readCurrentVersion(options.folder)) !== base.version) return null
  const { signal } = options
  const { embedderFingerprint, splitterFingerprint, dimensions } = base.manifest
  const made = { embedderFingerprint, splitterFingerprint, dimensions }
  const writer = await createLocalIndexWriter({ ...options, ...made, base, replacesBase: true })
  try {
    for (const segment of base.segments.filter((each) => !due.includes(each))) {
      for (const { stored } of liveArticles(segment)) writer.keep(stored.id)
    }
    for (const segment of due) {
      for await (const { article, passages } of wholeArticles(segment, dimensions)) {
        signal.throwIfAborted()
        await writer.add(article, passages)
      }
    }
    return await writer.commit(await readCorpusRecord(options.folder, base.version))
  } catch (thrown) {
    await writer.abort()
    if (signal.aborted) return null
    throw thrown
  }
}
