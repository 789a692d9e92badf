import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AttestError } from '../../errors.js'
import { type FileSum, renameDurably, syncPath, writeFileDurably } from './durable-files.js'
import { indexDamaged } from './index-damaged.js'

/** Raised with every change of what a segment or manifest holds or means. */
export const indexFormatVersion = 2

export interface SegmentEntry {
  /** Its folder's name. */
  readonly id: string
  /** By file name. */
  readonly files: Readonly<Record<string, FileSum>>
  readonly articles: number
  readonly passages: number
}

/** One version of the index: which segments it is made of, and what they were made with and from. */
export interface IndexManifest {
  readonly formatVersion: number
  readonly version: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly embedderFingerprint: string
  readonly splitterFingerprint: string
  readonly dimensions: number
  /** What the writer's caller said about its sources; JSON that this folder does not look into. */
  readonly corpus: unknown
  readonly segments: readonly SegmentEntry[]
}

export const versionsFolder = (folder: string): string => join(folder, 'versions')
export const segmentsFolder = (folder: string): string => join(folder, 'segments')
export const manifestPath = (folder: string, version: string): string =>
  join(versionsFolder(folder), version, 'manifest.json')

/**
 * Makes a version's folder appear with its whole manifest. Its segments must be durable.
 * @param writingFolder where it is prepared, on the same disk.
 */
export async function writeManifest(folder: string, writingFolder: string, manifest: IndexManifest): Promise<void> {
  const prepared = join(writingFolder, 'version')
  await mkdir(prepared)
  await writeFileDurably(join(prepared, 'manifest.json'), [Buffer.from(serialise(manifest))])
  await syncPath(prepared)
  await renameDurably(prepared, join(versionsFolder(folder), manifest.version))
}

/**
 * @throws {AttestError} `INDEX_DAMAGED` where it is missing or not as it was written, `INDEX_FORMAT_UNSUPPORTED` where
 * a newer release wrote it.
 */
export async function readVersionManifest(folder: string, version: string): Promise<IndexManifest> {
  const path = manifestPath(folder, version)
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    throw indexDamaged(path, 'the manifest of the current version cannot be read', error)
  }
  const manifest = deserialise(path, content)
  if (manifest.formatVersion !== indexFormatVersion) throw unsupported(path, manifest.formatVersion)
  if (manifest.version !== version) throw indexDamaged(path, `it is the manifest of version ${manifest.version}`)
  return manifest
}

/** The outer form, a sum and what it is of, stays the same in every format version. */
const serialise = (manifest: IndexManifest): string => `${JSON.stringify({ sha256: sumOf(manifest), manifest })}\n`

const sumOf = (manifest: unknown): string => createHash('sha256').update(JSON.stringify(manifest)).digest('hex')

function deserialise(path: string, content: string): IndexManifest {
  try {
    const { manifest } = JSON.parse(content) as { manifest: IndexManifest }
    if (serialise(manifest) === content) return manifest
  } catch (error) {
    throw indexDamaged(path, 'it is not the JSON that was written', error)
  }
  throw indexDamaged(path, 'its content does not have the sum that was written with it')
}

const unsupported = (path: string, formatVersion: number): AttestError =>
  new AttestError(
    'INDEX_FORMAT_UNSUPPORTED',
    `Expected an index of format ${indexFormatVersion}, got format ${formatVersion} (${path}), written by another release. ` +
      'Use that release, or run "attest ingest" to build the index anew.',
  )
