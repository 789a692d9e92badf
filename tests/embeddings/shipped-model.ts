import { fileURLToPath } from 'node:url'
import type { Embedder } from '../../src/embeddings/embedder.js'
import { readEmbeddingModel } from '../../src/embeddings/embedding-model.js'
import { createTransformerEmbedder } from '../../src/embeddings/transformer-embedder.js'
import { createInferencePool } from '../../src/inference/process-pool.js'
import { loadTokenizer } from '../../src/inference/tokenizer.js'

export const modelsDir = fileURLToPath(new URL('../../models', import.meta.url))
export const shippedModel = 'all-MiniLM-L6-v2'
export const shippedModelFolder = `${modelsDir}/${shippedModel}`

/** An embedder with processes of its own; closing it ends them. */
export async function openShippedEmbedder(processes = 1): Promise<Embedder> {
  const model = await readEmbeddingModel(shippedModel, shippedModelFolder)
  const tokenizer = await loadTokenizer(shippedModelFolder)
  const pool = createInferencePool({ processes, maxQueued: 16, models: { [shippedModel]: model.source } })
  return { ...createTransformerEmbedder({ model, tokenizer, pool }), close: () => pool.close() }
}
