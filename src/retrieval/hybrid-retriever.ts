import type { EdtfDate } from '../articles/article.js'
import type { Embedder } from '../embeddings/embedder.js'
import type { Passage } from '../passages/passage.js'
import type { ArticleSummary, Candidate, Filters, SearchIndex } from '../search-index/search-index.js'
import { type AskedFor, askedFor, askedForParts, changesTheOrder, yearAgreements } from './asked-for.js'
import { foldNearDuplicates } from './fold-near-duplicates.js'
import { fuse, total } from './fuse.js'
import { type Reranking, rerankerParts } from './rerank.js'
import type { RankedPassage, Retriever, ScoreParts } from './retriever.js'
import { bestOfEachFirst } from './several-articles.js'
import { turnOfItsOwn } from './turn-of-its-own.js'

/** Passages that each search puts forward; more changes no figure of the development sets (docs/evaluation.md). */
const CANDIDATES_PER_SEARCH = 50
/** Passages looked at beyond those asked for, so that folded ones can be replaced. */
const SPARE_PASSAGES = 8
/** Passages that are looked at where the question asks for years, for what holds now, for a phrase or for several articles. */
const PASSAGES_TO_LOOK_AT = 40

export interface HybridParts {
  readonly embedder: Embedder
  readonly index: SearchIndex
  readonly reranking?: Reranking | null
}

/** Ranks by the sum of dense and bounded lexical scores, all exact for every candidate of either search. */
export function createHybridRetriever({ embedder, index, reranking = null }: HybridParts): Retriever {
  return {
    async retrieve({ question, topK, filters }) {
      const started = performance.now()
      const vector = await embedder.embedQuery(question)
      const embedded = performance.now()
      await turnOfItsOwn()
      const query = { text: question, vector }
      const limit = Math.max(CANDIDATES_PER_SEARCH, topK + SPARE_PASSAGES)
      const asked = askedFor(question)
      const depth = Math.max(
        topK + SPARE_PASSAGES,
        changesTheOrder(asked) ? PASSAGES_TO_LOOK_AT : 0,
        reranking?.passages ?? 0,
      )
      const best = rank((await index.candidates(query, limit, filters)).map(scored)).slice(0, depth)
      const looked = await withPassages(best, index)
      const ordered = changesTheOrder(asked) ? await inOrderOf(asked, looked, index, filters) : looked
      const { found, degraded } = await reranked(question, ordered, reranking)
      const spread = asked.severalArticles ? bestOfEachFirst(found, ({ article }) => article.id) : found
      const folded = foldNearDuplicates(spread, topK, (a, b) => index.passageSimilarity(a, b))
      const passages = folded.map(({ kept, nearDuplicates }) => presented(kept, nearDuplicates))
      const timingsMs = { embed: embedded - started, retrieve: performance.now() - embedded }
      return { query, passages, severalArticles: asked.severalArticles, degraded, timingsMs }
    },
  }
}

interface Scored {
  readonly candidate: Candidate
  readonly scoreParts: ScoreParts
  readonly fused: number
}

interface Found extends Scored {
  readonly passage: Passage
  readonly article: ArticleSummary
  readonly yearAgreements: readonly number[]
}

function scored(candidate: Candidate): Scored {
  const scoreParts = fuse(candidate)
  return { candidate, scoreParts, fused: total(scoreParts) }
}

function rank<T extends Scored>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => b.fused - a.fused || (a.candidate.passageId < b.candidate.passageId ? -1 : 1))
}

async function withPassages(entries: readonly Scored[], index: SearchIndex): Promise<Found[]> {
  const passages = await index.passages(entries.map(({ candidate }) => candidate.passageId))
  return entries.map((entry, i) => {
    const passage = present(passages[i])
    return { ...entry, passage, article: present(index.summary(passage.articleId)), yearAgreements: [] }
  })
}

async function inOrderOf(asked: AskedFor, found: readonly Found[], index: SearchIndex, filters?: Filters) {
  const newest = asked.now ? (await index.statistics(filters)).publishedTo : null
  return rank(found.map((entry) => withAskedFor(entry, asked, newest)))
}

function withAskedFor(found: Found, asked: AskedFor, newest: EdtfDate | null): Found {
  const agreements = yearAgreements(asked, found.passage)
  const { published } = found.article.metadata
  const of = { passage: found.passage, published, newest, yearAgreements: agreements }
  const scoreParts = { ...found.scoreParts, ...askedForParts(asked, of) }
  return { ...found, yearAgreements: agreements, scoreParts, fused: total(scoreParts) }
}

async function reranked(question: string, found: readonly Found[], reranking: Reranking | null) {
  if (reranking === null || found.length === 0) return { found, degraded: false }
  const gains = await rerankerParts(question, found, reranking)
  if (gains === null) return { found, degraded: true }
  const judged = found.slice(0, gains.length).map((entry, i) => {
    const scoreParts = { ...entry.scoreParts, reranker: gains[i]! }
    return { ...entry, scoreParts, fused: total(scoreParts) }
  })
  return { found: [...rank(judged), ...found.slice(gains.length)], degraded: false }
}

function presented(found: Found, nearDuplicates: number): RankedPassage {
  const { candidate, passage, article, fused, scoreParts, yearAgreements } = found
  return {
    passage,
    article,
    scores: { fused, dense: candidate.cosine, lexical: candidate.lexical, reader: null },
    scoreParts,
    yearAgreements,
    nearDuplicates,
  }
}

/** The index answers from one immutable version, so what it just named it also holds. */
function present<T extends object>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new RangeError('the index lacks a passage or article that it named')
  return value
}
