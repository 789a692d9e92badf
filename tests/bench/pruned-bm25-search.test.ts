import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PrunedBm25Search } from '../../bench/scale/pruned-bm25-search.js'
import { saturation } from '../../src/search-index/bm25.js'
import { lexicalTerms } from '../../src/search-index/lexical-terms.js'
import { BestPassages } from '../../src/search-index/local/best-passages.js'
import { Bm25Search } from '../../src/search-index/local/bm25-search.js'
import type { AllowedPassages } from '../../src/search-index/local/dense-search.js'
import { PostingsBuilder } from '../../src/search-index/local/postings-builder.js'
import type { PostingArrays } from '../../src/search-index/local/segment-files.js'

/** From words that nearly every passage has to words that hardly one has, so that there is something to prune. */
const words = ['river', 'stone', 'market', 'harbour', 'lantern', 'orchard', 'granite', 'falcon']
const someWord = fc.oneof(
  ...words.map((word, i) => ({ weight: 2 ** (words.length - i), arbitrary: fc.constant(word) })),
)
const somePassage = fc.array(someWord, { maxLength: 12 })
const someSegments = fc.array(fc.array(somePassage, { maxLength: 60 }), { maxLength: 3 })

async function postingsOf(passages: readonly (readonly string[])[]): Promise<PostingArrays> {
  const builder = new PostingsBuilder()
  for (const passage of passages)
    builder.addPassage(passage.flatMap((word) => lexicalTerms(word)).map(({ term }) => term))
  return builder.build()
}

/** As those of the passages that are alive alone. @param live null means all. */
function saturationsOf(segments: readonly PostingArrays[], live: AllowedPassages | null): Float64Array {
  const lengths = segments.flatMap((segment) => [...segment.lengths])
  const counted = lengths.filter((_, passage) => live === null || live.flags[passage] === 1)
  const mean = counted.length === 0 ? 0 : counted.reduce((sum, length) => sum + length, 0) / counted.length
  return Float64Array.from(lengths, (length) => saturation(length, mean))
}

/** Another order than the numbers'. */
const comesBefore = (passage: number, other: number): boolean => passage > other

/** Every passage scored, then the best kept. */
function exhaustive(search: Bm25Search, text: string, limit: number, allowed: AllowedPassages | null) {
  const { scores, matching } = search.score(search.queryTerms(text))
  const best = new BestPassages(limit, comesBefore)
  for (const passage of matching) {
    if (allowed === null || allowed.flags[passage] === 1) best.offer(passage, scores[passage]!)
  }
  return [...best.kept()].sort().map((passage) => [passage, scores[passage]!])
}

test('the best passages and their scores are exactly those of scoring every passage', async () => {
  const property = fc.asyncProperty(
    someSegments,
    fc.array(fc.tuple(fc.subarray(words, { minLength: 1 }), fc.integer({ min: 0, max: 12 })), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.option(fc.infiniteStream(fc.boolean())),
    async (passages, queries, allows) => {
      const segments = await Promise.all(passages.map(postingsOf))
      const flags = allows && Uint8Array.from(passages.flat(), () => (allows.next().value ? 1 : 0))
      const live = flags && { flags, count: flags.reduce((sum, flag) => sum + flag, 0) }
      const all = new Bm25Search(segments, live)
      // In so small a corpus nothing would be left out by default.
      const pruned = new PrunedBm25Search(segments, saturationsOf(segments, live), 0)
      // One after another: each search must leave nothing to the next.
      for (const [asked, limit] of queries) {
        const text = asked.join(' ')
        const terms = all.queryTerms(text)
        const best = [...pruned.best(terms, limit, live, comesBefore)].sort()
        const found = best.map((passage) => [passage, pruned.score(terms, passage)])
        expect(found).toEqual(exhaustive(all, text, limit, live))
      }
    },
  )
  await fc.assert(property, { numRuns: 500 })
})

test('a passage without any of the words has a score of 0', async () => {
  const segments = [await postingsOf([['river'], ['stone']]), await postingsOf([['river', 'falcon']])]
  const terms = new Bm25Search(segments, null).queryTerms('falcon stone')
  const pruned = new PrunedBm25Search(segments, saturationsOf(segments, null))
  expect([0, 1, 2].map((passage) => pruned.score(terms, passage) > 0)).toEqual([false, true, true])
})
