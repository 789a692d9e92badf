import { crc32 } from 'node:zlib'
import type { PassageEmbedding } from './embedder.js'
import { toUnitLength } from './unit-vector.js'

/**
 * One embedding as it lies in a cache file, little-endian:
 * crc32 of the rest (4 bytes), sentences (4), key (32), passage vector (float32 × dimensions),
 * then a sentence vector each (int8 × dimensions; the largest value is ±127, the length is 1 by definition).
 */
export const recordHeadBytes = 40
const keyStart = 8

export function recordBytes(dimensions: number, sentences: number): number {
  return recordHeadBytes + dimensions * 4 + dimensions * sentences
}

/** @param key 64 hex digits. */
export function encodeRecord(key: string, { vector, sentenceVectors }: PassageEmbedding): Buffer {
  const dimensions = vector.length
  const record = Buffer.alloc(recordBytes(dimensions, sentenceVectors.length))
  record.writeUInt32LE(sentenceVectors.length, 4)
  record.write(key, keyStart, 'hex')
  for (const [i, value] of vector.entries()) record.writeFloatLE(value, recordHeadBytes + i * 4)
  sentenceVectors.forEach((sentence, row) => {
    const scale = 127 / largestMagnitude(sentence)
    const start = recordHeadBytes + dimensions * (4 + row)
    for (const [i, value] of sentence.entries()) record.writeInt8(Math.round(value * scale), start + i)
  })
  record.writeUInt32LE(crc32(record.subarray(4)), 0)
  return record
}

/** How long the record is that begins with these bytes; it may be longer than the file, if they are no record. */
export function statedBytes(head: Buffer, dimensions: number): number {
  return recordBytes(dimensions, head.readUInt32LE(4))
}

export function isWhole(record: Buffer): boolean {
  return record.length >= recordHeadBytes && record.readUInt32LE(0) === crc32(record.subarray(4))
}

export function keyOfRecord(record: Buffer): string {
  return record.toString('hex', keyStart, recordHeadBytes)
}

/** Of a whole record. The passage's vector is exact; a sentence's is what int8 kept of it. */
export function decodeRecord(record: Buffer, dimensions: number): PassageEmbedding {
  const vector = Float32Array.from({ length: dimensions }, (_, i) => record.readFloatLE(recordHeadBytes + i * 4))
  const sentences = record.readUInt32LE(4)
  const sentenceVectors = Array.from({ length: sentences }, (_, row) => {
    const start = record.byteOffset + recordHeadBytes + dimensions * (4 + row)
    return toUnitLength(new Int8Array(record.buffer, start, dimensions))
  })
  return { vector, sentenceVectors }
}

function largestMagnitude(vector: Float32Array): number {
  return vector.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1
}
