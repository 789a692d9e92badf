import { type FileHandle, open } from 'node:fs/promises'
import { endianness } from 'node:os'
import { writeFileDurably } from './durable-files.js'

/*
 * One file, several named arrays:
 *   8 bytes  magic
 *   4 bytes  length of the header, uint32 little-endian
 *            header, JSON: { arrays: [{ name, type, offset, length }] }, padded with spaces so that arrays begin aligned
 *            the arrays, little-endian, each at a multiple of 8 bytes
 */
const magic = Buffer.from('ATTESTA1', 'latin1')
const prefixBytes = magic.length + 4
const alignment = 8

const arrayTypes = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  float32: Float32Array,
} as const

interface TypedArrays {
  uint8: Uint8Array
  int8: Int8Array
  uint16: Uint16Array
  uint32: Uint32Array
  float32: Float32Array
}

export type ArrayType = keyof TypedArrays
export type TypedArray = TypedArrays[ArrayType]
export type ArraySchema = Readonly<Record<string, ArrayType>>
export type ArraysOf<Schema extends ArraySchema> = { readonly [Name in keyof Schema]: TypedArrays[Schema[Name]] }

interface ArrayEntry {
  readonly name: string
  readonly type: ArrayType
  /** Bytes from the end of the header. */
  readonly offset: number
  /** Elements. */
  readonly length: number
}

const padding = (length: number): number => (alignment - (length % alignment)) % alignment

/** Writes a new file, durably. */
export async function writeTypedArrays<Schema extends ArraySchema>(
  path: string,
  schema: Schema,
  arrays: ArraysOf<Schema>,
): Promise<void> {
  requireLittleEndian()
  const entries: ArrayEntry[] = []
  const contents: Uint8Array[] = []
  let offset = 0
  for (const [name, type] of Object.entries(schema)) {
    const array = arrays[name]!
    entries.push({ name, type, offset, length: array.length })
    contents.push(
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      new Uint8Array(padding(array.byteLength)),
    )
    offset += array.byteLength + padding(array.byteLength)
  }
  await writeFileDurably(path, [...header(entries), ...contents])
}

function header(entries: readonly ArrayEntry[]): Uint8Array[] {
  const json = Buffer.from(JSON.stringify({ arrays: entries }))
  const padded = Buffer.concat([json, Buffer.alloc(padding(prefixBytes + json.length), ' ')])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(padded.length)
  return [magic, length, padded]
}

/**
 * Reads every array of a file into memory of its own, so that each can be transferred to a worker by itself.
 * The file's sum must have been checked: what the header says is believed.
 * @throws where the file is none of ours or lacks an array of the schema.
 */
export async function readTypedArrays<Schema extends ArraySchema>(
  path: string,
  schema: Schema,
): Promise<ArraysOf<Schema>> {
  requireLittleEndian()
  const file = await open(path, 'r')
  try {
    const prefix = await readExactly(file, Buffer.alloc(prefixBytes), 0)
    if (!magic.equals(prefix.subarray(0, magic.length)))
      throw new Error('expected a typed array file, got something else')
    const headerBytes = await readExactly(file, Buffer.alloc(prefix.readUInt32LE(magic.length)), prefixBytes)
    const { arrays: entries } = JSON.parse(headerBytes.toString()) as { arrays: ArrayEntry[] }
    const arrays: Record<string, TypedArray> = {}
    for (const [name, type] of Object.entries(schema)) {
      const entry = entries.find((candidate) => candidate.name === name && candidate.type === type)
      if (!entry) throw new Error(`expected an array "${name}" of ${type}`)
      const array = new arrayTypes[type](entry.length)
      await readExactly(file, new Uint8Array(array.buffer), prefixBytes + headerBytes.length + entry.offset)
      arrays[name] = array
    }
    return arrays as ArraysOf<Schema>
  } finally {
    await file.close()
  }
}

/** Fills `target` from `position` on. @throws where the file ends before. */
export async function readExactly<Target extends Uint8Array>(
  file: FileHandle,
  target: Target,
  position: number,
): Promise<Target> {
  // A single read takes less than 2 GiB, and smaller ones let other work in between.
  const largestRead = 1 << 26
  for (let filled = 0; filled < target.length; ) {
    const wanted = Math.min(largestRead, target.length - filled)
    const { bytesRead } = await file.read(target, filled, wanted, position + filled)
    if (bytesRead === 0)
      throw new Error(`expected ${target.length} bytes at ${position}, the file ends after ${filled}`)
    filled += bytesRead
  }
  return target
}

function requireLittleEndian(): void {
  if (endianness() !== 'LE') throw new Error('The index holds little-endian numbers, and this machine is big-endian.')
}
