import { confidenceOf, declineReason } from './answers/abstain.js'
import type { Answer, AnswerRequest, Timings } from './answers/answer.js'
import { chooseSentences, rankSentences, type SentenceCandidate } from './answers/extractive.js'
import { foundPassage } from './answers/found-passage.js'
import type { Article } from './articles/article.js'
import type { Citation, ReferenceStyle } from './citations/citation.js'
import { cite } from './citations/cite.js'
import { AttestError } from './errors.js'
import type { Retrieval, Retriever } from './retrieval/retriever.js'
import type { SearchIndex } from './search-index/search-index.js'

export interface AskParts {
  readonly retriever: Retriever
  readonly index: SearchIndex
  /** Where this service is reached, without a slash at its end. */
  readonly publicUrl: string
  /** Below this confidence the question is declined, 0 to 1. */
  readonly declineBelow: number
}

/** Passages whose sentences may be quoted; the caller's `topK` only says how many are returned. */
const PASSAGES_TO_QUOTE_FROM = 15

/** Stages 5 and 6: retrieve, decide whether to decline, quote, cite. */
export async function ask(request: AnswerRequest, parts: AskParts): Promise<Answer> {
  const started = performance.now()
  const topK = Math.max(request.topK, PASSAGES_TO_QUOTE_FROM)
  const retrieval = await parts.retriever.retrieve({ question: request.question, filters: request.filters, topK })
  const confidence = confidenceOf(retrieval)
  if (confidence < parts.declineBelow) return decline(request, retrieval, confidence, parts, started)

  const chosen = chooseSentences(rankSentences(retrieval.passages))
  const citations = await citeAll(chosen, request.style, parts)
  return {
    kind: 'answered',
    question: request.question,
    mode: 'extractive',
    confidence,
    degraded: false,
    answer: citations.map(({ quote, marker }) => `${quote} [${marker}]`).join(' '),
    segments: citations.map(({ quote, marker }) => ({
      kind: 'quote' as const,
      text: quote,
      citations: [marker],
      verdict: null,
    })),
    citations,
    passages: retrieval.passages.slice(0, request.topK).map((ranked) => foundPassage(ranked)),
    timingsMs: timings(retrieval, started),
    version: parts.index.version,
  }
}

async function decline(
  request: AnswerRequest,
  retrieval: Retrieval,
  confidence: number,
  parts: AskParts,
  started: number,
): Promise<Answer> {
  const [everything, lookedAt] = await Promise.all([parts.index.statistics(), parts.index.statistics(request.filters)])
  return {
    kind: 'unanswerable',
    question: request.question,
    reason: declineReason(retrieval, everything, lookedAt),
    confidence,
    missingWords: retrieval.words.filter(({ passageCount }) => passageCount === 0).map(({ word }) => word),
    closest: retrieval.passages.slice(0, request.topK).map((ranked) => foundPassage(ranked)),
    lookedAt,
    timingsMs: timings(retrieval, started),
    version: parts.index.version,
  }
}

async function citeAll(
  chosen: readonly SentenceCandidate[],
  style: ReferenceStyle,
  { index, publicUrl }: AskParts,
): Promise<Citation[]> {
  return Promise.all(
    chosen.map(async ({ ranked, span }, i) =>
      cite(await storedArticle(index, ranked.article.id), span, {
        marker: i + 1,
        passageId: ranked.passage.id,
        publicUrl,
        style,
      }),
    ),
  )
}

async function storedArticle(index: SearchIndex, articleId: string): Promise<Article> {
  const article = await index.article(articleId)
  if (article !== null) return article
  throw new AttestError('INDEX_DAMAGED', `The index names the article ${articleId} but lacks it. Run "attest ingest".`)
}

const timings = (retrieval: Retrieval, started: number): Timings => ({
  ...retrieval.timingsMs,
  read: 0,
  total: performance.now() - started,
})
