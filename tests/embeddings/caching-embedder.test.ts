import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createCachingEmbedder, passageKey } from '../../src/embeddings/caching-embedder.js'
import type { PassageInput } from '../../src/embeddings/embedder.js'
import { openVectorCache } from '../../src/embeddings/vector-cache.js'
import { embedderContract } from '../contracts/embedder.contract.js'
import { openShippedEmbedder } from './shipped-model.js'

const root = await mkdtemp(path.join(tmpdir(), 'attest-caching-'))
afterAll(() => rm(root, { recursive: true, force: true }))

let folder = root
beforeEach(async () => {
  folder = await mkdtemp(path.join(root, 'cache-'))
})

async function openCaching(cacheFolder: string) {
  const embedder = await openShippedEmbedder()
  const { fingerprint, dimensions } = embedder
  return createCachingEmbedder(embedder, await openVectorCache({ folder: cacheFolder, fingerprint, dimensions }))
}

embedderContract('CachingEmbedder, empty', async () => openCaching(await mkdtemp(path.join(root, 'empty-'))))

const inputs: PassageInput[] = ['One.', 'Two.', 'Three.', 'Two.'].map((text) => ({ heading: 'n', sentences: [text] }))

test('each passage is embedded once, within a call and across restarts, and is the same either way', async () => {
  const first = await openCaching(folder)
  const fresh = await first.embedPassages(inputs)
  expect([first.embeddedPassages, first.cachedPassages]).toEqual([3, 1])
  await first.close()

  const second = await openCaching(folder)
  expect(await second.embedPassages(inputs)).toEqual(fresh)
  expect([second.embeddedPassages, second.cachedPassages]).toEqual([0, 4])
  await second.close()
})

test('its passage vectors are those of the embedder inside, its sentence vectors nearly', async () => {
  const caching = await openCaching(folder)
  const plain = await openShippedEmbedder()
  const [cached] = await caching.embedPassages(inputs.slice(0, 1))
  const [exact] = await plain.embedPassages(inputs.slice(0, 1))
  expect(cached!.vector).toEqual(exact!.vector)
  const cosine = cached!.sentenceVectors[0]!.reduce((sum, v, i) => sum + v * exact!.sentenceVectors[0]![i]!, 0)
  expect(cosine).toBeGreaterThan(0.9995)
  await Promise.all([caching.close(), plain.close()])
})

test('after its last record was torn off only that passage is embedded again', async () => {
  const first = await openCaching(folder)
  const fresh = await first.embedPassages(inputs)
  await first.close()
  const [file] = await readdir(folder)
  const { size } = await stat(path.join(folder, file!))
  await truncate(path.join(folder, file!), size - 1)

  const second = await openCaching(folder)
  expect(await second.embedPassages(inputs)).toEqual(fresh)
  expect(second.embeddedPassages).toBe(1)
  await second.close()
})

test('a passage that fails is not kept, and those before it are', async () => {
  const caching = await openCaching(folder)
  const blank = { heading: '', sentences: [' '] }
  await caching.embedPassages(inputs)
  await expect(caching.embedPassages([blank])).rejects.toMatchObject({ code: 'PASSAGE_EMPTY' })
  await expect(caching.embedPassages([blank])).rejects.toMatchObject({ code: 'PASSAGE_EMPTY' })
  expect(caching.embeddedPassages).toBe(3)
  await caching.close()
})

test.each<[string, PassageInput, PassageInput]>([
  ['heading', { heading: 'a', sentences: ['b'] }, { heading: 'c', sentences: ['b'] }],
  ['bounds of sentences', { heading: '', sentences: ['a b'] }, { heading: '', sentences: ['a', 'b'] }],
  ['place of a word', { heading: 'a', sentences: ['b'] }, { heading: '', sentences: ['a', 'b'] }],
])('passages that differ in their %s have different keys', (_, one, other) => {
  expect(passageKey(one)).not.toBe(passageKey(other))
  expect(passageKey(one)).toBe(passageKey({ ...one }))
})
