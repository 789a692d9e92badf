import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { passageKey } from '../embeddings/caching-embedder.js'
import { openVectorCache, vectorCacheName } from '../embeddings/vector-cache.js'
import { headingLine } from '../passages/heading-line.js'
import { readVersionManifest } from '../search-index/local/manifest.js'
import { versionNames } from '../search-index/local/remove-versions.js'
import { withSegments } from '../search-index/local/rewrite-versions.js'
import { wholeArticles } from '../search-index/local/stored-articles.js'

interface KeptKeys {
  readonly fingerprint: string
  readonly dimensions: number
  readonly keys: Set<string>
}

/**
 * Takes everything out of the vector caches but what the versions that there are were made of: a vector says much of its
 * text. Caches of models that no version was made with are removed.
 */
export async function keepOnlyVectorsOf(folder: string): Promise<void> {
  const cacheFolder = path.join(folder, 'cache')
  const kept = await keptKeys(folder)
  for (const name of await readdir(cacheFolder).catch((): string[] => [])) {
    if (!/\.vectors(\.new)?$/.test(name)) continue
    const known = kept.find(({ fingerprint }) => vectorCacheName(fingerprint) === name)
    // What a rewriting left that was killed may be gone by now: the next one took its place.
    if (known === undefined) await rm(path.join(cacheFolder, name), { force: true })
    else await keepOnly(cacheFolder, known)
  }
}

async function keepOnly(folder: string, { fingerprint, dimensions, keys }: KeptKeys): Promise<void> {
  const cache = await openVectorCache({ folder, fingerprint, dimensions })
  try {
    await cache.keepOnly(keys)
  } finally {
    await cache.close()
  }
}

async function keptKeys(folder: string): Promise<KeptKeys[]> {
  const kept = new Map<string, KeptKeys>()
  for (const version of await versionNames(folder)) {
    const manifest = await readVersionManifest(folder, version)
    const { embedderFingerprint: fingerprint, dimensions } = manifest
    const known = kept.get(fingerprint) ?? { fingerprint, dimensions, keys: new Set<string>() }
    kept.set(fingerprint, known)
    await withSegments(folder, manifest, async (segments) => {
      for (const segment of segments) for await (const key of keysOf(segment, dimensions)) known.keys.add(key)
    })
  }
  return [...kept.values()]
}

async function* keysOf(...[segment, dimensions]: Parameters<typeof wholeArticles>): AsyncGenerator<string> {
  for await (const { article, passages } of wholeArticles(segment, dimensions)) {
    for (const { passage } of passages) {
      const sentences = passage.sentences.map(({ start, end }) => article.text.slice(start, end))
      // As build-version.ts and ingest.ts make it.
      yield passageKey({ heading: headingLine(article.metadata.title, passage.headings), sentences })
    }
  }
}
