import { createHash } from 'node:crypto'
import { copyFile, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { PassageEmbedding } from '../../src/embeddings/embedder.js'
import { toUnitLength } from '../../src/embeddings/unit-vector.js'
import { KnownVectors, openVectorCache } from '../../src/embeddings/vector-cache.js'

const dimensions = 6
const fingerprint = 'owner/model@0123456789abcdef'
const root = await mkdtemp(path.join(tmpdir(), 'attest-cache-'))
afterAll(() => rm(root, { recursive: true, force: true }))

let folder = root
beforeEach(async () => {
  folder = await mkdtemp(path.join(root, 'c-'))
})

const openCache = (cacheFolder = folder) => openVectorCache({ folder: cacheFolder, fingerprint, dimensions })
const keyOf = (n: number) => createHash('sha256').update(String(n)).digest('hex')
const vectorOf = (n: number) => toUnitLength(Array.from({ length: dimensions }, (_, i) => Math.sin(n * 7 + i + 1)))
const embeddingOf = (n: number): PassageEmbedding => ({
  vector: vectorOf(n),
  sentenceVectors: Array.from({ length: n % 4 }, (_, i) => vectorOf(n + i + 100)),
})

async function cacheFile(cacheFolder = folder): Promise<string> {
  const [file] = await readdir(cacheFolder)
  return path.join(cacheFolder, file!)
}

/** A cache with `count` records, and the length of its file after the header and after each record. */
async function filled(count: number): Promise<{ lengths: number[]; kept: PassageEmbedding[] }> {
  const cache = await openCache()
  const lengths = [(await stat(await cacheFile())).size]
  const kept: PassageEmbedding[] = []
  for (let n = 0; n < count; n++) {
    kept.push(await cache.add(keyOf(n), embeddingOf(n)))
    lengths.push((await stat(await cacheFile())).size)
  }
  await cache.close()
  return { lengths, kept }
}

test('what was added is found again, at once and after a restart, and nothing else is', async () => {
  const { kept } = await filled(5)
  const cache = await openCache()
  expect(cache.size).toBe(5)
  for (const [n, embedding] of kept.entries()) {
    expect(await cache.get(keyOf(n))).toEqual(embedding)
    expect(embedding.vector).toEqual(embeddingOf(n).vector)
  }
  expect(await cache.get(keyOf(99))).toBeNull()
  await cache.close()
})

test('cut at any length, every whole record survives, the torn one is gone, and appending goes on', async () => {
  const { lengths, kept } = await filled(6)
  const whole = await cacheFile()
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: lengths.at(-1)! }), async (length) => {
      const torn = await mkdtemp(path.join(root, 't-'))
      const file = path.join(torn, path.basename(whole))
      await copyFile(whole, file)
      await truncate(file, length)
      const survivors = Math.max(0, lengths.filter((end) => end <= length).length - 1)

      const cache = await openCache(torn)
      expect(cache.size).toBe(survivors)
      const added = await cache.add(keyOf(50), embeddingOf(50))
      await cache.close()

      const again = await openCache(torn)
      expect(again.size).toBe(survivors + 1)
      for (let n = 0; n < survivors; n++) expect(await again.get(keyOf(n))).toEqual(kept[n])
      expect(await again.get(keyOf(50))).toEqual(added)
      await again.close()
    }),
    { numRuns: 60 },
  )
})

test('one changed byte never gives a wrong vector', async () => {
  const { lengths, kept } = await filled(4)
  const bytes = await readFile(await cacheFile())
  await fc.assert(
    fc.asyncProperty(fc.nat(lengths.at(-1)! - 1), fc.integer({ min: 1, max: 255 }), async (position, change) => {
      const damagedFolder = await mkdtemp(path.join(root, 'd-'))
      const damaged = Buffer.from(bytes)
      damaged[position]! ^= change
      await writeFile(path.join(damagedFolder, path.basename(await cacheFile())), damaged)
      const cache = await openCache(damagedFolder)
      for (const [n, embedding] of kept.entries()) expect([embedding, null]).toContainEqual(await cache.get(keyOf(n)))
      await cache.close()
    }),
    { numRuns: 60 },
  )
})

