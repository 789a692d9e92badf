import type { Embedder } from '../embeddings/embedder.js'
import type { Passage } from '../passages/passage.js'
import type { Candidate, SearchIndex } from '../search-index/search-index.js'
import { foldNearDuplicates } from './fold-near-duplicates.js'
import { fuse, total } from './fuse.js'
import type { RankedPassage, Retriever, ScoreParts } from './retriever.js'

/** Passages that each search puts forward; more changes no figure of the development sets (docs/evaluation.md). */
const CANDIDATES_PER_SEARCH = 100
/** Passages looked at beyond those asked for, so that folded ones can be replaced. */
const SPARE_PASSAGES = 8

/** Ranks by the sum of the dense and the bounded lexical score, both exact for every candidate of either search. */
export function createHybridRetriever(parts: { embedder: Embedder; index: SearchIndex }): Retriever {
  const { embedder, index } = parts
  return {
    async retrieve({ question, topK, filters }) {
      const started = performance.now()
      const vector = await embedder.embedQuery(question)
      const embedded = performance.now()
      const query = { text: question, vector }
      const limit = Math.max(CANDIDATES_PER_SEARCH, topK + SPARE_PASSAGES)
      const ranked = rank(await index.candidates(query, limit, filters)).slice(0, topK + SPARE_PASSAGES)
      const texts = await index.passages(ranked.map(({ candidate }) => candidate.passageId))
      const found = ranked.map((entry, i) => ({ ...entry, passage: present(texts[i]) }))
      const folded = foldNearDuplicates(found, topK, (a, b) => index.passageSimilarity(a, b))
      const passages = folded.map(
        ({ kept, nearDuplicates }): RankedPassage => ({
          passage: kept.passage,
          article: present(index.summary(kept.passage.articleId)),
          scores: { fused: kept.fused, dense: kept.candidate.cosine, lexical: kept.candidate.lexical, reader: null },
          scoreParts: kept.scoreParts,
          nearDuplicates,
        }),
      )
      return {
        query,
        passages,
        timingsMs: { embed: embedded - started, retrieve: performance.now() - embedded },
      }
    },
  }
}

interface RankedCandidate {
  readonly candidate: Candidate
  readonly scoreParts: ScoreParts
  readonly fused: number
}

function rank(candidates: readonly Candidate[]): RankedCandidate[] {
  return candidates
    .map((candidate) => {
      const scoreParts = fuse(candidate)
      return { candidate, scoreParts, fused: total(scoreParts) }
    })
    .sort((a, b) => b.fused - a.fused || (a.candidate.passageId < b.candidate.passageId ? -1 : 1))
}

/** The index answers from one immutable version, so what it just named it also holds. */
function present<T extends Passage | object>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new RangeError('the index lacks a passage or article that it named')
  return value
}
