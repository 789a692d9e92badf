import type { AskParts } from '../../src/ask-parts.js'
import type { Embedder } from '../../src/embeddings/embedder.js'
import type { Models } from '../../src/open-models.js'
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js'
import { openLocalIndex } from '../../src/search-index/local/open-local-index.js'
import type { SearchIndex } from '../../src/search-index/search-index.js'
import { type BuiltIndex, keptIndex } from './kept-index.js'
import { type SharedTag, type SyntheticQuestion, sharesByTag, syntheticQuestion } from './synthetic-passages.js'

/** A synthetic index, open, and an endless row of distinct questions about it. */
export interface OpenedIndex {
  readonly passages: number
  readonly built: BuiltIndex
  readonly openedMs: number
  readonly index: SearchIndex
  readonly parts: AskParts
  /** Those that let something through, and the passages that they do. */
  readonly filters: readonly { readonly tag: SharedTag; readonly allowed: number }[]
  nextQuestion(): SyntheticQuestion
}

export async function openIndex(
  work: string,
  passages: number,
  models: Models,
  readerPassages: number,
): Promise<OpenedIndex> {
  const { folder, built } = await keptIndex(work, passages)
  const started = performance.now()
  const index = (await openLocalIndex({ folder }))!
  const openedMs = performance.now() - started
  const vectors = new Map<string, Float32Array>()
  const embedder = withSyntheticVectors(models.embedder, vectors)
  const parts: AskParts = {
    index,
    retriever: createHybridRetriever({ embedder, index }),
    embedder,
    reader: models.reader,
    readerPassages,
    publicUrl: 'http://127.0.0.1',
    // Nothing is declined: every answer is to be written, as the costlier of the two.
    declineBelow: 0,
    writer: null,
  }
  let asked = 0
  const nextQuestion = (): SyntheticQuestion => {
    const question = syntheticQuestion(passages + asked++, built.passages)
    vectors.set(question.text, question.vector)
    return question
  }
  return { passages: built.passages, built, openedMs, index, parts, filters: await filtersOf(index), nextQuestion }
}

async function filtersOf(index: SearchIndex): Promise<OpenedIndex['filters']> {
  const tags = Object.keys(sharesByTag) as SharedTag[]
  const counted = tags.map(async (tag) => ({ tag, allowed: (await index.statistics({ tags: [tag] })).passages }))
  return (await Promise.all(counted)).filter(({ allowed }) => allowed > 0)
}

/** Runs the model as ever, and gives the vector that leads to the passage of the question: the model knows no such words. */
function withSyntheticVectors(embedder: Embedder, vectors: ReadonlyMap<string, Float32Array>): Embedder {
  return {
    ...embedder,
    async embedQuery(text) {
      const run = await embedder.embedQuery(text)
      return vectors.get(text) ?? run
    },
  }
}
