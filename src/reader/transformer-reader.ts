import { AttestError } from '../errors.js'
import type { InferencePool } from '../inference/inference-pool.js'
import type { Tokenizer } from '../inference/tokenizer.js'
import type { Reader, ReaderPassage, Reading } from './reader.js'
import { type ReaderInput, readerInput, type TokenPlace } from './reader-input.js'

export interface TransformerReaderParts {
  /** Under which the pool has the model. */
  readonly modelName: string
  readonly tokenizer: Tokenizer
  readonly pool: InferencePool
}

/** Tokens of the longest answer; longer spans were not trained. */
const MAX_ANSWER_TOKENS = 40

/** An extractive question-answering model (start and end logits, position 0 meaning "no answer") as a Reader. */
export function createTransformerReader({ modelName, tokenizer, pool }: TransformerReaderParts): Reader {
  async function readOne(question: string, passage: ReaderPassage): Promise<Reading> {
    const input = readerInput(tokenizer, question, passage)
    const { inputIds, tokenTypeIds } = input
    const outputs = await pool.run(modelName, { inputIds, tokenTypeIds }, { priority: 'interactive' })
    const start = outputs.start_logits?.data
    const end = outputs.end_logits?.data
    if (start?.length !== inputIds.length || end?.length !== inputIds.length) {
      throw new AttestError(
        'MODEL_INVALID',
        `Expected start_logits and end_logits of ${modelName}, received ${Object.keys(outputs).join(', ')}. It is not a question-answering model.`,
      )
    }
    return reading(start, end, input, passage)
  }
  return {
    read: (question, passages) => Promise.all(passages.map((passage) => readOne(question, passage))),
  }
}

export function reading(start: Float32Array, end: Float32Array, input: ReaderInput, passage: ReaderPassage): Reading {
  const { passageStart, places } = input
  const best = bestSpan(start, end, passageStart, places.length)
  return {
    margin: best.score - (start[0]! + end[0]!),
    answer: answerWords(places, best.first - passageStart, best.last - passageStart),
    sentenceLogits: sentenceLogits(start, end, input, passage.sentences.length),
  }
}

/** The best pair s ≤ e < s + 40 of start[s] + end[e] within the passage's tokens. */
function bestSpan(start: Float32Array, end: Float32Array, from: number, length: number) {
  let best = { first: from, last: from, score: Number.NEGATIVE_INFINITY }
  for (let first = from; first < from + length; first++) {
    const bound = Math.min(from + length, first + MAX_ANSWER_TOKENS)
    for (let last = first; last < bound; last++) {
      const score = start[first]! + end[last]!
      if (score > best.score) best = { first, last, score }
    }
  }
  return best
}

/** Whole words; a span that leaves its first sentence is cut at that sentence's end. */
function answerWords(places: readonly TokenPlace[], first: number, last: number): Reading['answer'] {
  const from = places[first]
  if (from === undefined) return { sentence: 0, within: { start: 0, end: 0 } }
  let to = from
  for (let position = first; position <= last && places[position]!.sentence === from.sentence; position++) {
    to = places[position]!
  }
  return { sentence: from.sentence, within: { start: from.word.start, end: to.word.end } }
}

function sentenceLogits(start: Float32Array, end: Float32Array, input: ReaderInput, sentences: number): number[] {
  const starts = massBySentence(start, input, sentences)
  const ends = massBySentence(end, input, sentences)
  return starts.map((mass, sentence) => Math.log(mass) + Math.log(ends[sentence]!))
}

/** Softmax over "no answer" and the passage's tokens, summed by sentence. */
function massBySentence(logits: Float32Array, { passageStart, places }: ReaderInput, sentences: number): number[] {
  const largest = places.reduce((most, _, i) => Math.max(most, logits[passageStart + i]!), logits[0]!)
  const masses = new Array<number>(sentences).fill(0)
  let total = Math.exp(logits[0]! - largest)
  for (const [i, { sentence }] of places.entries()) {
    const mass = Math.exp(logits[passageStart + i]! - largest)
    total += mass
    masses[sentence]! += mass
  }
  return masses.map((mass) => mass / total)
}
