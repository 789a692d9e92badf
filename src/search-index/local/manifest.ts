import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AttestError } from '../../errors.js'
import { type FileSum, renameDurably, syncPath, writeFileDurably } from './durable-files.js'
import { indexError } from './index-error.js'

/** Raised with every change of what a segment or manifest holds or means. */
export const indexFormatVersion = 3

/** A segment as one version has it: what is in its files never changes, what of it counts differs between versions. */
export interface SegmentEntry {
  /** Its folder's name. */
  readonly id: string
  /** By file name. */
  readonly files: Readonly<Record<string, FileSum>>
  /** That stand in its files. */
  readonly articles: number
  readonly passages: number
  /** Places in `articles.jsonl`, ascending, of those that the version no longer has. */
  readonly tombstones: readonly number[]
  /** Passages of the articles that it has. */
  readonly livePassages: number
}

/** One version of the index: which segments it is made of, and what they were made with and from. */
export interface IndexManifest {
  readonly formatVersion: number
  readonly version: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** The version that it was put in the place of: the same articles in other segments. Absent where it was ingested. */
  readonly replaces?: string | undefined
  readonly embedderFingerprint: string
  readonly splitterFingerprint: string
  readonly dimensions: number
  /** Of `corpus.json` beside it; null where a release before wrote that into the manifest itself. */
  readonly corpus: FileSum | null
  readonly segments: readonly SegmentEntry[]
}

export const versionsFolder = (folder: string): string => join(folder, 'versions')
export const segmentsFolder = (folder: string): string => join(folder, 'segments')
export const manifestPath = (folder: string, version: string): string =>
  join(versionsFolder(folder), version, 'manifest.json')

/** Not in the manifest: it is as long as the list of the corpus's files, and seldom asked for. */
export const corpusPath = (folder: string, version: string): string =>
  join(versionsFolder(folder), version, 'corpus.json')

/**
 * Makes a version's folder appear, whole. Its segments must be durable.
 * @param writingFolder where it is prepared, on the same disk.
 * @param corpus what the writer's caller said about its sources; JSON that this folder does not look into.
 */
export async function publishVersion(
  folder: string,
  writingFolder: string,
  manifest: Omit<IndexManifest, 'corpus'>,
  corpus: unknown,
): Promise<void> {
  const prepared = join(writingFolder, 'version')
  await mkdir(prepared)
  const corpusFile = Buffer.from(`${JSON.stringify(corpus)}\n`)
  await writeFileDurably(join(prepared, 'corpus.json'), [corpusFile])
  const whole = { ...manifest, corpus: { bytes: corpusFile.length, sha256: sha256(corpusFile) } }
  await writeFileDurably(join(prepared, 'manifest.json'), [Buffer.from(serialise(whole))])
  await syncPath(prepared)
  await renameDurably(prepared, join(versionsFolder(folder), manifest.version))
}

/**
 * @throws {AttestError} `INDEX_DAMAGED` where it is missing or not as it was written, `INDEX_FORMAT_UNSUPPORTED` where
 * a newer release wrote it.
 */
export async function readVersionManifest(folder: string, version: string): Promise<IndexManifest> {
  const path = manifestPath(folder, version)
  const manifest = asWrittenNow(path, await readWritten(path))
  if (manifest.version !== version) throw indexError(path, `it is the manifest of version ${manifest.version}`)
  return manifest
}

/**
 * What was given to `publishVersion`.
 * @throws {AttestError} as `readVersionManifest`.
 */
export async function readCorpusRecord(folder: string, version: string): Promise<unknown> {
  const { corpus: sum } = await readVersionManifest(folder, version)
  if (sum === null) return (await readWritten(manifestPath(folder, version))).corpus
  const path = corpusPath(folder, version)
  const content = await readFile(path).catch((error) => {
    throw indexError(path, 'it cannot be read', error)
  })
  if (content.length === sum.bytes && sha256(content) === sum.sha256) return JSON.parse(content.toString())
  throw indexError(path, 'its content does not have the sum that was written')
}

/** @throws {AttestError} `INDEX_FORMAT_UNSUPPORTED` */
function asWrittenNow(path: string, manifest: IndexManifest): IndexManifest {
  if (manifest.formatVersion === indexFormatVersion) return manifest
  if (manifest.formatVersion !== formatWithoutTombstones) throw unsupported(path, manifest.formatVersion)
  return withoutTombstones(manifest)
}

/** Its versions had one segment, of which everything counts; the files were as they are. */
export const formatWithoutTombstones = 2

type ManifestWithoutTombstones = Omit<IndexManifest, 'segments' | 'corpus'> & {
  readonly segments: readonly Omit<SegmentEntry, 'tombstones' | 'livePassages'>[]
}

export const withoutTombstones = (manifest: ManifestWithoutTombstones): IndexManifest => ({
  ...manifest,
  formatVersion: indexFormatVersion,
  corpus: null,
  segments: manifest.segments.map((entry) => ({ ...entry, tombstones: [], livePassages: entry.passages })),
})

/** The outer form, a sum and what it is of, stays the same in every format version. */
const serialise = (manifest: IndexManifest): string => `${JSON.stringify({ sha256: sumOf(manifest), manifest })}\n`

const sumOf = (manifest: unknown): string => sha256(JSON.stringify(manifest))

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

async function readWritten(path: string): Promise<IndexManifest> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    throw indexError(path, 'the manifest of the current version cannot be read', error)
  }
  try {
    const { manifest } = JSON.parse(content) as { manifest: IndexManifest }
    if (serialise(manifest) === content) return manifest
  } catch (error) {
    throw indexError(path, 'it is not the JSON that was written', error)
  }
  throw indexError(path, 'its content does not have the sum that was written with it')
}

const unsupported = (path: string, formatVersion: number): AttestError =>
  new AttestError(
    'INDEX_FORMAT_UNSUPPORTED',
    `Expected an index of format ${indexFormatVersion}, got format ${formatVersion} (${path}), written by another release. ` +
      'Use that release, or run "attest ingest" to build the index anew.',
  )
