/** What the model is given for one passage: the heading is context, the sentences are what is found. */
export interface PassageInput {
  /** Title and headings in one line; cut at the embedder's own limit; may be empty. */
  readonly heading: string
  /** In order; together they are the passage. */
  readonly sentences: readonly string[]
}

export interface PassageEmbedding {
  /** Unit length (L2 norm 1 ± 1e-5), `dimensions` values. */
  readonly vector: Float32Array
  /** One unit vector a sentence, in order, pooled from the passage's own run, so in its context. */
  readonly sentenceVectors: readonly Float32Array[]
}

/** Turns text into unit vectors whose dot product is their cosine similarity. */
export interface Embedder {
  readonly dimensions: number
  /** The most tokens the model reads, special tokens included. */
  readonly maxTokens: number
  /** Names everything that the vectors depend on: weights, pooling, prefixes, limits. */
  readonly fingerprint: string

  /** Tokens of a sentence as it stands in a passage, without special tokens and prefix. */
  countTokens(text: string): number

  /**
   * The most tokens that a passage's sentences may have together under this heading.
   * A sentence above it is cut for the model only.
   */
  passageBudget(heading: string): number

  /**
   * @returns embeddings in input order; each input is run by itself, so its vectors do not depend on its neighbours.
   * @throws {AttestError} `PASSAGE_EMPTY` if an input has no sentence with text; `INFERENCE_UNAVAILABLE`.
   */
  embedPassages(inputs: readonly PassageInput[]): Promise<PassageEmbedding[]>

  /** @throws {AttestError} `INFERENCE_UNAVAILABLE`, `INFERENCE_OVERLOADED`. */
  embedQuery(text: string): Promise<Float32Array>

  close(): Promise<void>
}
