import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Embedder, PassageInput } from '../../src/embeddings/embedder.js'

/** What every Embedder promises. `open` gives a new one over the same model each time. */
export function embedderContract(name: string, open: () => Promise<Embedder>): void {
  describe(`${name} is an Embedder`, () => {
    let embedder: Embedder
    beforeAll(async () => {
      embedder = await open()
    })
    afterAll(() => embedder.close())

    const one = async (input: PassageInput) => (await embedder.embedPassages([input]))[0]!

    test.each([
      ['a passage with a heading', tides],
      ['a passage without a heading', { ...tides, heading: '' }],
      ['a passage with emoji', { heading: '🌊', sentences: ['The tide 🌊 turns at noon 🕛.', '👩‍👩‍👧 wave.'] }],
      ['a passage from right to left', { heading: 'גאות', sentences: ['הגאות מגיעה בצהריים.', 'السفن تبحر مساء.'] }],
      ['a lone half of a surrogate pair', { heading: '', sentences: ['half \ud83d of it'] }],
      ['a sentence of punctuation', { heading: '', sentences: ['…', 'And a word.'] }],
      ['a sentence without any token', { heading: '', sentences: ['\u200b', 'And a word.'] }],
    ])('%s gets unit vectors, one for each sentence', async (_, input) => {
      const { vector, sentenceVectors } = await one(input)
      expect(sentenceVectors).toHaveLength(input.sentences.length)
      for (const unit of [vector, ...sentenceVectors]) {
        expect(unit).toHaveLength(embedder.dimensions)
        expect(Math.abs(norm(unit) - 1)).toBeLessThan(1e-5)
      }
    })

    test('a question gets a unit vector, nearer to the passage about it', async () => {
      const question = await embedder.embedQuery('When is high water?')
      expect(Math.abs(norm(question) - 1)).toBeLessThan(1e-5)
      const [near, far] = await embedder.embedPassages([tides, bread])
      expect(dot(question, near!.vector)).toBeGreaterThan(dot(question, far!.vector) + 0.2)
    })

    test('a sentence vector is nearer to the question about its sentence', async () => {
      const question = await embedder.embedQuery('How many boats are there?')
      const { sentenceVectors } = await one(tides)
      const similarities = sentenceVectors.map((sentence) => dot(question, sentence))
      expect(similarities.indexOf(Math.max(...similarities))).toBe(1)
    })

    test('embeddings come in the order of their inputs, and neighbours do not change them', async () => {
      const inputs = [tides, bread, { ...bread, heading: 'Baking' }]
      const together = await embedder.embedPassages(inputs)
      for (const [i, input] of inputs.entries()) expect(together[i]).toEqual(await one(input))
    })

    test('a second embedder over the same model gives the same bytes and the same fingerprint', async () => {
      const other = await open()
      try {
        expect(await other.embedPassages([tides])).toEqual(await embedder.embedPassages([tides]))
        expect(await other.embedQuery('tide')).toEqual(await embedder.embedQuery('tide'))
        expect(other.fingerprint).toBe(embedder.fingerprint)
      } finally {
        await other.close()
      }
    })

    test('the heading changes the vectors', async () => {
      const { vector, sentenceVectors } = await one({ ...tides, heading: 'Bread' })
      const plain = await one(tides)
      expect(dot(vector, plain.vector)).toBeLessThan(0.999)
      expect(dot(sentenceVectors[0]!, plain.sentenceVectors[0]!)).toBeLessThan(0.9999)
    })

    test.each([
      ['no sentence', []],
      ['only blank sentences', [' ', '\n\t']],
    ])('a passage of %s is refused as PASSAGE_EMPTY', async (_, sentences) => {
      await expect(embedder.embedPassages([{ heading: 'Title', sentences }])).rejects.toMatchObject({
        code: 'PASSAGE_EMPTY',
      })
    })

    test('no inputs give no embeddings', async () => {
      expect(await embedder.embedPassages([])).toEqual([])
    })

    test('what is beyond the budget does not change the vectors, and its sentences get the passage vector', async () => {
      const long = Array.from({ length: embedder.maxTokens }, (_, i) => `word${i}`).join(' ')
      const cut = await one({ heading: '', sentences: [long] })
      const further = await one({ heading: '', sentences: [`${long} and more`, 'Never read.'] })
      expect(further.vector).toEqual(cut.vector)
      expect(dot(further.sentenceVectors[1]!, further.vector)).toBeGreaterThan(0.999)
    })

    test('a sentence of a million characters is embedded', async () => {
      const { vector } = await one({ heading: 'x'.repeat(10_000), sentences: ['y'.repeat(1_000_000)] })
      expect(Math.abs(norm(vector) - 1)).toBeLessThan(1e-5)
    })

    test('the budget shrinks with the heading down to a limit, and counts what countTokens counts', () => {
      const free = embedder.passageBudget('')
      expect(free).toBeLessThan(embedder.maxTokens)
      expect(embedder.passageBudget('Harbour')).toBeLessThan(free)
      expect(embedder.passageBudget('Harbour '.repeat(1_000))).toBeGreaterThan(embedder.maxTokens / 2)
      expect(embedder.countTokens('')).toBe(0)
      expect(embedder.countTokens('one two three')).toBe(3)
    })

    test('text that fills the budget exactly is read to its last word', async () => {
      const budget = embedder.passageBudget('')
      const words = Array.from({ length: budget - 1 }, () => 'tide')
      const [fish, bird] = await embedder.embedPassages([
        { heading: '', sentences: [[...words, 'fish'].join(' ')] },
        { heading: '', sentences: [[...words, 'bird'].join(' ')] },
      ])
      expect(fish!.vector).not.toEqual(bird!.vector)
    })
  })
}

const tides: PassageInput = {
  heading: 'The harbour in winter',
  sentences: ['High water comes at noon.', 'Forty boats lie at the quay.'],
}
const bread: PassageInput = { heading: '', sentences: ['Knead the dough, then let it rest for an hour.'] }

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}

function norm(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector))
}
