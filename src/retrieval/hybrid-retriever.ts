import type { Embedder } from '../embeddings/embedder.js'
import type { Passage } from '../passages/passage.js'
import type { Candidate, SearchIndex } from '../search-index/search-index.js'
import { type AskedYears, askedYears, yearAgreement } from './asked-years.js'
import { foldNearDuplicates } from './fold-near-duplicates.js'
import { fuse, total } from './fuse.js'
import type { RankedPassage, Retriever, ScoreParts } from './retriever.js'

/** Passages that each search puts forward; more changes no figure of the development sets (docs/evaluation.md). */
const CANDIDATES_PER_SEARCH = 50
/** Passages looked at beyond those asked for, so that folded ones can be replaced. */
const SPARE_PASSAGES = 8
/** Passages whose years are looked at where the question names one. */
const PASSAGES_TO_DATE = 30
/** Weight of the best sentence's years beside the fused score (docs/decisions/0008). */
const YEARS_WEIGHT = 0.1

/** Ranks by the sum of dense and bounded lexical scores, all exact for every candidate of either search. */
export function createHybridRetriever(parts: { embedder: Embedder; index: SearchIndex }): Retriever {
  const { embedder, index } = parts
  return {
    async retrieve({ question, topK, filters }) {
      const started = performance.now()
      const vector = await embedder.embedQuery(question)
      const embedded = performance.now()
      const query = { text: question, vector }
      const limit = Math.max(CANDIDATES_PER_SEARCH, topK + SPARE_PASSAGES)
      const years = askedYears(question)
      const depth = Math.max(topK + SPARE_PASSAGES, years === null ? 0 : PASSAGES_TO_DATE)
      const best = rank((await index.candidates(query, limit, filters)).map(scored)).slice(0, depth)
      const read = await withPassages(best, index)
      const dated = years === null ? read : rank(read.map((found) => withYears(found, years)))
      const folded = foldNearDuplicates(dated, topK, (a, b) => index.passageSimilarity(a, b))
      const passages = folded.map(({ kept, nearDuplicates }) => presented(kept, nearDuplicates, index))
      return { query, passages, timingsMs: { embed: embedded - started, retrieve: performance.now() - embedded } }
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
  return entries.map((entry, i) => ({ ...entry, passage: present(passages[i]), yearAgreements: [] }))
}

function withYears(found: Found, years: AskedYears): Found {
  const { text, span, sentences } = found.passage
  const yearAgreements = sentences.map(({ start, end }) =>
    yearAgreement(years, text.slice(start - span.start, end - span.start)),
  )
  const scoreParts = { ...found.scoreParts, years: YEARS_WEIGHT * Math.max(...yearAgreements) }
  return { ...found, yearAgreements, scoreParts, fused: total(scoreParts) }
}

function presented(found: Found, nearDuplicates: number, index: SearchIndex): RankedPassage {
  const { candidate, passage, fused, scoreParts, yearAgreements } = found
  return {
    passage,
    article: present(index.summary(passage.articleId)),
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
