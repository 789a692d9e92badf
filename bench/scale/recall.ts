import { dotProduct } from '../../src/search-index/unit-vector.js'
import { clusteredVectors } from './clustered-vectors.js'
import type { OpenedIndex } from './opened-index.js'
import { passagesPerArticle, passageVector } from './synthetic-passages.js'

const nearest = 10
/** As many as each search puts forward for a question. */
const candidates = 50

/**
 * Recall@10: of the ten passages nearest to a question by comparing it with each, the share that the index's own
 * search has among its first ten; the mean over the questions.
 */
export async function recallAt10(opened: OpenedIndex, questions: number): Promise<number> {
  const asked = Array.from({ length: questions }, () => opened.nextQuestion().vector)
  const exact = exactNearest(asked, opened.passages)
  let found = 0
  for (const [i, vector] of asked.entries()) {
    // Without words the lexical search finds nothing, so that all candidates are the dense search's.
    const all = await opened.index.candidates({ text: '', vector }, candidates)
    const best = all.sort((a, b) => b.cosine - a.cosine).slice(0, nearest)
    // By their cosines: two passages with the same vector are equally right.
    const least = exact[i]!.at(-1)!
    found += best.filter(({ cosine }) => cosine >= least - 1e-6).length
  }
  return found / (questions * nearest)
}

/** For each vector the greatest cosines, in descending order. */
function exactNearest(vectors: readonly Float32Array[], passages: number): number[][] {
  const best = vectors.map(() => new Array<number>(nearest).fill(-1))
  for (let number = 0; number < passages; number++) {
    const passage = passageVector(Math.floor(number / passagesPerArticle), number % passagesPerArticle)
    for (const [i, vector] of vectors.entries()) {
      const cosine = dotProduct(passage, 0, vector, 0, clusteredVectors.dimensions)
      const row = best[i]!
      if (cosine <= row[nearest - 1]!) continue
      row[nearest - 1] = cosine
      row.sort((a, b) => b - a)
    }
  }
  return best
}