test('a record that was damaged while the cache was open counts as missing', async () => {
  await filled(1)
  const cache = await openCache()
  const file = await cacheFile()
  const bytes = await readFile(file)
  bytes[bytes.length - 1]! ^= 1
  await writeFile(file, bytes)
  expect(await cache.get(keyOf(0))).toEqual(null)
  await cache.close()
})

test('another fingerprint has another cache', async () => {
  await filled(2)
  const other = await openVectorCache({ folder, fingerprint: 'owner/model@ffff', dimensions })
  expect(other.size).toBe(0)
  await other.close()
})

test('records that are added at the same time do not mix', async () => {
  const cache = await openCache()
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  const added = await Promise.all(numbers.map((n) => cache.add(keyOf(n), embeddingOf(n))))
  await cache.close()
  const again = await openCache()
  for (const n of numbers) expect(await again.get(keyOf(n))).toEqual(added[n])
  await again.close()
})

test('keepOnly leaves nothing else in the file, and appending goes on', async () => {
  const { kept } = await filled(5)
  const cache = await openCache()
  await cache.keepOnly(new Set([keyOf(1), keyOf(3)]))
  expect([cache.size, await cache.get(keyOf(0)), await cache.get(keyOf(3))]).toEqual([2, null, kept[3]])
  await cache.add(keyOf(7), embeddingOf(7))
  await cache.close()

  const bytes = await readFile(await cacheFile())
  expect(bytes.includes(Buffer.from(keyOf(1), 'hex'))).toBe(true)
  expect(bytes.includes(Buffer.from(keyOf(0), 'hex'))).toBe(false)
  const again = await openCache()
  expect(again.size).toBe(3)
  await again.close()
})

test('a cache that follows another of its process knows what that knew, and what another process appended since', async () => {
  const known = new KnownVectors()
  const open = () => openVectorCache({ folder, fingerprint, dimensions, known })
  const first = await open()
  const kept = await first.add(keyOf(1), embeddingOf(1))
  await first.close()
  const other = await openCache()
  const added = await other.add(keyOf(2), embeddingOf(2))
  await other.close()
  const second = await open()
  expect(second.size).toBe(2)
  expect(await second.get(keyOf(1))).toEqual(kept)
  expect(await second.get(keyOf(2))).toEqual(added)
  await second.close()
})

test('a file that another process has rewritten since is read anew', async () => {
  const known = new KnownVectors()
  const open = () => openVectorCache({ folder, fingerprint, dimensions, known })
  const first = await open()
  for (const n of [1, 2, 3]) await first.add(keyOf(n), embeddingOf(n))
  await first.close()
  const purging = await openCache()
  await purging.keepOnly(new Set([keyOf(2)]))
  for (const n of [4, 5, 6]) await purging.add(keyOf(n), embeddingOf(n))
  await purging.close()
  const second = await open()
  expect(second.size).toBe(4)
  expect(await second.get(keyOf(1))).toBeNull()
  expect(await second.get(keyOf(5))).not.toBeNull()
  await second.close()
})

test('records are found whole wherever the pieces end in which the file is read', async () => {
  const large = 2_000
  const cache = await openVectorCache({ folder, fingerprint, dimensions: large })
  const vector = toUnitLength(Array.from({ length: large }, (_, i) => Math.sin(i + 1)))
  for (let n = 0; n < 700; n += 1) await cache.add(keyOf(n), { vector, sentenceVectors: Array(n % 3).fill(vector) })
  await cache.close()
  const reopened = await openVectorCache({ folder, fingerprint, dimensions: large })
  expect(reopened.size).toBe(700)
  expect((await reopened.get(keyOf(699)))?.vector).toEqual(vector)
  await reopened.close()
})
