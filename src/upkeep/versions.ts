import { AttestError, asError } from '../errors.js'
import { readCurrentVersion } from '../search-index/local/current-version.js'
import { type IndexManifest, readVersionManifest } from '../search-index/local/manifest.js'
import { openLocalVersion } from '../search-index/local/open-local-index.js'
import { pinVersion, readPinnedVersion, readServedVersion, unpinVersion } from '../search-index/local/pinned-version.js'
import { versionNames } from '../search-index/local/remove-versions.js'

/** One version of an index folder. */
export interface StoredVersion {
  readonly version: string
  /** ISO 8601, UTC; like what follows null where its manifest cannot be read. */
  readonly createdAt: string | null
  readonly articles: number | null
  readonly passages: number | null
  /** Of its files together. */
  readonly bytes: number | null
  /** Made last: what ingesting replaces. */
  readonly isNewest: boolean
  /** Questions are answered from it: it is pinned, or the newest where none is. */
  readonly isServed: boolean
  readonly isPinned: boolean
  /** Why it cannot be opened; its files are checked only by `verifyVersion`. */
  readonly problem: string | null
}

/** @returns oldest first; empty where there is no index. @throws {AttestError} `INDEX_DAMAGED` */
export async function listVersions(folder: string): Promise<StoredVersion[]> {
  const [newest, pinned] = await Promise.all([readCurrentVersion(folder), readPinnedVersion(folder)])
  if (newest === null) return []
  const versions: StoredVersion[] = []
  for (const version of await versionNames(folder)) {
    const is = { isNewest: version === newest, isServed: version === (pinned ?? newest), isPinned: version === pinned }
    versions.push({ version, ...(await contentsOf(folder, version)), ...is })
  }
  return versions
}

async function contentsOf(folder: string, version: string) {
  try {
    const { createdAt, segments } = await readVersionManifest(folder, version)
    return { createdAt, ...totalsOf(segments), problem: null }
  } catch (thrown) {
    return { createdAt: null, articles: null, passages: null, bytes: null, problem: asError(thrown).message }
  }
}

/** What a version has; bytes are those of its files, with what of them is dead. */
export function totalsOf(segments: IndexManifest['segments']) {
  const sum = (of: (segment: IndexManifest['segments'][number]) => number): number =>
    segments.reduce((total, segment) => total + of(segment), 0)
  return {
    articles: sum(({ articles, tombstones }) => articles - tombstones.length),
    passages: sum(({ livePassages }) => livePassages),
    bytes: sum(({ files }) => Object.values(files).reduce((total, { bytes }) => total + bytes, 0)),
  }
}

export interface RolledBack {
  readonly version: string
  /** What questions were answered from before. */
  readonly before: string
  /** Whether it was made with the model and splitter of what was served before, which the settings ask for. */
  readonly hasSameModel: boolean
}

/**
 * Pins a version once all of it was checked: questions are answered from it, whatever is ingested, until `unpin`.
 *
 * @param wanted by default the one before what is served.
 * @throws {AttestError} `INDEX_MISSING`, `VERSION_NOT_FOUND`; `INDEX_DAMAGED`, `INDEX_FORMAT_UNSUPPORTED` of that version,
 * and then nothing has changed.
 */
export async function rollBack(folder: string, wanted?: string): Promise<RolledBack> {
  const versions = await listVersions(folder)
  const served = versions.findIndex(({ isServed }) => isServed)
  if (versions.length === 0) throw indexMissing()
  const found = wanted === undefined ? versions[served - 1] : versions.find(({ version }) => version === wanted)
  if (found === undefined) throw versionNotFound(wanted, versions)
  const { version } = found
  await (await openLocalVersion({ folder }, version)).close()
  const pinnedBefore = await readPinnedVersion(folder)
  await pinVersion(folder, version)
  // An ingestion may just have removed it; from now on none will.
  if (!(await versionNames(folder)).includes(version)) {
    await (pinnedBefore === null ? unpinVersion(folder) : pinVersion(folder, pinnedBefore))
    throw versionNotFound(version, await listVersions(folder))
  }
  const before = versions[served]?.version ?? version
  return { version, before, hasSameModel: (await madeWith(folder, version)) === (await madeWith(folder, before)) }
}

async function madeWith(folder: string, version: string): Promise<string | null> {
  const manifest = await readVersionManifest(folder, version).catch(() => null)
  return manifest && `${manifest.embedderFingerprint} ${manifest.splitterFingerprint}`
}

export interface Unpinned {
  /** What was pinned; null where nothing was. */
  readonly pinned: string | null
  /** What questions are answered from now; null where there is no index. */
  readonly version: string | null
}

/** Ends a roll back: questions are answered from the newest version again. A pin that cannot be read is removed, too. */
export async function unpin(folder: string): Promise<Unpinned> {
  const pinned = await readPinnedVersion(folder).catch(() => 'a version that cannot be read')
  if (pinned !== null) await unpinVersion(folder)
  return { pinned, version: await readCurrentVersion(folder) }
}

/**
 * The version that somebody asks for, by default the served one.
 * @param wanted a name becomes part of a path, so only one that is there does.
 * @throws {AttestError} `INDEX_MISSING`, `VERSION_NOT_FOUND`, `INDEX_DAMAGED` where it cannot be told which one is served.
 */
async function wantedVersion(folder: string, wanted: string | undefined): Promise<string> {
  const version = wanted ?? (await readServedVersion(folder))
  if (version === null) throw indexMissing()
  const isThere = wanted === undefined || (await versionNames(folder).catch((): string[] => [])).includes(wanted)
  if (!isThere) throw versionNotFound(wanted, await listVersions(folder).catch(() => []))
  return version
}

/** Another version is put in the place of the served one as often as this while something goes through it, and not more often. */
const MOST_REPLACED = 10

/**
 * Runs over the version that somebody asks for; over the next one where it was the served one, which an ingestion or a
 * merging replaced and removed meanwhile.
 * @param run what it throws or finds wrong counts only where the version was not replaced.
 * @throws {AttestError} as `wantedVersion` and `run`.
 */
export async function overVersion<Result>(
  folder: string,
  wanted: string | undefined,
  run: (version: string) => Promise<Result>,
  isWhole: (result: Result) => boolean = () => true,
): Promise<Result> {
  for (let replaced = 0; ; replaced++) {
    const version = await wantedVersion(folder, wanted)
    const outcome = await run(version).then(
      (result) => ({ result, isWhole: isWhole(result) }),
      (thrown) => ({ thrown, isWhole: false }),
    )
    if (!outcome.isWhole && wanted === undefined && replaced < MOST_REPLACED) {
      const served = await readServedVersion(folder).catch(() => version)
      if (served !== version) continue
    }
    if ('thrown' in outcome) throw outcome.thrown
    return outcome.result
  }
}

export const indexMissing = (): AttestError =>
  new AttestError('INDEX_MISSING', 'There is no index yet. Run "attest ingest" first.')

function versionNotFound(wanted: string | undefined, versions: readonly StoredVersion[]): AttestError {
  const names = versions.map(({ version }) => version).join(', ')
  const problem =
    wanted === undefined
      ? 'There is no version before the one that is served.'
      : `There is no version ${JSON.stringify(wanted)}.`
  return new AttestError(
    'VERSION_NOT_FOUND',
    `${problem} Kept are ${names || 'none'}; ATTEST_KEEP_VERSIONS says how many.`,
  )
}
