import { ask } from '../../src/ask.js'
import type { Embedder } from '../../src/embeddings/embedder.js'
import type { EvaluatedService } from '../../src/evaluation/evaluate.js'
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js'
import type { Candidate, SearchIndex } from '../../src/search-index/search-index.js'

export interface ProductParts {
  readonly index: SearchIndex
  readonly embedder: Embedder
}

/** The product as service.ts puts it together, but it never declines: its confidence is judged apart. */
export function product({ index, embedder }: ProductParts): EvaluatedService {
  const retriever = createHybridRetriever({ embedder, index })
  return {
    async search({ query, topK, filters }) {
      const { passages } = await retriever.retrieve({ question: query, topK, filters })
      return { passages: passages.map(({ passage }) => passage) }
    },
    ask: (request) => ask(request, { index, retriever, publicUrl: 'http://localhost', declineBelow: 0 }),
  }
}

/** A search that ranks the candidates of both searches by a score of its own; nothing is folded. */
export function rankedBy(score: (candidate: Candidate) => number): (parts: ProductParts) => EvaluatedService {
  return ({ index, embedder }) => ({
    async search({ query, topK, filters }) {
      const vector = await embedder.embedQuery(query)
      const candidates = await index.candidates({ text: query, vector }, Math.max(topK, 100), filters)
      const best = candidates
        .map(({ passageId, ...rest }) => ({ passageId, score: score({ passageId, ...rest }) }))
        .sort((a, b) => b.score - a.score || (a.passageId < b.passageId ? -1 : 1))
        .slice(0, topK)
      const passages = await index.passages(best.map(({ passageId }) => passageId))
      return { passages: passages.filter((passage) => passage !== null) }
    },
  })
}

/** What the bench can measure side by side; to try an idea, add a line. */
export const variants: Readonly<Record<string, (parts: ProductParts) => EvaluatedService>> = {
  product,
  bm25: rankedBy(({ lexical }) => lexical),
  dense: rankedBy(({ cosine }) => cosine),
  fused: rankedBy(({ cosine, lexical }) => 0.5 * Math.max(cosine, 0) + 0.5 * lexical),
}
