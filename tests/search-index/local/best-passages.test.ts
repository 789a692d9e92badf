import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BestPassages } from '../../../src/search-index/local/best-passages.js'

const offers = fc.array(fc.record({ score: fc.integer({ min: -3, max: 3 }), order: fc.nat() }), { maxLength: 40 })

test('the best are those that sorting all would put first, equal scores by rank', async () => {
  const property = fc.property(offers, fc.nat(12), (offered, limit) => {
    const passages = offered.map((_, passage) => passage)
    const byRank = [...passages].sort((a, b) => offered[a]!.order - offered[b]!.order || a - b)
    const rank = Uint32Array.from(passages, (passage) => byRank.indexOf(passage))
    const best = new BestPassages(limit, (one, other) => rank[one]! < rank[other]!)
    for (const passage of passages) best.offer(passage, offered[passage]!.score)
    const ordered = [...passages].sort((a, b) => offered[b]!.score - offered[a]!.score || rank[a]! - rank[b]!)
    expect([...best.kept()].sort()).toEqual(ordered.slice(0, limit).sort())
  })
  await fc.assert(property, { numRuns: 1_000 })
})
