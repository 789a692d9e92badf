import { wholeAnswer } from '../../src/answers/answer-events.js'
import { type ConfidenceFeatures, confidenceFeatures } from '../../src/answers/confidence.js'
import { gatherEvidence, PASSAGES_TO_QUOTE_FROM } from '../../src/answers/gather-evidence.js'
import { askStream } from '../../src/ask.js'
import type { Embedder } from '../../src/embeddings/embedder.js'
import type { EvaluatedService } from '../../src/evaluation/evaluate.js'
import type { Reader } from '../../src/reader/reader.js'
import { createHybridRetriever } from '../../src/retrieval/hybrid-retriever.js'
import type { Candidate, SearchIndex } from '../../src/search-index/search-index.js'

export interface ProductParts {
  readonly index: SearchIndex
  readonly embedder: Embedder
  readonly reader: Reader | null
  /** Passages that the reader reads for an answer. */
  readonly readerPassages: number
}

/** The product as service.ts puts it together, but it never declines: its confidence is judged apart. */
export function product({ index, embedder, reader, readerPassages }: ProductParts): EvaluatedService {
  const retriever = createHybridRetriever({ embedder, index })
  const publicUrl = 'http://localhost'
  const asking = { index, embedder, retriever, reader, readerPassages, publicUrl, writer: null, declineBelow: 0 }
  return {
    async search({ query, topK, filters }) {
      const { passages } = await retriever.retrieve({ question: query, topK, filters })
      return { passages: passages.map(({ passage }) => passage) }
    },
    ask: (request) => wholeAnswer(askStream(request, asking)),
  }
}

/** The product with the reader reading another number of passages. */
const reading =
  (readerPassages: number) =>
  (parts: ProductParts): EvaluatedService =>
    product({ ...parts, readerPassages })

/** What the decision to decline looks at for one question. */
export async function featuresOf(parts: ProductParts, question: string): Promise<ConfidenceFeatures> {
  const retrieval = await createHybridRetriever(parts).retrieve({ question, topK: PASSAGES_TO_QUOTE_FROM })
  return confidenceFeatures((await gatherEvidence(retrieval, parts)).evidence)
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
  'read-0': reading(0),
  'read-1': reading(1),
  'read-3': reading(3),
  'read-10': reading(10),
  bm25: rankedBy(({ lexical }) => lexical),
  dense: rankedBy(({ cosine }) => cosine),
  fused: rankedBy(({ cosine, lexical }) => 0.5 * Math.max(cosine, 0) + 0.5 * lexical),
}
