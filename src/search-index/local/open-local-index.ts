import { AttestError, IndexModelMismatchError } from '../../errors.js'
import { LocalSearchIndex } from './local-search-index.js'
import { corpusPath, type IndexManifest, readVersionManifest } from './manifest.js'
import { OpenSegments } from './open-segments.js'
import { readPinnedVersion, readServedVersion, withWayOut } from './pinned-version.js'
import { requireSum } from './segment.js'

export interface OpenLocalIndexOptions {
  readonly folder: string
  /** What the settings ask for. An index that was built with something else is refused. */
  readonly expectFingerprint?: { readonly embedder: string; readonly splitter?: string }
  /** Where versions are opened one after the other: what they have in common is opened once. */
  readonly openSegments?: OpenSegments
}

/** A writer may replace a version while it is being opened, but hardly several times. */
const attempts = 3

/**
 * Opens the pinned version, else the newest, after checking the sum of every file; null where there is no index yet.
 * @throws {AttestError} `INDEX_DAMAGED` naming the file, `INDEX_MODEL_MISMATCH`, `INDEX_FORMAT_UNSUPPORTED`.
 */
export async function openLocalIndex(options: OpenLocalIndexOptions): Promise<LocalSearchIndex | null> {
  const { folder } = options
  for (let attempt = 1; ; attempt += 1) {
    const version = await readServedVersion(folder)
    if (version === null) return null
    try {
      return await openLocalVersion(options, version)
    } catch (error) {
      const damaged = error instanceof AttestError && error.code === 'INDEX_DAMAGED'
      const replaced = damaged && attempt < attempts && (await readServedVersion(folder)) !== version
      if (!replaced) throw (await readPinnedVersion(folder)) === version ? withWayOut(error) : error
    }
  }
}

/** Opens one version, whichever is current or pinned. @throws {AttestError} as `openLocalIndex`. */
export async function openLocalVersion(options: OpenLocalIndexOptions, version: string): Promise<LocalSearchIndex> {
  const { folder, expectFingerprint, openSegments = new OpenSegments() } = options
  const manifest = await readVersionManifest(folder, version)
  requireFingerprint(manifest, expectFingerprint)
  if (manifest.corpus !== null) await requireSum(corpusPath(folder, version), manifest.corpus)
  const segments = await openSegments.openAll(folder, manifest)
  const close = () => openSegments.closeAll(folder, segments)
  try {
    return new LocalSearchIndex(manifest, segments, close)
  } catch (error) {
    await close()
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
