import { createHash } from 'node:crypto'
import { mapConcurrently } from '../map-concurrently.js'
import type { Embedder, PassageEmbedding, PassageInput } from './embedder.js'
import type { VectorCache } from './vector-cache.js'

/** An embedder that never embeds the same passage twice. */
export interface CachingEmbedder extends Embedder {
  /** Passages found in the cache since the start. */
  readonly cachedPassages: number
  /** Passages that were embedded since the start. */
  readonly embeddedPassages: number
}

// Two requests for each of sixteen processes; each result is kept as it comes.
const maxPassagesUnderWay = 32

/**
 * Looks every passage up first and adds what was missing as it comes, so that a killed run loses only the work in hand.
 * A passage has the same bytes whether it was found or just embedded. Closing it closes embedder and cache.
 *
 * @param cache opened for this embedder's fingerprint and dimensions.
 */
export function createCachingEmbedder(embedder: Embedder, cache: VectorCache): CachingEmbedder {
  const underWay = new Map<string, Promise<PassageEmbedding>>()
  let cachedPassages = 0
  let embeddedPassages = 0

  async function findOrEmbed(key: string, input: PassageInput): Promise<PassageEmbedding> {
    const found = await cache.get(key)
    if (found !== null) {
      cachedPassages++
      return found
    }
    const [embedding] = await embedder.embedPassages([input])
    embeddedPassages++
    return cache.add(key, embedding!)
  }

  function embedOnce(input: PassageInput): Promise<PassageEmbedding> {
    const key = passageKey(input)
    const already = underWay.get(key)
    if (already !== undefined) {
      cachedPassages++
      return already
    }
    const embedding = findOrEmbed(key, input).finally(() => underWay.delete(key))
    underWay.set(key, embedding)
    return embedding
  }

  return {
    dimensions: embedder.dimensions,
    maxTokens: embedder.maxTokens,
    fingerprint: embedder.fingerprint,
    get cachedPassages() {
      return cachedPassages
    },
    get embeddedPassages() {
      return embeddedPassages
    },
    countTokens: (text) => embedder.countTokens(text),
    passageBudget: (heading) => embedder.passageBudget(heading),
    embedPassages: (inputs) => mapConcurrently(inputs, maxPassagesUnderWay, embedOnce),
    embedQuery: (text) => embedder.embedQuery(text),
    async close() {
      await embedder.close()
      await cache.close()
    },
  }
}

/** SHA-256, hex, of all that the passage's vectors depend on beside the embedder: heading, sentences and their bounds. */
export function passageKey({ heading, sentences }: PassageInput): string {
  return createHash('sha256')
    .update(JSON.stringify([heading, ...sentences]))
    .digest('hex')
}
