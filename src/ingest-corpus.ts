import { createFolderSource } from './articles/folder-source.js'
import type { IngestOutcome } from './attest.js'
import { buildVersion } from './build-version.js'
import type { Config } from './config.js'
import type { Embedder } from './embeddings/embedder.js'
import { failuresIfUnchanged, type IngestProgress } from './ingest.js'
import { readManifest } from './search-index/local/current-version.js'
import type { SearchIndex } from './search-index/search-index.js'

/**
 * Builds the next version from the corpus folder, unless the current one was built from just these files and settings.
 * @throws {AttestError} as `buildVersion`; `CORPUS_UNREADABLE`.
 */
export async function ingestCorpus(
  { CORPUS_DIR, INDEX_DIR }: Pick<Config, 'CORPUS_DIR' | 'INDEX_DIR'>,
  current: SearchIndex | null,
  embedder: Embedder,
  onProgress: (progress: IngestProgress) => void,
): Promise<IngestOutcome> {
  const source = createFolderSource({ folder: CORPUS_DIR })
  try {
    const corpus = { sources: await source.fingerprints() }
    // What is wrong with a manifest was said when it was opened.
    const manifest = await readManifest(INDEX_DIR).catch(() => null)
    const failed = manifest && failuresIfUnchanged(manifest.corpus, corpus)
    if (current !== null && manifest?.version === current.version && failed !== null) {
      return { kind: 'up-to-date', version: current.version, statistics: await current.statistics(), failed }
    }
    const previous = (await current?.articles()) ?? []
    const report = await buildVersion({ indexFolder: INDEX_DIR, source, corpus, embedder, previous, onProgress })
    return { kind: 'ingested', report }
  } finally {
    await source.close()
  }
}
