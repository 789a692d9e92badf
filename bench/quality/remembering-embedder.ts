import type { Embedder } from '../../src/embeddings/embedder.js'

/** Embeds a question once, however many variants and doors ask it. */
export function rememberingEmbedder(embedder: Embedder): Embedder {
  const known = new Map<string, Promise<Float32Array>>()
  return {
    ...embedder,
    embedQuery(text) {
      const found = known.get(text) ?? embedder.embedQuery(text)
      known.set(text, found)
      return found
    },
  }
}
