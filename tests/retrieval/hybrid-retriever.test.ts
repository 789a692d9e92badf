import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Embedder } from '../../src/embeddings/embedder.js'
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js'
import type { LocalSearchIndex } from '../../src/search-index/local/local-search-index.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import { openShippedEmbedder } from '../embeddings/shipped-model.js'
import { randomArticles } from '../search-index/indexed-articles.js'
import { makeIndexFolder, writeVersion } from '../search-index/local/index-folder.js'

let folder: string
let embedder: Embedder
let index: LocalSearchIndex

beforeAll(async () => {
  folder = await makeIndexFolder()
  embedder = await openShippedEmbedder()
  await writeVersion(folder, randomArticles(40, embedder.dimensions, 1), embedder.dimensions)
  index = (await openLocalIndex({ folder }))!
})
afterAll(async () => {
  await embedder.close()
  await index.close()
  await rm(folder, { recursive: true })
})

/** The index, telling which passages are read. */
function watched(read: Set<string>): LocalSearchIndex {
  return new Proxy(index, {
    get(target, name) {
      if (name === 'passages') {
        return (ids: readonly string[]) => {
          for (const id of ids) read.add(id)
          return target.passages(ids)
        }
      }
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

test('a search reads the passages that it returns, and no others', async () => {
  const read = new Set<string>()
  const { retrieve } = createHybridRetriever({ embedder, index: watched(read) })
  const { passages } = await retrieve({ question: 'Which harbour had a ferry?', topK: 3 })
  expect(passages).toHaveLength(3)
  expect([...read].sort()).toEqual(passages.map(({ passage }) => passage.id).sort())
})

test('a question that asks for a year looks at the texts of more, because they decide the order', async () => {
  const read = new Set<string>()
  const { retrieve } = createHybridRetriever({ embedder, index: watched(read) })
  await retrieve({ question: 'Which harbour had a ferry in 1912?', topK: 3 })
  expect(read.size).toBeGreaterThan(3)
})

test('filters that are refused end a search, whatever becomes of its embedding', async () => {
  const closed = await openShippedEmbedder()
  await closed.close()
  const { retrieve } = createHybridRetriever({ embedder: closed, index })
  const refused = retrieve({ question: 'A ferry?', topK: 3, filters: { publishedFrom: 'never' } })
  await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/INFERENCE_UNAVAILABLE|INVALID_FILTER/) })
  const open = createHybridRetriever({ embedder, index })
  const alone = open.retrieve({ question: 'A ferry?', topK: 3, filters: { publishedFrom: 'never' } })
  await expect(alone).rejects.toMatchObject({ code: 'INVALID_FILTER' })
})
