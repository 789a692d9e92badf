import { declineReason } from './answers/abstain.js'
import type { Answer, AnswerRequest, Timings } from './answers/answer.js'
import { confidenceOf } from './answers/confidence.js'
import { chooseSentences, rankSentences, type SentenceCandidate } from './answers/extractive.js'
import { type FoundPassage, foundPassage } from './answers/found-passage.js'
import {
  type GatheredEvidence,
  type GatherParts,
  gatherEvidence,
  PASSAGES_TO_QUOTE_FROM,
} from './answers/gather-evidence.js'
import type { Article } from './articles/article.js'
import type { Citation, ReferenceStyle } from './citations/citation.js'
import { cite } from './citations/cite.js'
import { AttestError } from './errors.js'
import type { Retrieval, Retriever } from './retrieval/retriever.js'
import type { SearchIndex } from './search-index/search-index.js'

export interface AskParts extends GatherParts {
  readonly retriever: Retriever
  /** Where this service is reached, without a slash at its end. */
  readonly publicUrl: string
  /** Below this confidence the question is declined, 0 to 1. */
  readonly declineBelow: number
}

/** Stages 5 and 6: retrieve, decide whether to decline, quote, cite. */
export async function ask(request: AnswerRequest, parts: AskParts): Promise<Answer> {
  const started = performance.now()
  const topK = Math.max(request.topK, PASSAGES_TO_QUOTE_FROM)
  const retrieval = await parts.retriever.retrieve({ question: request.question, filters: request.filters, topK })
  const gathered = await gatherEvidence(retrieval, parts)
  const sentences = rankSentences(gathered.evidence.passages)
  const confidence = confidenceOf(gathered.evidence, sentences)
  const found: Found = { request, retrieval, gathered, sentences, confidence, started }
  return confidence < parts.declineBelow ? decline(found, parts) : answer(found, parts)
}

interface Found {
  readonly request: AnswerRequest
  readonly retrieval: Retrieval
  readonly gathered: GatheredEvidence
  /** Of the passages that may be quoted, best first. */
  readonly sentences: readonly SentenceCandidate[]
  readonly confidence: number
  readonly started: number
}

async function answer(found: Found, parts: AskParts): Promise<Answer> {
  const { request, retrieval, gathered, sentences, confidence, started } = found
  const chosen = chooseSentences(sentences)
  const citations = await citeAll(chosen, request.style, parts)
  return {
    kind: 'answered',
    question: request.question,
    mode: 'extractive',
    confidence,
    degraded: gathered.degraded,
    answer: citations.map(({ quote, marker }) => `${quote} [${marker}]`).join(' '),
    segments: citations.map(({ quote, marker }) => ({
      kind: 'quote' as const,
      text: quote,
      citations: [marker],
      verdict: null,
    })),
    citations,
    passages: returned(retrieval, gathered, request.topK, new Set(citations.map(({ passageId }) => passageId))),
    timingsMs: timings(retrieval, gathered, started),
    version: parts.index.version,
  }
}

async function decline(found: Found, { index }: AskParts): Promise<Answer> {
  const { request, retrieval, gathered, confidence, started } = found
  const { evidence } = gathered
  const [everything, lookedAt] = await Promise.all([index.statistics(), index.statistics(request.filters)])
  return {
    kind: 'unanswerable',
    question: request.question,
    reason: declineReason(evidence, everything, lookedAt),
    confidence,
    missingWords: evidence.words.filter(({ passageCount }) => passageCount === 0).map(({ word }) => word),
    closest: returned(retrieval, gathered, request.topK, new Set()),
    lookedAt,
    timingsMs: timings(retrieval, gathered, started),
    version: index.version,
  }
}

async function citeAll(
  chosen: readonly SentenceCandidate[],
  style: ReferenceStyle,
  { index, publicUrl }: AskParts,
): Promise<Citation[]> {
  return Promise.all(
    chosen.map(async ({ ranked, span, highlight }, i) =>
      cite(await storedArticle(index, ranked.article.id), span, {
        marker: i + 1,
        passageId: ranked.passage.id,
        publicUrl,
        style,
        highlight,
      }),
    ),
  )
}

async function storedArticle(index: SearchIndex, articleId: string): Promise<Article> {
  const article = await index.article(articleId)
  if (article !== null) return article
  throw new AttestError('INDEX_DAMAGED', `The index names the article ${articleId} but lacks it. Run "attest ingest".`)
}

/** What was looked at closely in its order, then the rest as it was found: the first `topK`, and every cited one. */
function returned(
  { passages }: Retrieval,
  { evidence }: GatheredEvidence,
  topK: number,
  cited: ReadonlySet<string>,
): FoundPassage[] {
  const looked = evidence.passages.map(({ ranked, reading }) => ({
    ...ranked,
    scores: { ...ranked.scores, reader: reading?.margin ?? null },
  }))
  return [...looked, ...passages.slice(looked.length)]
    .filter(({ passage }, i) => i < topK || cited.has(passage.id))
    .map((ranked) => foundPassage(ranked))
}

const timings = (retrieval: Retrieval, { readMs }: GatheredEvidence, started: number): Timings => ({
  ...retrieval.timingsMs,
  read: readMs,
  total: performance.now() - started,
})
