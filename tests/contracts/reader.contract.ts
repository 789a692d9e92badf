import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reader } from '../../src/reader/reader.js'

const river = {
  title: 'The river',
  sentences: ['It is long.', 'The bridge opened in 1884.', 'People swim there.'],
}
const bees = { title: '', sentences: ['Bees gather in a ball.'] }
const question = 'When was the bridge opened?'

/** What every Reader promises; each is asked for the year in a passage. */
export function readerContract(name: string, open: () => Reader): void {
  describe(`${name} as a Reader`, () => {
    test('finds the sentence and the words that answer', async () => {
      const [reading] = await open().read(question, [river])
      const { sentence, within } = reading!.answer
      expect(river.sentences[sentence]!.slice(within.start, within.end)).toContain('1884')
      expect(reading!.sentenceLogits.indexOf(Math.max(...reading!.sentenceLogits))).toBe(1)
    })

    test('is surer of a passage that answers than of one that does not', async () => {
      const [answering, other] = await open().read(question, [river, bees])
      expect(answering!.margin).toBeGreaterThan(other!.margin)
    })

    test('reads each passage by itself: the same reading alone and beside others', async () => {
      const [, beside] = await open().read(question, [bees, river])
      expect(beside).toEqual((await open().read(question, [river]))[0])
    })

    test('gives one logit a sentence, at most 0, and whole words, whatever it reads', async () => {
      const text = fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom('', ' ', '[SEP] </s> 7', 'a '.repeat(900)),
      )
      const passage = fc.record({ title: text, sentences: fc.array(text, { maxLength: 4 }) })
      await fc.assert(
        fc.asyncProperty(text, passage, async (asked, given) => {
          const [reading] = await open().read(asked, [given])
          expect(reading!.sentenceLogits).toHaveLength(given.sentences.length)
          expect(reading!.sentenceLogits.every((logit) => logit <= 0)).toBe(true)
          const { sentence, within } = reading!.answer
          expect((given.sentences[sentence] ?? '').slice(within.start, within.end)).not.toMatch(/^\s|\s$/)
        }),
        { numRuns: 30 },
      )
    })
  })
}
