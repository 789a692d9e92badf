import type { BigIntStats } from 'node:fs'
import { type FileHandle, mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { AttestError, asError } from '../errors.js'
import type { PassageEmbedding } from './embedder.js'
import { decodeRecord, encodeRecord, isWhole, keyOfRecord, recordHeadBytes, statedBytes } from './vector-record.js'

/** Embeddings by key; only one process may have a folder's cache open for writing. */
export interface VectorCache {
  /** Embeddings that it has. */
  readonly size: number
  /** Null if it has none under this key, or one that was damaged since the cache was opened. */
  get(key: string): Promise<PassageEmbedding | null>
  /**
   * Written before it resolves, so that a killed process loses nothing that was added; a power cut may.
   *
   * @param key 64 hex digits.
   * @returns the embedding as `get` will give it: sentence vectors are kept as int8.
   * @throws {AttestError} `INDEX_WRITE_FAILED`; what was there before stays.
   */
  add(key: string, embedding: PassageEmbedding): Promise<PassageEmbedding>
  /** Rewrites the cache with only these keys, so that nothing of a withdrawn article is left in the file. */
  keepOnly(keys: ReadonlySet<string>): Promise<void>
  close(): Promise<void>
}

/**
 * Opens, or begins, the append-only file for one fingerprint. Keys stay in memory, vectors in the file.
 * What a killed process left half written is cut off; a file that is not such a cache is begun anew.
 * @throws {AttestError} `INDEX_WRITE_FAILED`
 */
export async function openVectorCache(options: VectorCacheOptions): Promise<VectorCache> {
  const { folder, fingerprint, dimensions, known = new KnownVectors() } = options
  const file = path.join(folder, vectorCacheName(fingerprint))
  const header = Buffer.from(`attest vectors 1 ${dimensions} ${fingerprint}\n`)
  try {
    await mkdir(folder, { recursive: true })
    return await FileVectorCache.open({ file, header, dimensions, known })
  } catch (cause) {
    throw writeFailed(file, 'Make room on the disk, or allow reading and writing it, and ingest again.', cause)
  }
}

export interface VectorCacheOptions {
  readonly folder: string
  readonly fingerprint: string
  readonly dimensions: number
  /** Where caches of this process follow each other. */
  readonly known?: KnownVectors
}

/** What the caches that were closed knew of their files: the next one reads only what was appended since. */
export class KnownVectors {
  readonly #places = new Map<string, KnownPlaces>()

  /** Null where the file is another one by now, or is not known. */
  of(file: string, { ino, birthtimeNs, size }: BigIntStats): KnownPlaces | null {
    const known = this.#places.get(file)
    const isSame = known?.ino === ino && known.birthtimeNs === birthtimeNs && known.end <= size
    return isSame ? known : null
  }

  note(file: string, { ino, birthtimeNs }: BigIntStats, places: Map<string, Place>, end: number): void {
    this.#places.set(file, { ino, birthtimeNs, places, end })
  }
}

interface KnownPlaces {
  readonly ino: bigint
  readonly birthtimeNs: bigint
  readonly places: Map<string, Place>
  readonly end: number
}

/** Of the file for one fingerprint. */
export const vectorCacheName = (fingerprint: string): string => `${fingerprint.replaceAll(/[^\w.@-]/g, '_')}.vectors`

interface CacheFile {
  readonly file: string
  readonly header: Buffer
  readonly dimensions: number
  readonly known: KnownVectors
}

interface Place {
  readonly offset: number
  readonly bytes: number
}

class FileVectorCache implements VectorCache {
  readonly #cacheFile: CacheFile
  #handle: FileHandle
  #places: Map<string, Place>
  #end: number
  /** Writes come one after another; a failed one does not stop the next. */
  #lastWrite: Promise<unknown> = Promise.resolve()

  private constructor(cacheFile: CacheFile, handle: FileHandle, places: Map<string, Place>, end: number) {
    this.#cacheFile = cacheFile
    this.#handle = handle
    this.#places = places
    this.#end = end
  }

  static async open(cacheFile: CacheFile): Promise<FileVectorCache> {
    const handle = await open(cacheFile.file, 'a+')
    try {
      const { places, end } = await readPlaces(handle, cacheFile)
      await handle.truncate(end)
      if (end > 0) return new FileVectorCache(cacheFile, handle, places, end)
      await handle.appendFile(cacheFile.header)
      return new FileVectorCache(cacheFile, handle, places, cacheFile.header.length)
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  get size(): number {
    return this.#places.size
  }

  async get(key: string): Promise<PassageEmbedding | null> {
    const place = this.#places.get(key)
    if (place === undefined) return null
    const record = await readAt(this.#handle, place)
    return isWhole(record) && keyOfRecord(record) === key ? decodeRecord(record, this.#cacheFile.dimensions) : null
  }

  async add(key: string, embedding: PassageEmbedding): Promise<PassageEmbedding> {
    const record = encodeRecord(key, embedding)
    await this.#inTurn(() => this.#append(key, record))
    return decodeRecord(record, this.#cacheFile.dimensions)
  }

  async keepOnly(keys: ReadonlySet<string>): Promise<void> {
    await this.#inTurn(async () => {
      const aside = `${this.#cacheFile.file}.new`
      await this.#copyKept(aside, keys)
      await rename(aside, this.#cacheFile.file)
      const reopened = await FileVectorCache.open(this.#cacheFile)
      const old = this.#handle
      this.#handle = reopened.#handle
      this.#places = reopened.#places
      this.#end = reopened.#end
      await old.close()
    })
  }

  async close(): Promise<void> {
    await this.#inTurn(async () => {
      const { file, known } = this.#cacheFile
      try {
        known.note(file, await this.#handle.stat({ bigint: true }), this.#places, this.#end)
      } finally {
        await this.#handle.close()
      }
    })
  }

  #inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
    const turn = this.#lastWrite.then(write, write)
    this.#lastWrite = turn.catch(() => {})
    return turn
  }

  async #append(key: string, record: Buffer): Promise<void> {
    try {
      await this.#handle.appendFile(record)
    } catch (cause) {
      // A record that was written in part would hide every later one from the next open.
      await this.#handle.truncate(this.#end).catch(() => {})
      throw writeFailed(this.#cacheFile.file, 'Make room on the disk and ingest again.', cause)
    }
    this.#places.set(key, { offset: this.#end, bytes: record.length })
    this.#end += record.length
  }

  async #copyKept(file: string, keys: ReadonlySet<string>): Promise<void> {
    const copy = await open(file, 'w')
    try {
      await copy.appendFile(this.#cacheFile.header)
      for (const [key, place] of this.#places) {
        if (keys.has(key)) await copy.appendFile(await readAt(this.#handle, place))
      }
      await copy.sync()
    } finally {
      await copy.close()
    }
  }
}

function writeFailed(file: string, wayOut: string, cause: unknown): AttestError {
  const problem = `Vectors could not be written to ${file}: ${asError(cause).message}`
  return new AttestError('INDEX_WRITE_FAILED', `${problem}. ${wayOut}`, { cause })
}

/** @returns where whole records lie, and the end of the last one; 0 if the file does not begin as this cache does. */
async function readPlaces(
  handle: FileHandle,
  { file, header, dimensions, known }: CacheFile,
): Promise<{ places: Map<string, Place>; end: number }> {
  if (!header.equals(await readAt(handle, { offset: 0, bytes: header.length }))) return { places: new Map(), end: 0 }
  const before = known.of(file, await handle.stat({ bigint: true }))
  const places = before?.places ?? new Map<string, Place>()
  let end = before?.end ?? header.length
  for await (const record of wholeRecords(handle, end, dimensions)) {
    places.set(keyOfRecord(record), { offset: end, bytes: record.length })
    end += record.length
  }
  return { places, end }
}

/** Read in large pieces: a record alone is some kilobytes. */
const PIECE_BYTES = 4 * 1024 * 1024

/** Up to the end of the file, or the first that is not whole. A record is valid until the next. */
async function* wholeRecords(handle: FileHandle, start: number, dimensions: number): AsyncGenerator<Buffer> {
  const { size } = await handle.stat()
  let piece: Buffer = Buffer.alloc(0)
  for (let offset = start; ; ) {
    const needed = piece.length < recordHeadBytes ? recordHeadBytes : statedBytes(piece, dimensions)
    if (offset + needed > size) return
    if (piece.length < needed) {
      piece = await readAt(handle, { offset, bytes: Math.min(size - offset, Math.max(needed, PIECE_BYTES)) })
      if (piece.length < needed) return
      continue
    }
    const record = piece.subarray(0, needed)
    if (!isWhole(record)) return
    yield record
    piece = piece.subarray(needed)
    offset += needed
  }
}

/** May give fewer bytes at the end of the file. */
async function readAt(handle: FileHandle, { offset, bytes }: Place): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes)
  let filled = 0
  while (filled < bytes) {
    const { bytesRead } = await handle.read(buffer, filled, bytes - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}
