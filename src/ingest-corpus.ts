import { createFolderSource } from './articles/folder-source.js'
import type { IngestOutcome } from './attest.js'
import { buildVersion } from './build-version.js'
import type { Config } from './config.js'
import type { Embedder } from './embeddings/embedder.js'
import { failuresIfUnchanged, type IngestProgress } from './ingest.js'
import { splitterFingerprint } from './passages/splitter-fingerprint.js'
import { readManifest } from './search-index/local/current-version.js'
import { openLocalVersion } from './search-index/local/open-local-index.js'
import { readPinnedVersion } from './search-index/local/pinned-version.js'
import type { SearchIndex } from './search-index/search-index.js'
import { readWithdrawn, withdrawnRecord } from './upkeep/withdrawn-articles.js'

export interface IngestCorpusParts {
  readonly config: Pick<Config, 'CORPUS_DIR' | 'INDEX_DIR' | 'KEEP_VERSIONS'>
  /** The version that is served; it is not closed. */
  readonly served: SearchIndex | null
  readonly embedder: Embedder
  readonly onProgress: (progress: IngestProgress) => void
}

/**
 * Builds the next version from the corpus folder, unless the newest one was built from just these files and settings.
 * @throws {AttestError} as `buildVersion`; `CORPUS_UNREADABLE`.
 */
export async function ingestCorpus(parts: IngestCorpusParts): Promise<IngestOutcome> {
  const { config, served, embedder } = parts
  // A pin that cannot be read is told by whoever opens the index.
  const pinned = await readPinnedVersion(config.INDEX_DIR).catch(() => null)
  if (pinned === null) return { ...(await ingestAfter(served, parts)), pinned }
  const newest = await openNewest(config.INDEX_DIR, embedder)
  try {
    return { ...(await ingestAfter(newest, parts)), pinned }
  } finally {
    await newest?.close()
  }
}

async function ingestAfter(newest: SearchIndex | null, { config, embedder, onProgress }: IngestCorpusParts) {
  const { CORPUS_DIR, INDEX_DIR, KEEP_VERSIONS } = config
  const source = createFolderSource({ folder: CORPUS_DIR })
  try {
    const withdrawn = await readWithdrawn(INDEX_DIR)
    const corpus = { sources: await source.fingerprints(), ...withdrawnRecord(withdrawn) }
    // What is wrong with a manifest was said when it was opened.
    const manifest = await readManifest(INDEX_DIR).catch(() => null)
    const failed = manifest && failuresIfUnchanged(manifest.corpus, corpus)
    if (newest !== null && manifest?.version === newest.version && failed !== null) {
      const statistics = await newest.statistics()
      return { kind: 'up-to-date' as const, version: newest.version, statistics, failed }
    }
    const previous = (await newest?.articles()) ?? []
    const build = { indexFolder: INDEX_DIR, keepVersions: KEEP_VERSIONS, source, corpus, embedder, withdrawn }
    return { kind: 'ingested' as const, report: await buildVersion({ ...build, previous, onProgress }) }
  } finally {
    await source.close()
  }
}

/** Null where there is none that can be opened: then it is built anew. */
async function openNewest(folder: string, { fingerprint }: Embedder): Promise<SearchIndex | null> {
  const manifest = await readManifest(folder).catch(() => null)
  if (manifest === null) return null
  const expectFingerprint = { embedder: fingerprint, splitter: splitterFingerprint }
  return await openLocalVersion({ folder, expectFingerprint }, manifest.version).catch(() => null)
}
