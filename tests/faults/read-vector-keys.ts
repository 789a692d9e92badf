import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'

export interface VectorKeys {
  /** Of whole records, in the order of the file. */
  readonly keys: readonly string[]
  /** Bytes after the last whole record: what a killed process had begun to write. */
  readonly tornBytes: number
}

/**
 * Reads an index folder's vector cache without the code that wrote it. The file is one line
 * `attest vectors 1 DIMENSIONS FINGERPRINT`, then records, little-endian: crc32 of the rest (4 bytes), sentences (4), key (32),
 * DIMENSIONS float32, and DIMENSIONS int8 a sentence.
 */
export function readVectorKeys(index: string): VectorKeys {
  const bytes = readCacheFile(path.join(index, 'cache'))
  const header = /^attest vectors 1 (\d+) .*\n/.exec(bytes.toString('latin1', 0, 200))
  if (header === null) return { keys: [], tornBytes: bytes.length }
  const dimensions = Number(header[1])
  const keys: string[] = []
  let start = header[0].length
  while (start + 40 <= bytes.length) {
    const end = start + 40 + dimensions * (4 + bytes.readUInt32LE(start + 4))
    if (end > bytes.length || bytes.readUInt32LE(start) !== crc32(bytes.subarray(start + 4, end))) break
    keys.push(bytes.toString('hex', start + 8, start + 40))
    start = end
  }
  return { keys, tornBytes: bytes.length - start }
}

function readCacheFile(folder: string): Buffer {
  const files = (() => {
    try {
      return readdirSync(folder).filter((name) => name.endsWith('.vectors'))
    } catch {
      return []
    }
  })()
  if (files.length > 1) throw new Error(`Expected one cache file in ${folder}, found ${files.join(', ')}.`)
  return files[0] === undefined ? Buffer.alloc(0) : readFileSync(path.join(folder, files[0]))
}
