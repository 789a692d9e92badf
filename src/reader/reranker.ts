import type { ReaderPassage } from './reader.js'

/** Judges how well passages answer a question, each as a whole and by itself. */
export interface Reranker {
  /**
   * @returns one probability a passage, 0 to 1, in order.
   * @throws {AttestError} `INFERENCE_UNAVAILABLE`, `INFERENCE_OVERLOADED`.
   */
  relevance(question: string, passages: readonly ReaderPassage[]): Promise<number[]>
}
