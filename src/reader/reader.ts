import type { Span } from '../articles/article.js'

/** What the reader is given of one passage. */
export interface ReaderPassage {
  /** May be empty. */
  readonly title: string
  /** In order; together they are the passage. */
  readonly sentences: readonly string[]
}

/** What the reader makes of one passage for one question. */
export interface Reading {
  /**
   * The best answer span's score less that of "no answer here", in logits; higher is likelier to answer.
   * Comparable between passages for one question; no threshold carries over between kinds of text.
   */
  readonly margin: number
  /** The words of the best span: its sentence, and the half-open range of UTF-16 code units within that sentence. */
  readonly answer: { readonly sentence: number; readonly within: Span }
  /**
   * One a sentence, in order: log of (sum of its start probabilities × sum of its end probabilities), the probabilities
   * taken over the passage's tokens and "no answer"; at most 0. A sentence that the reader did not see has -Infinity.
   */
  readonly sentenceLogits: readonly number[]
}

/** Reads a question beside passages: which of their words answer it, if any. */
export interface Reader {
  /**
   * @returns one reading a passage, in order; each passage is read by itself.
   * @throws {AttestError} `INFERENCE_UNAVAILABLE`, `INFERENCE_OVERLOADED`.
   */
  read(question: string, passages: readonly ReaderPassage[]): Promise<Reading[]>
}
