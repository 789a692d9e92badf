import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig } from '../../src/config.js'
import { openModels } from '../../src/open-models.js'
import { splitterFingerprint } from '../../src/passages/splitter-fingerprint.js'
import { readManifest } from '../../src/search-index/local/current-version.js'
import { createLocalIndexWriter } from '../../src/search-index/local/local-index-writer.js'
import { clusteredVectors } from './clustered-vectors.js'
import type { BuiltIndex } from './kept-index.js'
import { passagesPerArticle, syntheticArticle } from './synthetic-passages.js'

/**
 * Writes an index of the first so many synthetic passages into a folder, in a process of its own, so that its peak of
 * memory is its own. It says that it was built with the shipped model: a server must open it.
 */
const folder = process.argv[2]!
const passages = Number(process.argv[3])
const { embedder, close } = await openModels(loadConfig({}))
const embedderFingerprint = embedder.fingerprint
await close()

const started = performance.now()
const { dimensions } = clusteredVectors
const writer = await createLocalIndexWriter({ folder, embedderFingerprint, splitterFingerprint, dimensions })
for (let number = 0; number * passagesPerArticle < passages; number++) {
  const { article, passages: indexed } = syntheticArticle(number)
  await writer.add(article, indexed)
}
const addedMs = performance.now() - started
// An empty folder of articles is then up to date with it: a server that starts has nothing to ingest.
await writer.commit({ sources: [] })
const manifest = (await readManifest(folder))!
const built: BuiltIndex = {
  passages: manifest.segments.reduce((sum, segment) => sum + segment.passages, 0),
  addedMs,
  builtMs: performance.now() - started,
  peakMiB: process.resourceUsage().maxRSS / 1024,
  bytesByFile: Object.fromEntries(
    manifest.segments.flatMap(({ files }) => Object.entries(files)).map(([name, { bytes }]) => [name, bytes]),
  ),
}
writeFileSync(path.join(folder, 'built.json'), JSON.stringify(built))
