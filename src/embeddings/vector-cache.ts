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
 */
export async function openVectorCache(options: {
  readonly folder: string
  readonly fingerprint: string
  readonly dimensions: number
}): Promise<VectorCache> {
  await mkdir(options.folder, { recursive: true })
  const file = path.join(options.folder, vectorCacheName(options.fingerprint))
  const header = Buffer.from(`attest vectors 1 ${options.dimensions} ${options.fingerprint}\n`)
  return FileVectorCache.open({ file, header, dimensions: options.dimensions })
}

/** Of the file for one fingerprint. */
export const vectorCacheName = (fingerprint: string): string => `${fingerprint.replaceAll(/[^\w.@-]/g, '_')}.vectors`

interface CacheFile {
  readonly file: string
  readonly header: Buffer
  readonly dimensions: number
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
    await this.#inTurn(() => this.#handle.close())
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
      const problem = `Vectors could not be written to ${this.#cacheFile.file}: ${asError(cause).message}`
      throw new AttestError('INDEX_WRITE_FAILED', `${problem}. Make room on the disk and ingest again.`, { cause })
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

/** @returns where whole records lie, and the end of the last one; 0 if the file does not begin as this cache does. */
async function readPlaces(
  handle: FileHandle,
  { header, dimensions }: CacheFile,
): Promise<{ places: Map<string, Place>; end: number }> {
  const places = new Map<string, Place>()
  const { size } = await handle.stat()
  if (!header.equals(await readAt(handle, { offset: 0, bytes: header.length }))) return { places, end: 0 }
  let end = header.length
  while (end + recordHeadBytes <= size) {
    const bytes = statedBytes(await readAt(handle, { offset: end, bytes: recordHeadBytes }), dimensions)
    if (end + bytes > size) break
    const record = await readAt(handle, { offset: end, bytes })
    if (!isWhole(record)) break
    places.set(keyOfRecord(record), { offset: end, bytes })
    end += bytes
  }
  return { places, end }
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
