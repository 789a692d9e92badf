import { join } from 'node:path'
import { type IndexManifest, type SegmentEntry, segmentsFolder } from './manifest.js'
import { closeSegment, openSegment, type Segment } from './segment.js'
import type { VersionSegment } from './version-segment.js'

interface Shared {
  readonly segment: Promise<Segment>
  users: number
}

/**
 * Segments that are open, each once, however many versions have it: a version that differs from the one before by one
 * small segment is open as soon as that is.
 */
export class OpenSegments {
  readonly #shared = new Map<string, Shared>()

  /**
   * Opens the segments of a version; sums are checked of those that were not open already.
   * @throws {AttestError} `INDEX_DAMAGED`; nothing more is open then than before.
   */
  async openAll(folder: string, { segments, dimensions }: IndexManifest): Promise<VersionSegment[]> {
    const opened: VersionSegment[] = []
    try {
      for (const entry of segments) {
        opened.push({ entry, segment: await this.#open(keyOf(folder, entry), folder, entry, dimensions) })
      }
      return opened
    } catch (error) {
      await this.closeAll(folder, opened)
      throw error
    }
  }

  /** Of a version that `openAll` opened. */
  async closeAll(folder: string, opened: readonly VersionSegment[]): Promise<void> {
    await Promise.all(opened.map(({ entry, segment }) => this.#leave(keyOf(folder, entry), segment)))
  }

  async #open(key: string, folder: string, entry: SegmentEntry, dimensions: number): Promise<Segment> {
    const known = this.#shared.get(key)
    const shared = known ?? {
      segment: openSegment(join(segmentsFolder(folder), entry.id), entry, dimensions),
      users: 0,
    }
    shared.users += 1
    this.#shared.set(key, shared)
    try {
      return await shared.segment
    } catch (error) {
      if (this.#shared.get(key) === shared) this.#shared.delete(key)
      throw error
    }
  }

  async #leave(key: string, segment: Segment): Promise<void> {
    const shared = this.#shared.get(key)!
    shared.users -= 1
    if (shared.users > 0) return
    this.#shared.delete(key)
    await closeSegment(segment)
  }
}

/** With the sums: a folder that was deleted and restored may have another segment of this name. */
const keyOf = (folder: string, { id, files }: SegmentEntry): string => JSON.stringify([folder, id, files])
