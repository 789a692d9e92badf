import { describe, expect, test } from 'vitest'
import { foldNearDuplicates } from '../../src/retrieval/fold-near-duplicates.js'
import { fuse, total } from '../../src/retrieval/fuse.js'

interface Found {
  readonly id: string
  readonly text: string
}
const found = (id: string, text: string): Found => ({ id, text })
const fold = (ranked: readonly Found[], limit: number, similarity: () => number) =>
  foldNearDuplicates(ranked, limit, { similarity, textOf: async ({ text }) => text })
const alike = () => 1
const text =
  'The committee met on Tuesday and agreed that the bridge must be closed until the spring of next year. Engineers had found cracks in two of its pillars, and a ferry will carry people across the river meanwhile.'
const copy = text.replace('Tuesday', 'Thursday')

describe('near-duplicates', () => {
  test('are folded into the better passage, with a count', async () => {
    const folded = await fold([found('a', text), found('b', copy), found('c', 'Bees dance.')], 5, alike)
    expect(folded.map(({ kept, nearDuplicates }) => [kept.id, nearDuplicates])).toEqual([
      ['a', 1],
      ['c', 0],
    ])
  })

  test('make room for the next passage', async () => {
    const ranked = [found('a', text), found('b', copy), found('c', 'Bees dance.')]
    expect((await fold(ranked, 2, alike)).map(({ kept }) => kept.id)).toEqual(['a', 'c'])
  })

  test('need the same words: the same meaning in other words is kept', async () => {
    const other = 'Closure of the crossing until next spring was decided at a meeting this week by the panel in charge.'
    expect(await fold([found('a', text), found('b', other)], 5, alike)).toHaveLength(2)
  })

  test('are not looked for where the vectors are far apart', async () => {
    expect(await fold([found('a', text), found('b', text)], 5, () => 0.5)).toHaveLength(2)
  })

  test('short texts count as a whole', async () => {
    expect(await fold([found('a', 'Bees dance.'), found('b', 'bees dance')], 5, alike)).toHaveLength(1)
  })
})

describe('the fused score', () => {
  test.each([
    [{ cosine: 1, bestSentenceCosine: 1, lexical: 1 }, 1],
    [{ cosine: 0.5, bestSentenceCosine: 0.7, lexical: 0 }, 0.3],
    [{ cosine: -0.4, bestSentenceCosine: -0.2, lexical: 0.5 }, 0.25],
  ])('of %j is %f', (scores, expected) => {
    expect(total(fuse(scores))).toBeCloseTo(expected, 12)
  })
})
