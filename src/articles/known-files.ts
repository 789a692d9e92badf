import type { BigIntStats } from 'node:fs'

/** Clocks of file systems tick in some milliseconds, or in seconds: a file may change twice within one tick. */
const UNSURE_MS = 2_500

interface Known {
  readonly stamp: string
  readonly sha256: string
}

/**
 * Hashes of files that were read before, so that looking at a large corpus again reads only what is not as it was. A file
 * is taken for the same where its place on the disk, size and moments of change are; one that had changed just before it
 * was read is read once more.
 */
export class KnownFiles {
  readonly #known = new Map<string, Known>()

  get isEmpty(): boolean {
    return this.#known.size === 0
  }

  /** @returns null where it has to be read. */
  hashOf(path: string, stats: BigIntStats): string | null {
    const known = this.#known.get(path)
    return known?.stamp === stampOf(stats) ? known.sha256 : null
  }

  /** @param stats from before it was read. */
  note(path: string, stats: BigIntStats, sha256: string): void {
    const age = Date.now() - Number(stats.ctimeMs)
    if (age > UNSURE_MS) this.#known.set(path, { stamp: stampOf(stats), sha256 })
    else this.#known.delete(path)
  }

  /** Forgets all but these. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path)
  }
}

export const stampOf = ({ size, mtimeNs, ctimeNs, ino, dev }: BigIntStats): string =>
  [size, mtimeNs, ctimeNs, ino, dev].join(' ')
