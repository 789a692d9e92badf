import { AttestError } from '../errors.js'
import type { InferencePool, InferencePriority, OutputTensor, TokenRange } from '../inference/inference-pool.js'
import type { Tokenizer } from '../inference/tokenizer.js'
import { mapConcurrently } from '../map-concurrently.js'
import type { Embedder, PassageEmbedding, PassageInput } from './embedder.js'
import type { EmbeddingModel } from './embedding-model.js'
import { type InputFormat, passageBudget, passageTokens, queryTokens, sentenceTokens } from './model-input.js'
import { toUnitLength } from './unit-vector.js'

export interface TransformerEmbedderParts {
  readonly model: EmbeddingModel
  readonly tokenizer: Tokenizer
  /** Has the model under `model.name`; whoever made the pool closes it. */
  readonly pool: InferencePool
}

// Enough to keep every process busy; more would tokenize far ahead and hold up the thread.
const requestsPerProcess = 4

/**
 * A sentence of which the model reads nothing, because the passage is too long or the sentence has no tokens,
 * gets the passage's vector. The passage's vector is pooled as the model asks, a sentence's is always a mean.
 */
export function createTransformerEmbedder({ model, tokenizer, pool }: TransformerEmbedderParts): Embedder {
  const { dimensions, maxTokens, fingerprint, passagePrefix, queryPrefix } = model
  const format: InputFormat = { tokenizer, maxTokens, passagePrefix, queryPrefix }

  async function vectors(inputIds: Int32Array, parts: readonly TokenRange[], priority: InferencePriority) {
    const whole = { start: 0, end: model.pooling === 'cls' ? 1 : inputIds.length }
    const request = { inputIds, meanRanges: [whole, ...parts] }
    const outputs = await pool.run(model.name, request, { priority })
    return rowsOf(outputs.last_hidden_state ?? outputs.token_embeddings, model).map(toUnitLength)
  }

  async function embedPassage(input: PassageInput): Promise<PassageEmbedding> {
    requireText(input)
    const { inputIds, sentenceRanges } = passageTokens(format, input)
    const [vector, ...pooled] = await vectors(inputIds, sentenceRanges, 'bulk')
    const sentenceVectors = sentenceRanges.map(({ start, end }, i) => (start < end ? pooled[i]! : vector!))
    return { vector: vector!, sentenceVectors }
  }

  return {
    dimensions,
    maxTokens,
    fingerprint,
    countTokens: (text) => sentenceTokens(tokenizer, text).length,
    passageBudget: (heading) => passageBudget(format, heading),
    embedPassages: (inputs) => mapConcurrently(inputs, pool.size * requestsPerProcess, embedPassage),
    async embedQuery(text) {
      const [vector] = await vectors(queryTokens(format, text), [], 'interactive')
      return vector!
    },
    async close() {},
  }
}

function requireText({ heading, sentences }: PassageInput): void {
  if (sentences.some((sentence) => sentence.trim() !== '')) return
  const where = heading === '' ? '' : ` under "${heading}"`
  throw new AttestError(
    'PASSAGE_EMPTY',
    `Expected a passage with text${where}, received none. Leave blank passages out before embedding.`,
  )
}

function rowsOf(output: OutputTensor | undefined, { name, dimensions }: EmbeddingModel): Float32Array[] {
  const [rows = 0, width = 0] = output?.dims ?? []
  if (output === undefined || width !== dimensions) {
    throw new AttestError(
      'MODEL_INVALID',
      `Expected ${name} to give token vectors (last_hidden_state) of ${dimensions} values, received ${width}. It may not be an embedding model.`,
    )
  }
  return Array.from({ length: rows }, (_, row) => output.data.subarray(row * width, (row + 1) * width))
}
