import { createArticleParser } from './articles/article-parser.js'
import { createFolderSource, type SourceFingerprint } from './articles/folder-source.js'
import { KnownFiles } from './articles/known-files.js'
import type { IngestOutcome } from './attest.js'
import { buildVersion } from './build-version.js'
import type { Config } from './config.js'
import type { Embedder } from './embeddings/embedder.js'
import { KnownVectors } from './embeddings/vector-cache.js'
import { nullUnlessExhausted } from './errors.js'
import { failuresIfUnchanged, type IngestProgress } from './ingest.js'
import { splitterFingerprint } from './passages/splitter-fingerprint.js'
import { readManifest } from './search-index/local/current-version.js'
import type { LocalSearchIndex } from './search-index/local/local-search-index.js'
import { readCorpusRecord } from './search-index/local/manifest.js'
import { openLocalVersion } from './search-index/local/open-local-index.js'
import { OpenSegments } from './search-index/local/open-segments.js'
import { readPinnedVersion } from './search-index/local/pinned-version.js'
import type { ArticleSummary } from './search-index/search-index.js'
import type { CorpusRecord } from './upkeep/corpus-record.js'
import { isWithdrawn, readWithdrawn, type Withdrawal, withdrawnRecord } from './upkeep/withdrawn-articles.js'

/** What is kept between the ingestions of a process: versions follow each other, and what they have in common is read once. */
export class KeptForIngestions {
  readonly files = new KnownFiles()
  readonly vectors = new KnownVectors()
  readonly segments = new OpenSegments()
  /** Starting its process takes longer than all else that an edit does. */
  readonly parser = createArticleParser()
}

export interface IngestCorpusParts {
  readonly config: Pick<Config, 'CORPUS_DIR' | 'INDEX_DIR' | 'KEEP_VERSIONS'>
  /** It is added to, and not closed. */
  readonly kept: KeptForIngestions
  /** The version that is served, from which articles are taken over, and which is not closed; null where there is none, or it is damaged. */
  readonly served: LocalSearchIndex | null
  readonly embedder: Embedder
  readonly onProgress: (progress: IngestProgress) => void
}

/**
 * Builds the next version from the corpus folder, taking over the articles of files that are as they were, unless the
 * newest one was built from just these files and settings.
 *
 * @throws {AttestError} as `buildVersion`; `CORPUS_UNREADABLE`, `RESOURCES_EXHAUSTED`.
 */
export async function ingestCorpus(parts: IngestCorpusParts): Promise<IngestOutcome> {
  const { config, served } = parts
  // A pin that cannot be read is told by whoever opens the index.
  const pinned = await readPinnedVersion(config.INDEX_DIR).catch(() => null)
  if (pinned === null) return { ...(await ingestAfter(served, parts)), pinned }
  const newest = await openNewest(config.INDEX_DIR, parts)
  try {
    return { ...(await ingestAfter(newest, parts)), pinned }
  } finally {
    await newest?.close()
  }
}

async function ingestAfter(newest: LocalSearchIndex | null, parts: IngestCorpusParts) {
  const { config, kept, embedder, onProgress } = parts
  const { CORPUS_DIR, INDEX_DIR, KEEP_VERSIONS } = config
  const source = createFolderSource({ folder: CORPUS_DIR, knownFiles: kept.files, parser: kept.parser })
  try {
    const withdrawn = await readWithdrawn(INDEX_DIR)
    const corpus: CorpusRecord = { sources: await source.fingerprints(), ...withdrawnRecord(withdrawn) }
    // What is wrong with a manifest was said when it was opened.
    const manifest = await readManifest(INDEX_DIR).catch(nullUnlessExhausted)
    const base = newest !== null && manifest?.version === newest.version ? newest : null
    const recorded = base && (await readCorpusRecord(INDEX_DIR, base.version).catch(nullUnlessExhausted))
    const failed = recorded === null ? null : failuresIfUnchanged(recorded, corpus)
    if (base !== null && failed !== null) {
      return { kind: 'up-to-date' as const, version: base.version, statistics: await base.statistics(), failed }
    }
    const previous = (await newest?.articles()) ?? []
    const unchanged = unchangedFiles(recorded, corpus, { previous, withdrawn })
    const report = await buildVersion({
      indexFolder: INDEX_DIR,
      keepVersions: KEEP_VERSIONS,
      knownVectors: kept.vectors,
      ...{ source, corpus, base, unchanged, embedder, withdrawn, previous, onProgress },
    })
    return { kind: 'ingested' as const, report }
  } finally {
    await source.close()
  }
}

/** Files that are as they were when the base was made: each, by its path, with the id of its article there. */
function unchangedFiles(
  recorded: unknown,
  { sources }: CorpusRecord,
  { previous, withdrawn }: { previous: readonly ArticleSummary[]; withdrawn: readonly Withdrawal[] },
): Map<string, string> {
  const before = recorded as Partial<CorpusRecord> | null
  if (before === null) return new Map()
  const known = new Map(before.sources?.map((source) => [source.path, source]))
  const isAsBefore = ({ path, sha256, sideCarSha256 }: SourceFingerprint): boolean => {
    const source = known.get(path)
    return sha256 !== null && source?.sha256 === sha256 && source.sideCarSha256 === sideCarSha256
  }
  const isSame = new Set(sources.filter(isAsBefore).map(({ path }) => path))
  const kept = previous.filter((article) => isSame.has(article.sourcePath) && !isWithdrawn(article, withdrawn))
  return new Map(kept.map(({ sourcePath, id }) => [sourcePath, id]))
}

/** Null where there is none that can be opened: then it is built anew. */
async function openNewest(folder: string, { embedder, kept }: IngestCorpusParts): Promise<LocalSearchIndex | null> {
  const manifest = await readManifest(folder).catch(nullUnlessExhausted)
  if (manifest === null) return null
  const expectFingerprint = { embedder: embedder.fingerprint, splitter: splitterFingerprint }
  return await openLocalVersion({ folder, expectFingerprint, openSegments: kept.segments }, manifest.version).catch(
    nullUnlessExhausted,
  )
}
