import { unitVectorProblem } from '../unit-vector.js'
import type { TellProblem } from './check-segment.js'
import type { Segment } from './segment.js'

/** Finite and of unit length: a search with anything else gives wrong scores, or ends the process. */
export function checkVectors(
  { vectors: { passageVectors, sentenceVectors, sentenceScales }, passages }: Segment,
  dimensions: number,
  tell: TellProblem,
): void {
  for (let passage = 0; passage < passages.starts.length; passage += 1) {
    const vector = passageVectors.subarray(passage * dimensions, (passage + 1) * dimensions)
    const problem = unitVectorProblem(vector)
    if (problem !== null) tell('vectors', `passage ${passage}: ${problem}`)
  }
  for (const [sentence, scale] of sentenceScales.entries()) {
    const values = sentenceVectors.subarray(sentence * dimensions, (sentence + 1) * dimensions)
    const problem = unitVectorProblem(Float32Array.from(values, (value) => value * scale))
    if (problem !== null) tell('vectors', `sentence ${sentence}: ${problem}`)
  }
}
