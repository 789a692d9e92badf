import { createHash } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { AttestError, asError } from '../errors.js'
import { checkSegment } from '../search-index/local/check-segment.js'
import {
  readCurrentVersion,
  replaceCurrentVersion,
  versionName,
  versionNumber,
} from '../search-index/local/current-version.js'
import { AppendedFile, renameDurably, syncPath } from '../search-index/local/durable-files.js'
import { acquireIngestLock } from '../search-index/local/ingest-lock.js'
import { publishVersion, segmentsFolder, versionsFolder } from '../search-index/local/manifest.js'
import { pinVersion, readPinnedVersion } from '../search-index/local/pinned-version.js'
import {
  nextVersionNumber,
  removeOldVersions,
  removeUnfinished,
  writingFolderOf,
} from '../search-index/local/remove-versions.js'
import { closeSegment, openSegment } from '../search-index/local/segment.js'
import { type ExportContents, type ExportedManifest, invalidExport, readContents, sumBytes } from './export-format.js'
import { totalsOf } from './versions.js'
import { isWithdrawn, readWithdrawn, type Withdrawal } from './withdrawn-articles.js'

export interface Imported {
  readonly version: string
  readonly articles: number
  readonly passages: number
  /** The version that is served all the same, because it is pinned; null where the imported one is served. */
  readonly pinned: string | null
}

export interface ImportOptions {
  readonly keepVersions: number
  /** Holds it there, whatever is ingested. */
  readonly pin: boolean
}

/**
 * Makes an exported version the newest one of an index folder, all or nothing. Every sum is checked, and that the files
 * fit each other, before it is seen. It keeps its name where that is newer than all that are there.
 *
 * @throws {AttestError} `EXPORT_INVALID`, `EXPORT_WITHDRAWN`, `INDEX_FORMAT_UNSUPPORTED`, `INDEX_LOCKED`, `INDEX_WRITE_FAILED`;
 * the index is then as it was.
 */
export async function importVersion(folder: string, file: string, options: ImportOptions): Promise<Imported> {
  const handle = await open(file, 'r').catch((thrown) => {
    throw invalidExport(file, asError(thrown).message, thrown)
  })
  try {
    const contents = await readContents(file, handle)
    const lock = await acquireIngestLock(folder)
    try {
      return await publish(folder, { file, handle, contents }, options)
    } finally {
      await lock.release()
    }
  } finally {
    await handle.close()
  }
}

interface OpenExport {
  readonly file: string
  readonly handle: FileHandle
  readonly contents: ExportContents
}

async function publish(folder: string, source: OpenExport, { keepVersions, pin }: ImportOptions): Promise<Imported> {
  const { manifest: given } = source.contents
  const writing = writingFolderOf(folder, given.version)
  try {
    for (const each of [versionsFolder(folder), segmentsFolder(folder)]) await mkdir(each, { recursive: true })
    await removeUnfinished(folder)
    await mkdir(writing)
    await unpack(source, writing)
    await checkUnpacked(source, writing, await readWithdrawn(folder))
    const manifest = await renamed(folder, given)
    for (const [i, { id }] of manifest.segments.entries()) {
      await renameDurably(segmentIn(writing, i), path.join(segmentsFolder(folder), id))
    }
    await syncPath(folder)
    const { corpus, replaces: _, ...rest } = manifest
    await publishVersion(folder, writing, rest, corpus)
    await replaceCurrentVersion(folder, manifest.version)
    if (pin) await pinVersion(folder, manifest.version)
    await removeOldVersions(folder, manifest.version, keepVersions).catch(() => undefined)
    const pinned = await readPinnedVersion(folder)
    const { articles, passages } = totalsOf(manifest.segments)
    return { version: manifest.version, articles, passages, pinned: pinned === manifest.version ? null : pinned }
  } catch (cause) {
    if (cause instanceof AttestError) throw cause
    throw new AttestError('INDEX_WRITE_FAILED', `Could not write the index in ${folder}: ${asError(cause).message}.`, {
      cause,
    })
  } finally {
    await rm(writing, { recursive: true, force: true }).catch(() => undefined)
  }
}

const segmentIn = (writing: string, segment: number): string => path.join(writing, `segment-${segment}`)

/** Writes the files of the segments; only then is it known whether the export has its sum. */
async function unpack({ file, handle, contents }: OpenExport, writing: string): Promise<void> {
  const hash = createHash('sha256')
  for await (const piece of pieces(handle, 0, contents.headBytes)) hash.update(piece)
  for (const i of contents.manifest.segments.keys()) await mkdir(segmentIn(writing, i))
  for (const { segment, name, start, bytes } of contents.files) {
    const unpacked = await AppendedFile.create(path.join(segmentIn(writing, segment), name))
    try {
      for await (const piece of pieces(handle, start, bytes)) {
        hash.update(piece)
        await unpacked.append(piece)
      }
    } finally {
      await unpacked.finish()
    }
  }
  let sum = ''
  for await (const piece of pieces(handle, contents.end, sumBytes)) sum += piece.toString('latin1')
  if (sum !== `${hash.digest('hex')}\n`) throw invalidExport(file, 'its content does not have the sum at its end')
  for (const i of contents.manifest.segments.keys()) await syncPath(segmentIn(writing, i))
}

const pieces = (handle: FileHandle, start: number, bytes: number): AsyncIterable<Buffer> =>
  // The end of a stream's range is included.
  bytes === 0
    ? noPieces()
    : (handle.createReadStream({ autoClose: false, start, end: start + bytes - 1 }) as AsyncIterable<Buffer>)

async function* noPieces(): AsyncGenerator<Buffer> {}

/** Sums as the manifest has them, files that fit each other, and nothing that was withdrawn here. */
async function checkUnpacked(
  { file, contents: { manifest } }: OpenExport,
  writing: string,
  withdrawn: readonly Withdrawal[],
): Promise<void> {
  const ids = new Set<string>()
  for (const [i, entry] of manifest.segments.entries()) {
    const problems: string[] = []
    const segment = await openSegment(segmentIn(writing, i), entry, manifest.dimensions).catch((thrown) => {
      throw invalidExport(file, asError(thrown).message, thrown)
    })
    try {
      const tell = (name: string, problem: string) => void problems.push(`${name}: ${problem}`)
      await checkSegment(segment, entry, { dimensions: manifest.dimensions, ids, tell })
    } finally {
      await closeSegment(segment)
    }
    if (problems[0] !== undefined) throw invalidExport(file, problems[0])
    const gone = segment.articles.filter((article) => isWithdrawn(article, withdrawn))
    if (gone.length > 0)
      throw holdsWithdrawn(
        file,
        gone.map(({ id }) => id),
      )
  }
}

/** Under the export's own name where it is newer than what is there, so that copies of a version have one name. */
async function renamed(folder: string, given: ExportedManifest): Promise<ExportedManifest> {
  const next = await nextVersionNumber(folder, await readCurrentVersion(folder).catch(() => null))
  const version = versionNumber(given.version) >= next ? given.version : versionName(next)
  // A segment is named like a version, and one like the version that it was written for.
  const segments = given.segments.map((segment, i) => ({
    ...segment,
    id: i === 0 ? version : versionName(versionNumber(version)),
  }))
  return { ...given, version, segments }
}

const holdsWithdrawn = (file: string, ids: readonly string[]): AttestError =>
  new AttestError(
    'EXPORT_WITHDRAWN',
    `${file} holds articles that "attest remove" withdrew here: ${ids.join(', ')}. Remove them where it was exported and export again, or "attest remove ID --readmit".`,
  )
