import { join } from 'node:path'
import { AttestError, IndexModelMismatchError } from '../../errors.js'
import type { SearchIndex } from '../search-index.js'
import { readCurrentVersion } from './current-version.js'
import { LocalSearchIndex } from './local-search-index.js'
import { type IndexManifest, readVersionManifest, segmentsFolder } from './manifest.js'
import { closeSegment, openSegment, type Segment } from './segment.js'

export interface OpenLocalIndexOptions {
  readonly folder: string
  /** What the settings ask for. An index that was built with something else is refused. */
  readonly expectFingerprint?: { readonly embedder: string; readonly splitter?: string }
}

/** A writer may replace a version while it is being opened, but hardly several times. */
const attempts = 3

/**
 * Opens the current version after checking the sum of every file; null where there is no index yet.
 * @throws {AttestError} `INDEX_DAMAGED` naming the file, `INDEX_MODEL_MISMATCH`, `INDEX_FORMAT_UNSUPPORTED`.
 */
export async function openLocalIndex(options: OpenLocalIndexOptions): Promise<SearchIndex | null> {
  for (let attempt = 1; ; attempt += 1) {
    const version = await readCurrentVersion(options.folder)
    if (version === null) return null
    try {
      return await openVersion(options, version)
    } catch (error) {
      const damaged = error instanceof AttestError && error.code === 'INDEX_DAMAGED'
      if (!damaged || attempt === attempts || (await readCurrentVersion(options.folder)) === version) throw error
    }
  }
}

async function openVersion(options: OpenLocalIndexOptions, version: string): Promise<SearchIndex> {
  const manifest = await readVersionManifest(options.folder, version)
  requireFingerprint(manifest, options.expectFingerprint)
  const segments: Segment[] = []
  try {
    for (const entry of manifest.segments) {
      segments.push(await openSegment(join(segmentsFolder(options.folder), entry.id), entry, manifest.dimensions))
    }
    return new LocalSearchIndex(manifest, segments)
  } catch (error) {
    await Promise.all(segments.map(closeSegment))
    throw error
  }
}

function requireFingerprint(built: IndexManifest, expected: OpenLocalIndexOptions['expectFingerprint']): void {
  if (!expected) return
  if (built.embedderFingerprint !== expected.embedder) {
    throw new IndexModelMismatchError(built.embedderFingerprint, expected.embedder)
  }
  if (expected.splitter !== undefined && built.splitterFingerprint !== expected.splitter) {
    throw new IndexModelMismatchError(built.splitterFingerprint, expected.splitter)
  }
}
