import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AttestError } from '../errors.js'
import { readCurrentVersion } from '../search-index/local/current-version.js'
import { acquireIngestLock } from '../search-index/local/ingest-lock.js'
import { readVersionManifest } from '../search-index/local/manifest.js'
import { versionNames } from '../search-index/local/remove-versions.js'
import { rewriteVersions, withSegments } from '../search-index/local/rewrite-versions.js'
import type { StoredArticle } from '../search-index/local/segment-files.js'
import { liveArticles, type VersionSegment } from '../search-index/local/version-segment.js'
import type { CorpusRecord } from './corpus-record.js'
import { exportsHolding } from './exports.js'
import { keepOnlyVectorsOf } from './kept-vectors.js'
import { indexMissing } from './versions.js'
import {
  idHash,
  isWithdrawn,
  readWithdrawn,
  type Withdrawal,
  withdrawnRecord,
  writeWithdrawn,
} from './withdrawn-articles.js'

export interface Purge {
  readonly id: string
  /** Names of the versions that held it, as they were; each stands under a new name without it. */
  readonly versions: readonly string[]
  /** Exports in the index folder that held it and were removed; paths inside that folder. */
  readonly exports: readonly string[]
  /** Files of the corpus that it was read from: they were not touched, and are left out of each ingestion. */
  readonly files: readonly string[]
}

/**
 * Erases an article from every version, the vector cache and the exports in the index folder, and lists it as withdrawn
 * so that its file does not bring it back. Done again after it was broken off, it ends its work.
 *
 * @param idOrAlias an id or a former one.
 * @throws {AttestError} `INDEX_MISSING`, `NOT_FOUND`, `INDEX_LOCKED`, `INDEX_DAMAGED`, `INDEX_WRITE_FAILED`.
 */
export async function purgeArticle(folder: string, idOrAlias: string): Promise<Purge> {
  if ((await readCurrentVersion(folder)) === null) throw indexMissing()
  const lock = await acquireIngestLock(folder)
  try {
    const found = await articlesNamed(folder, idOrAlias)
    const list = await withdraw(folder, idOrAlias, found)
    const versions = await rewriteVersions(folder, {
      isGone: (article) => isWithdrawn(article, list),
      corpusWithout: (corpus, paths) => recordWithout(corpus, paths, list),
    })
    await keepOnlyVectorsOf(folder)
    const exports = await exportsHolding(folder, (article) => isWithdrawn(article, list))
    for (const file of exports) await rm(path.join(folder, file))
    const files = [...new Set(found.map(({ sourcePath }) => sourcePath))].sort()
    return { id: found[0]?.id ?? idOrAlias, versions, exports, files }
  } finally {
    await lock.release()
  }
}

/**
 * Lets an article come back with the next ingestion.
 * @throws {AttestError} `NOT_FOUND` where it was not withdrawn.
 */
export async function readmitArticle(folder: string, id: string): Promise<void> {
  const list = await readWithdrawn(folder)
  const left = list.filter((withdrawal) => withdrawal.id !== idHash(id))
  if (left.length === list.length) throw new AttestError('NOT_FOUND', `No article ${JSON.stringify(id)} was removed.`)
  const lock = await acquireIngestLock(folder)
  try {
    await writeWithdrawn(folder, left)
  } finally {
    await lock.release()
  }
}

/** As every version that can be read has it; where none does, as the files of one still hold it. */
async function articlesNamed(folder: string, idOrAlias: string): Promise<StoredArticle[]> {
  const live = await articlesHeld(folder, idOrAlias, (each) => liveArticles(each).map(({ stored }) => stored))
  return live.length > 0 ? live : await articlesHeld(folder, idOrAlias, ({ segment }) => segment.articles)
}

async function articlesHeld(
  folder: string,
  idOrAlias: string,
  heldBy: (segment: VersionSegment) => readonly StoredArticle[],
): Promise<StoredArticle[]> {
  const found: StoredArticle[] = []
  for (const version of await versionNames(folder)) {
    const manifest = await readVersionManifest(folder, version).catch(() => null)
    if (manifest === null) continue
    const isNamed = ({ id, aliases }: StoredArticle): boolean => id === idOrAlias || aliases.includes(idOrAlias)
    const named = await withSegments(folder, manifest, async (segments) =>
      segments.flatMap((each) => heldBy(each).filter(isNamed)),
    ).catch(() => [])
    found.push(...named)
  }
  // An id comes before an alias that another article claims.
  const byId = found.filter(({ id }) => id === idOrAlias)
  return byId.length > 0 ? byId : found
}

/** First of all, so that nothing that breaks off lets it come back. */
async function withdraw(folder: string, given: string, found: readonly StoredArticle[]): Promise<Withdrawal[]> {
  const list = await readWithdrawn(folder)
  const ids = found.length > 0 ? [...new Set(found.map(({ id }) => id))] : [given]
  const withdrawals = ids.map((id) => {
    const before = list.find((withdrawal) => withdrawal.id === idHash(id))
    if (found.length === 0 && before === undefined) {
      throw new AttestError('NOT_FOUND', `No version holds an article ${JSON.stringify(given)}.`)
    }
    const texts = found.filter((article) => article.id === id).map(({ textSha256 }) => textSha256)
    const at = before?.at ?? new Date().toISOString()
    return { id: idHash(id), texts: [...new Set([...(before?.texts ?? []), ...texts])], at }
  })
  const others = list.filter((withdrawal) => !withdrawals.some(({ id }) => id === withdrawal.id))
  const next = [...others, ...withdrawals]
  await writeWithdrawn(folder, next)
  return next
}

/** A version's record as an ingestion would have made it without these files. */
function recordWithout(corpus: unknown, paths: readonly string[], list: readonly Withdrawal[]): unknown {
  const { sources = [], withdrawn: _, ...rest } = (corpus ?? {}) as Partial<CorpusRecord>
  return { ...rest, sources: sources.filter(({ path: source }) => !paths.includes(source)), ...withdrawnRecord(list) }
}
