import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInferencePool } from '../../src/inference/process-pool.js'
import { loadTokenizer } from '../../src/inference/tokenizer.js'
import type { Reader, ReaderPassage } from '../../src/reader/reader.js'
import { readerInput } from '../../src/reader/reader-input.js'
import { createTransformerReader, reading } from '../../src/reader/transformer-reader.js'

const folder = path.resolve(import.meta.dirname, '../../models/attest-reader')
const harbour: ReaderPassage = {
  title: 'The harbour of Norvik',
  sentences: [
    'Norvik lies on the northern shore.',
    'Its harbour was built in 1884 by the engineer Ada Holm.',
    'Today it is used by fishing boats.',
  ],
}
const bees: ReaderPassage = { title: 'Bees', sentences: ['Bees gather in a ball.', 'They eat honey in winter.'] }

let pool: ReturnType<typeof createInferencePool>
let reader: Reader
beforeAll(async () => {
  const config = JSON.parse(readFileSync(path.join(folder, 'config.json'), 'utf8'))
  const source = { file: path.join(folder, 'onnx/model_quantized.onnx'), config }
  pool = createInferencePool({ processes: 1, models: { reader: source }, maxQueued: 100 })
  reader = createTransformerReader({ modelName: 'reader', tokenizer: await loadTokenizer(folder), pool })
})
afterAll(() => pool.close())

describe('the shipped reader', () => {
  test('finds the sentence and the words that answer', async () => {
    const [read] = await reader.read('Who built the harbour of Norvik?', [harbour])
    expect(read!.answer.sentence).toBe(1)
    const { start, end } = read!.answer.within
    expect(harbour.sentences[1]!.slice(start, end)).toContain('Ada Holm')
    expect(read!.sentenceLogits.indexOf(Math.max(...read!.sentenceLogits))).toBe(1)
  })

  test('is surer of a passage that answers than of one that does not', async () => {
    const [answering, other] = await reader.read('When was the harbour of Norvik built?', [harbour, bees])
    expect(answering!.margin).toBeGreaterThan(other!.margin + 2)
  })

  test('reads each passage by itself: the same reading alone and beside others', async () => {
    const question = 'Who built the harbour of Norvik?'
    const [, beside] = await reader.read(question, [bees, harbour])
    expect(beside).toEqual((await reader.read(question, [harbour]))[0])
  })

  test.each([
    ['a passage without sentences', { title: '', sentences: [] }],
    ['a passage of white space', { title: '', sentences: [' '] }],
    ['a passage far above its limit', { title: 'T', sentences: [harbour.sentences[1]!, 'word '.repeat(2_000)] }],
    ['emoji and right-to-left text', { title: '🙂', sentences: ['مرحبا بالعالم', '🙂 👍🏽'] }],
  ])('reads %s without fault', async (_, passage) => {
    const [read] = await reader.read('Who built the harbour?', [passage])
    expect(read!.sentenceLogits).toHaveLength(passage.sentences.length)
    expect(read!.sentenceLogits.every((logit) => logit <= 0)).toBe(true)
  })
})

describe('the reader’s input', () => {
  test('is question, title and passage, at most 224 tokens, each passage token knowing its word', async () => {
    const tokenizer = await loadTokenizer(folder)
    const input = readerInput(tokenizer, 'Who built it?', harbour)
    expect(input.inputIds.length).toBe(input.passageStart + input.places.length + tokenizer.suffix.length)
    const words = new Set(
      input.places.map(({ sentence, word }) => harbour.sentences[sentence]!.slice(word.start, word.end)),
    )
    expect([...words].slice(0, 3)).toEqual(['Norvik', 'lies', 'on'])
    const long = readerInput(tokenizer, 'why '.repeat(500), {
      title: 'long '.repeat(100),
      sentences: ['x '.repeat(500)],
    })
    expect(long.inputIds.length).toBeLessThanOrEqual(224)
    expect(long.places.length).toBeGreaterThan(100)
  })

  test('is the same as the tokens of the whole passage at once', async () => {
    const tokenizer = await loadTokenizer(folder)
    const { inputIds, passageStart, places } = readerInput(tokenizer, 'Who?', harbour)
    const whole = tokenizer.encode(harbour.sentences.join(' '))
    expect([...inputIds.slice(passageStart, passageStart + places.length)]).toEqual(whole)
  })
})

describe('a reading', () => {
  const input = {
    inputIds: new Int32Array(5),
    tokenTypeIds: new Int32Array(5),
    passageStart: 2,
    places: [
      { sentence: 0, word: { start: 0, end: 3 } },
      { sentence: 0, word: { start: 4, end: 7 } },
      { sentence: 1, word: { start: 0, end: 5 } },
    ],
  }
  const passage = { title: '', sentences: ['one two', 'three'] }

  test('has the margin of the best span over no answer, and the mass of each sentence', () => {
    const start = Float32Array.from([1, 9, 0, 3, 0])
    const end = Float32Array.from([1, 9, 0, 2, 1])
    const read = reading(start, end, input, passage)
    expect(read.margin).toBeCloseTo(3 + 2 - 2, 6)
    expect(read.answer).toEqual({ sentence: 0, within: { start: 4, end: 7 } })
    const mass = (logits: Float32Array, of: number[]) => {
      const all = [0, 2, 3, 4].reduce((sum, i) => sum + Math.exp(logits[i]!), 0)
      return of.reduce((sum, i) => sum + Math.exp(logits[i]!), 0) / all
    }
    expect(read.sentenceLogits[0]).toBeCloseTo(Math.log(mass(start, [2, 3]) * mass(end, [2, 3])), 5)
    expect(read.sentenceLogits[1]).toBeCloseTo(Math.log(mass(start, [4]) * mass(end, [4])), 5)
  })

  test('cuts an answer that runs into the next sentence at the end of the first', () => {
    const start = Float32Array.from([0, 0, 5, 0, 0])
    const end = Float32Array.from([0, 0, 0, 0, 5])
    expect(reading(start, end, input, passage).answer).toEqual({ sentence: 0, within: { start: 0, end: 7 } })
  })
})
