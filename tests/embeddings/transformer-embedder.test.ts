import { AutoModel, AutoTokenizer, FeatureExtractionPipeline } from '@xenova/transformers'
import { expect, test } from 'vitest'
import { readEmbeddingModel } from '../../src/embeddings/embedding-model.js'
import { createTransformerEmbedder } from '../../src/embeddings/transformer-embedder.js'
import { createInferencePool } from '../../src/inference/process-pool.js'
import { loadTokenizer } from '../../src/inference/tokenizer.js'
import { embedderContract } from '../contracts/embedder.contract.js'
import { modelsDir, openShippedEmbedder, shippedModel, shippedModelFolder } from './shipped-model.js'

embedderContract('TransformerEmbedder', () => openShippedEmbedder())

test('its vectors are those of the feature-extraction pipeline of @xenova/transformers', async () => {
  const local = { cache_dir: modelsDir, local_files_only: true }
  const pipeline = new FeatureExtractionPipeline({
    task: 'feature-extraction',
    model: await AutoModel.from_pretrained(shippedModel, local),
    tokenizer: await AutoTokenizer.from_pretrained(shippedModel, local),
  })
  const embedder = await openShippedEmbedder(2)
  try {
    const texts = [
      'The ferry leaves at six.',
      'Naïve café owners paid €3.50 in 2021.',
      'A'.repeat(50),
      'Was it “true”?',
    ]
    const embeddings = await embedder.embedPassages(texts.map((text) => ({ heading: '', sentences: [text] })))
    for (const [i, text] of texts.entries()) {
      const { data } = await pipeline(text, { pooling: 'mean', normalize: true })
      const plain = Float32Array.from(data, Number)
      for (const vector of [embeddings[i]!.vector, await embedder.embedQuery(text)]) {
        const cosine = vector.reduce((sum, value, k) => sum + value * plain[k]!, 0)
        expect(cosine).toBeGreaterThanOrEqual(0.9999)
      }
    }
  } finally {
    await embedder.close()
  }
})

test('with cls pooling the passage vector is the first token and sentence vectors are still means', async () => {
  const byMean = await readEmbeddingModel(shippedModel, shippedModelFolder)
  const byCls = await readEmbeddingModel(shippedModel, shippedModelFolder, { pooling: 'cls' })
  const pool = createInferencePool({ processes: 1, maxQueued: 4, models: { [shippedModel]: byMean.source } })
  try {
    const tokenizer = await loadTokenizer(shippedModelFolder)
    const inputs = [{ heading: 'Ships', sentences: ['One sails.', 'One sinks.'] }]
    const [mean] = await createTransformerEmbedder({ model: byMean, tokenizer, pool }).embedPassages(inputs)
    const [cls] = await createTransformerEmbedder({ model: byCls, tokenizer, pool }).embedPassages(inputs)
    expect(cls!.vector).not.toEqual(mean!.vector)
    expect(cls!.sentenceVectors).toEqual(mean!.sentenceVectors)
  } finally {
    await pool.close()
  }
})

test('a model that gives no token vectors is refused as MODEL_INVALID', async () => {
  const reader = await readEmbeddingModel('attest-reader', `${modelsDir}/attest-reader`)
  const pool = createInferencePool({ processes: 1, maxQueued: 4, models: { 'attest-reader': reader.source } })
  try {
    const tokenizer = await loadTokenizer(reader.folder)
    const embedder = createTransformerEmbedder({ model: reader, tokenizer, pool })
    await expect(embedder.embedQuery('tide')).rejects.toMatchObject({ code: 'MODEL_INVALID' })
  } finally {
    await pool.close()
  }
})
