import { AttestError } from '../errors.js'
import type { InferencePool } from '../inference/inference-pool.js'
import type { Tokenizer } from '../inference/tokenizer.js'
import type { ReaderPassage } from './reader.js'
import { readerInput } from './reader-input.js'
import type { Reranker } from './reranker.js'

export interface TransformerRerankerParts {
  /** Under which the pool has the model. */
  readonly modelName: string
  readonly tokenizer: Tokenizer
  readonly pool: InferencePool
}

/** A cross-encoder (sequence classification of question and passage) as a Reranker. */
export function createTransformerReranker({ modelName, tokenizer, pool }: TransformerRerankerParts): Reranker {
  async function relevanceOf(question: string, passage: ReaderPassage): Promise<number> {
    const { inputIds, tokenTypeIds } = readerInput(tokenizer, question, passage)
    const { logits } = await pool.run(modelName, { inputIds, tokenTypeIds }, { priority: 'interactive' })
    const probability = logits && probabilityOf(logits.data)
    if (probability !== undefined) return probability
    throw new AttestError(
      'MODEL_INVALID',
      `Expected one logit or two labels of ${modelName}, received ${logits?.data.length ?? 'no logits'}. It is not a reranker.`,
    )
  }
  return {
    relevance: (question, passages) => Promise.all(passages.map((passage) => relevanceOf(question, passage))),
  }
}

/** One logit says how relevant; of two labels the second does. */
function probabilityOf(logits: Float32Array): number | undefined {
  const [first, second] = logits
  if (logits.length === 1) return 1 / (1 + Math.exp(-first!))
  return logits.length === 2 ? 1 / (1 + Math.exp(first! - second!)) : undefined
}
