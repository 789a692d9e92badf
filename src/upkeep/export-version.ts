import { createHash } from 'node:crypto'
import { type FileHandle, link, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { AttestError, asError } from '../errors.js'
import { AppendedFile, syncPath } from '../search-index/local/durable-files.js'
import { indexError } from '../search-index/local/index-error.js'
import {
  type IndexManifest,
  readCorpusRecord,
  readVersionManifest,
  segmentsFolder,
} from '../search-index/local/manifest.js'
import { type ExportedManifest, exportHead } from './export-format.js'
import { overVersion } from './versions.js'

export interface Exported {
  readonly version: string
  readonly file: string
  readonly bytes: number
  /** Of the whole file, hex, as `sha256sum` gives it. */
  readonly sha256: string
}

/**
 * Writes one version, by default the served one, as one file, which appears once it is whole; a file that is there is
 * never written over. Sums are checked on the way.
 *
 * @throws {AttestError} `USAGE` where the file is there or cannot be written, `INDEX_MISSING`, `VERSION_NOT_FOUND`, `INDEX_DAMAGED`.
 */
export async function exportVersion(folder: string, file: string, wanted?: string): Promise<Exported> {
  const { version, manifest, corpus, sources } = await overVersion(folder, wanted, (version) => opened(folder, version))
  const partial = `${file}.partial`
  try {
    const written = await writeWhole(partial, { ...manifest, corpus }, sources)
    // Not `rename`, which would write over a file that is there.
    await link(partial, file)
    await syncPath(path.dirname(path.resolve(file)))
    return { version, file, ...written }
  } catch (cause) {
    if (cause instanceof AttestError) throw cause
    throw new AttestError('USAGE', `${file} cannot be written: ${asError(cause).message}. Name a new file.`, { cause })
  } finally {
    await rm(partial, { force: true }).catch(() => undefined)
    await Promise.all(sources.map(({ handle }) => handle.close()))
  }
}

async function opened(folder: string, version: string) {
  const manifest = await readVersionManifest(folder, version)
  const corpus = await readCorpusRecord(folder, version)
  return { version, manifest, corpus, sources: await openFiles(folder, manifest) }
}

interface Source {
  readonly path: string
  readonly handle: FileHandle
  readonly sum: IndexManifest['segments'][number]['files'][string]
}

/** All at once: an ingestion that removes the version takes nothing from an export that has begun. */
async function openFiles(folder: string, { segments }: IndexManifest): Promise<Source[]> {
  const sources: Source[] = []
  try {
    for (const { id, files } of segments) {
      for (const [name, sum] of Object.entries(files)) {
        const file = path.join(segmentsFolder(folder), id, name)
        const handle = await open(file, 'r').catch((thrown) => {
          throw indexError(file, asError(thrown).message, thrown)
        })
        sources.push({ path: file, handle, sum })
      }
    }
    return sources
  } catch (thrown) {
    await Promise.all(sources.map(({ handle }) => handle.close()))
    throw thrown
  }
}

async function writeWhole(partial: string, manifest: ExportedManifest, sources: readonly Source[]) {
  await rm(partial, { force: true })
  const file = await AppendedFile.create(partial)
  const [before, whole] = [createHash('sha256'), createHash('sha256')]
  const append = async (content: Buffer): Promise<void> => {
    before.update(content)
    whole.update(content)
    await file.append(content)
  }
  try {
    await append(exportHead(manifest))
    for (const source of sources) await appendSource(source, append)
    const sum = Buffer.from(`${before.digest('hex')}\n`)
    whole.update(sum)
    await file.append(sum)
  } finally {
    await file.finish()
  }
  return { bytes: file.position, sha256: whole.digest('hex') }
}

async function appendSource({ path: name, handle, sum }: Source, append: (content: Buffer) => Promise<void>) {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of handle.createReadStream({ autoClose: false, start: 0 }) as AsyncIterable<Buffer>) {
    hash.update(piece)
    bytes += piece.length
    await append(piece)
  }
  const isSame = bytes === sum.bytes && hash.digest('hex') === sum.sha256
  if (!isSame) throw indexError(name, 'its content does not have the sum that was written')
}
