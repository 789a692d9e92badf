import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { AttestError } from '../errors.js'
import { isVersionName } from '../search-index/local/current-version.js'
import {
  formatWithoutTombstones,
  type IndexManifest,
  indexFormatVersion,
  withoutTombstones,
} from '../search-index/local/manifest.js'
import { segmentFileNames } from '../search-index/local/segment-files.js'
import { readExactly } from '../search-index/local/typed-array-file.js'

/*
 * A version as one file:
 *   29 bytes  "attest export 1 ", the header's length in 12 digits, "\n"
 *             header: the manifest as JSON, UTF-8, with what the version was made of as its "corpus"
 *             the files of the segments, one after the other, in the order and of the length that the manifest says
 *   65 bytes  SHA-256 of all before, hex, "\n"
 * No name in it becomes part of a path: segments get names of our own, and files have those of `segmentFileNames`.
 */
const formatVersion = 1
const prefixBytes = 29
export const sumBytes = 65
/** Of a manifest that names a million files of a corpus. */
const mostHeaderBytes = 512 * 1024 * 1024

/** A manifest with the version's record of its corpus in it. */
export type ExportedManifest = Omit<IndexManifest, 'corpus'> & { readonly corpus: unknown }

export function exportHead(manifest: ExportedManifest): Buffer {
  const header = Buffer.from(JSON.stringify(manifest))
  const prefix = Buffer.from(`attest export ${formatVersion} ${String(header.length).padStart(12, '0')}\n`, 'latin1')
  return Buffer.concat([prefix, header])
}

/** A file of a segment, and where it stands in the export. */
export interface ExportedFile {
  /** Which of the manifest's segments it belongs to. */
  readonly segment: number
  readonly name: string
  readonly start: number
  readonly bytes: number
}

export interface ExportContents {
  readonly manifest: ExportedManifest
  /** Bytes before the first file. */
  readonly headBytes: number
  readonly files: readonly ExportedFile[]
  /** Bytes before the sum. */
  readonly end: number
}

const nameless = z.string().max(1_000)
const sum = z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
const fileNames: readonly string[] = Object.values(segmentFileNames)
const needed = fileNames.filter((name) => name !== segmentFileNames.graph)
/** In the order that is given, which is that of the contents. */
const files = z
  .record(z.string(), sum)
  .refine((given) => Object.keys(given).every((name) => fileNames.includes(name)), 'expected no other files')
  .refine((given) => needed.every((name) => Object.hasOwn(given, name)), 'expected all files of a segment')
const count = z.int().min(0)
const segment = z.strictObject({ id: nameless, files, articles: count, passages: count })
const Manifest = z.strictObject({
  formatVersion: z.literal(indexFormatVersion),
  version: z.string().refine(isVersionName),
  createdAt: nameless,
  replaces: nameless.optional(),
  embedderFingerprint: nameless,
  splitterFingerprint: nameless,
  dimensions: z.int().min(1).max(65_536),
  corpus: z.unknown(),
  segments: z.array(segment.extend({ tombstones: z.array(count), livePassages: count })),
})
/** As a release before tombstones wrote it. */
const ManifestBefore = Manifest.extend({
  formatVersion: z.literal(formatWithoutTombstones),
  segments: z.array(segment),
}).transform((manifest) => ({ ...withoutTombstones(manifest), corpus: manifest.corpus }))

/**
 * Where everything stands in an export. Its sum is not checked.
 * @throws {AttestError} `EXPORT_INVALID`, `INDEX_FORMAT_UNSUPPORTED`.
 */
export async function readContents(file: string, handle: FileHandle): Promise<ExportContents> {
  const { size } = await handle.stat()
  if (size < prefixBytes + sumBytes) throw invalidExport(file, 'it is not an export of Attest')
  const prefix = await readExactly(handle, Buffer.alloc(prefixBytes), 0)
  const stated = /^attest export (\d+) (\d{12})\n$/.exec(prefix.toString('latin1'))
  if (stated === null) throw invalidExport(file, 'it is not an export of Attest')
  if (Number(stated[1]) !== formatVersion) throw unsupported(file)
  const headBytes = prefixBytes + Number(stated[2])
  if (headBytes + sumBytes > size || headBytes > mostHeaderBytes) throw notWhole(file)
  const manifest = readManifestOf(file, await readExactly(handle, Buffer.alloc(headBytes - prefixBytes), prefixBytes))
  const files = placesOf(manifest, headBytes)
  const end = files.reduce((sum, { bytes }) => sum + bytes, headBytes)
  if (end + sumBytes !== size) throw notWhole(file)
  return { manifest, headBytes, files, end }
}

function readManifestOf(file: string, header: Buffer): ExportedManifest {
  let given: unknown
  try {
    given = JSON.parse(header.toString())
  } catch (cause) {
    throw invalidExport(file, 'its header is damaged', cause)
  }
  const format = (given as { formatVersion?: unknown } | null)?.formatVersion
  const isBefore = format === formatWithoutTombstones
  if (typeof format === 'number' && format !== indexFormatVersion && !isBefore) throw unsupported(file)
  const parsed = (isBefore ? ManifestBefore : Manifest).safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw invalidExport(file, `its header is not that of a version: ${issue?.path.join('.')}: ${issue?.message}`)
}

function placesOf({ segments }: ExportedManifest, headBytes: number): ExportedFile[] {
  let start = headBytes
  return segments.flatMap(({ files }, segment) =>
    Object.entries(files).map(([name, { bytes }]) => {
      start += bytes
      return { segment, name, start: start - bytes, bytes }
    }),
  )
}

export const invalidExport = (file: string, problem: string, cause?: unknown): AttestError =>
  new AttestError('EXPORT_INVALID', `${file} cannot be imported: ${problem}. Export the version again.`, { cause })

export const notWhole = (file: string): AttestError => invalidExport(file, 'it is not as long as its header says')

const unsupported = (file: string): AttestError =>
  new AttestError(
    'INDEX_FORMAT_UNSUPPORTED',
    `${file} was exported by another release of Attest. Use that release, or ingest the articles here.`,
  )
