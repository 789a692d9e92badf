import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTypedArrays, writeTypedArrays } from '../../../src/search-index/local/typed-array-file.js'
import { indexFolder } from './index-folder.js'

const schema = { bytes: 'uint8', levels: 'int8', counts: 'uint16', numbers: 'uint32', values: 'float32' } as const

test('arrays come back as they were written, each in memory of its own', async () => {
  const folder = await indexFolder()
  let file = 0
  const arrays = fc.record({
    bytes: fc.uint8Array(),
    levels: fc.int8Array(),
    counts: fc.uint16Array(),
    numbers: fc.uint32Array(),
    values: fc.float32Array(),
  })
  await fc.assert(
    fc.asyncProperty(arrays, async (written) => {
      const path = join(folder, `${file++}.arrays`)
      await writeTypedArrays(path, schema, written)
      const read = await readTypedArrays(path, schema)
      expect(read).toEqual(written)
      for (const array of Object.values(read)) expect(array.buffer.byteLength).toBe(array.byteLength)
    }),
    { numRuns: 30 },
  )
})

test('a view into a larger buffer is written as the view alone', async () => {
  const path = join(await indexFolder(), 'view.arrays')
  await writeTypedArrays(path, { numbers: 'uint32' }, { numbers: new Uint32Array([1, 2, 3, 4]).subarray(1, 3) })
  expect(await readTypedArrays(path, { numbers: 'uint32' })).toEqual({ numbers: new Uint32Array([2, 3]) })
})

test('each array begins at a multiple of eight bytes', async () => {
  const path = join(await indexFolder(), 'aligned.arrays')
  await writeTypedArrays(
    path,
    { bytes: 'uint8', values: 'float32' },
    { bytes: new Uint8Array([1]), values: new Float32Array([1]) },
  )
  const content = await readFile(path)
  const headerEnd = 12 + content.readUInt32LE(8)
  const { arrays } = JSON.parse(content.toString('utf8', 12, headerEnd)) as { arrays: { offset: number }[] }
  expect(arrays.map(({ offset }) => (headerEnd + offset) % 8)).toEqual([0, 0])
})

test('an existing file is not written over, and another file is not read', async () => {
  const path = join(await indexFolder(), 'other')
  await writeFile(path, 'something else altogether')
  await expect(writeTypedArrays(path, {}, {})).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(readTypedArrays(path, {})).rejects.toThrow('typed array file')
})
