import type { EdtfDate } from '../articles/article.js'
import type { Embedder } from '../embeddings/embedder.js'
import { turnOfItsOwn } from '../giving-way.js'
import type { Passage } from '../passages/passage.js'
import type { ArticleSummary, Candidate, Filters, SearchIndex } from '../search-index/search-index.js'
import { type AskedFor, askedFor, askedForParts, changesTheOrder, yearAgreements } from './asked-for.js'
import { foldNearDuplicates } from './fold-near-duplicates.js'
import { fuse, total } from './fuse.js'
import { ReadPassages } from './read-passages.js'
import { type Reranking, rerankerParts } from './rerank.js'
import type { RankedPassage, Retriever, ScoreParts } from './retriever.js'
import { bestOfEachFirst } from './several-articles.js'

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
      const limit = Math.max(CANDIDATES_PER_SEARCH, topK + SPARE_PASSAGES)
      const embedding = embedder.embedQuery(question)
      // Awaited below, or never where the filters are refused.
      embedding.catch(() => {})
      // A question that is refused, because too many wait, costs nothing more.
      await Promise.race([embedding, turnOfItsOwn()])
      // While another process embeds the question.
      const begun = await index.beginSearch(question, limit, filters)
      const asked = askedFor(question)
      const depth = Math.max(
        topK + SPARE_PASSAGES,
        changesTheOrder(asked) ? PASSAGES_TO_LOOK_AT : 0,
        reranking?.passages ?? 0,
      )
      const vector = await embedding
      const embedded = performance.now()
      await turnOfItsOwn()
      const query = { text: question, vector }
      const candidates = await begun.candidates(vector)
      const best = rank(candidates.map(scored)).slice(0, depth)
      const texts = new ReadPassages(index)
      const ordered = changesTheOrder(asked) ? await inOrderOf(asked, best, { index, texts, filters }) : best
      const { found, degraded } = await reranked(question, ordered, { index, texts, reranking })
      const spread = asked.severalArticles ? bestOfEachFirst(found, ({ candidate }) => candidate.articleId) : found
      const folded = await foldNearDuplicates(spread, topK, {
        similarity: index.similarities(spread.map(passageIdOf)),
        textOf: async (each) => (await texts.of([passageIdOf(each)]))[0]!.text,
      })
      const kept = await withTexts(
        folded.map(({ kept }) => kept),
        { index, texts },
      )
      const passages = kept.map((each, i) => presented(each, folded[i]!.nearDuplicates))
      const timingsMs = { embed: embedded - started, retrieve: performance.now() - embedded }
      return { query, passages, severalArticles: asked.severalArticles, degraded, timingsMs }
    },
  }
}

interface Scored {
  readonly candidate: Candidate
  readonly scoreParts: ScoreParts
  readonly fused: number
  readonly yearAgreements: readonly number[]
}

interface Read extends Scored {
  readonly passage: Passage
  readonly article: ArticleSummary
}

interface Texts {
  readonly index: SearchIndex
  readonly texts: ReadPassages
}

function scored(candidate: Candidate): Scored {
  const scoreParts = fuse(candidate)
  return { candidate, scoreParts, fused: total(scoreParts), yearAgreements: [] }
}

const passageIdOf = ({ candidate }: Scored): string => candidate.passageId

function rank<T extends Scored>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => b.fused - a.fused || (a.candidate.passageId < b.candidate.passageId ? -1 : 1))
}

async function withTexts(entries: readonly Scored[], { index, texts }: Texts): Promise<Read[]> {
  const passages = await texts.of(entries.map(passageIdOf))
  return entries.map((entry, i) => {
    const article = index.summary(entry.candidate.articleId)
    // The index answers from one immutable version, so what it just named it also holds.
    if (article === null)
      throw new RangeError(`the index lacks the article ${entry.candidate.articleId}, which it named`)
    return { ...entry, passage: passages[i]!, article }
  })
}

async function inOrderOf(
  asked: AskedFor,
  found: readonly Scored[],
  { filters, ...of }: Texts & { readonly filters: Filters | undefined },
): Promise<Scored[]> {
  const newest = asked.now ? (await of.index.statistics(filters)).publishedTo : null
  return rank((await withTexts(found, of)).map((entry) => withAskedFor(entry, asked, newest)))
}

function withAskedFor(found: Read, asked: AskedFor, newest: EdtfDate | null): Scored {
  const agreements = yearAgreements(asked, found.passage)
  const { published } = found.article.metadata
  const of = { passage: found.passage, published, newest, yearAgreements: agreements }
  const scoreParts = { ...found.scoreParts, ...askedForParts(asked, of) }
  return { ...found, yearAgreements: agreements, scoreParts, fused: total(scoreParts) }
}

async function reranked(
  question: string,
  found: readonly Scored[],
  { reranking, ...of }: Texts & { readonly reranking: Reranking | null },
) {
  if (reranking === null || found.length === 0) return { found, degraded: false }
  const [judged, others] = [found.slice(0, reranking.passages), found.slice(reranking.passages)]
  const gains = await rerankerParts(question, await withTexts(judged, of), reranking.reranker)
  if (gains === null) return { found, degraded: true }
  const gained = judged.map((entry, i) => {
    const scoreParts = { ...entry.scoreParts, reranker: gains[i]! }
    return { ...entry, scoreParts, fused: total(scoreParts) }
  })
  return { found: [...rank(gained), ...others], degraded: false }
}

function presented(found: Read, nearDuplicates: number): RankedPassage {
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
