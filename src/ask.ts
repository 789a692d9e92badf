import { declineReason } from './answers/abstain.js'
import type { AnsweredQuestion, AnswerRequest, DeclinedQuestion, Segment, Timings } from './answers/answer.js'
import type { AnswerEvent, AskOptions } from './answers/answer-events.js'
import { confidenceOf } from './answers/confidence.js'
import { chooseSentences, inAnswerOrder, rankSentences, type SentenceCandidate } from './answers/extractive.js'
import { type FoundPassage, foundPassage } from './answers/found-passage.js'
import {
  type GatheredEvidence,
  type GatherParts,
  gatherEvidence,
  PASSAGES_TO_QUOTE_FROM,
} from './answers/gather-evidence.js'
import { inContext, type Quotation, withoutRepeats } from './answers/in-context.js'
import { questionHalves } from './answers/question-halves.js'
import { renderedSegments } from './answers/rendered-segments.js'
import type { Article } from './articles/article.js'
import type { Citation, ReferenceStyle } from './citations/citation.js'
import { cite } from './citations/cite.js'
import type { Embedder } from './embeddings/embedder.js'
import { AttestError } from './errors.js'
import type { Retrieval, Retriever } from './retrieval/retriever.js'
import type { SearchIndex } from './search-index/search-index.js'

export interface AskParts extends GatherParts {
  readonly retriever: Retriever
  readonly embedder: Pick<Embedder, 'embedQuery'>
  /** Where this service is reached, without a slash at its end. */
  readonly publicUrl: string
  /** Below this confidence the question is declined, 0 to 1. */
  readonly declineBelow: number
}

/**
 * Stages 5 and 6: retrieve, decide whether to decline, quote, cite; told as it becomes known.
 * @throws the reason of `signal`, at the step after it was aborted.
 */
export async function* askStream(
  request: AnswerRequest,
  parts: AskParts,
  { signal }: AskOptions = {},
): AsyncGenerator<AnswerEvent, void, undefined> {
  const found = await findEvidence(request, parts, signal)
  const { version } = parts.index
  yield { kind: 'sources', passages: returned(found, new Set()), version }
  signal?.throwIfAborted()
  if (found.confidence < parts.declineBelow) yield { kind: 'done', answer: await decline(found, parts) }
  else yield* quote(found, parts, signal)
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

async function findEvidence(request: AnswerRequest, parts: AskParts, signal?: AbortSignal): Promise<Found> {
  const started = performance.now()
  const topK = Math.max(request.topK, PASSAGES_TO_QUOTE_FROM)
  signal?.throwIfAborted()
  const retrieval = await parts.retriever.retrieve({ question: request.question, filters: request.filters, topK })
  signal?.throwIfAborted()
  const gathered = await gatherEvidence(retrieval, parts)
  const sentences = rankSentences(gathered.evidence.passages)
  const confidence = confidenceOf(gathered.evidence, sentences)
  return { request, retrieval, gathered, sentences, confidence, started }
}

/** The answer made of whole sentences of the articles. */
async function* quote(found: Found, parts: AskParts, signal?: AbortSignal): AsyncGenerator<AnswerEvent> {
  const citations = await citeAll(await chooseAll(found, parts), found.request.style, parts)
  const segments: Segment[] = []
  for (const citation of citations) {
    const segment: Segment = {
      kind: 'quote',
      text: citation.quote,
      citations: [citation.marker],
      verdict: null,
    }
    segments.push(segment)
    yield { kind: 'citation', citation }
    yield { kind: 'segment', segment }
    signal?.throwIfAborted()
  }
  yield { kind: 'done', answer: answered(found, { mode: 'extractive', segments, citations }, parts) }
}

function answered(
  found: Found,
  written: Pick<AnsweredQuestion, 'mode' | 'segments' | 'citations'>,
  { index }: AskParts,
): AnsweredQuestion {
  const { request, retrieval, gathered, confidence, started } = found
  const { mode, segments, citations } = written
  return {
    kind: 'answered',
    question: request.question,
    mode,
    confidence,
    degraded: retrieval.degraded || gathered.degraded,
    answer: renderedSegments(segments),
    segments,
    citations,
    passages: returned(found, new Set(citations.flatMap(({ passageId }) => passageId ?? []))),
    timingsMs: timings(retrieval, gathered, started),
    version: index.version,
  }
}

async function decline(found: Found, { index }: AskParts): Promise<DeclinedQuestion> {
  const { request, retrieval, gathered, confidence, started } = found
  const { evidence } = gathered
  const [everything, lookedAt] = await Promise.all([index.statistics(), index.statistics(request.filters)])
  return {
    kind: 'unanswerable',
    question: request.question,
    reason: declineReason(evidence, everything, lookedAt),
    confidence,
    missingWords: evidence.words.filter(({ passageCount }) => passageCount === 0).map(({ word }) => word),
    closest: returned(found, new Set()),
    lookedAt,
    timingsMs: timings(retrieval, gathered, started),
    version: index.version,
  }
}

/** The sentences that answer; where two questions are asked at once, each one's best is among them. */
async function chooseAll({ request, retrieval, sentences }: Found, parts: AskParts): Promise<SentenceCandidate[]> {
  const chosen = chooseSentences(sentences, retrieval.severalArticles)
  const halves = questionHalves(request.question)
  if (halves.length === 1) return chosen
  const ofHalves = await Promise.all(halves.map((half) => bestFor(half, retrieval, parts)))
  return inAnswerOrder([...chosen, ...ofHalves.flat()])
}

/** The best sentence of the passages that were found, for a part of the question; none where they do not answer it. */
async function bestFor(half: string, retrieval: Retrieval, parts: AskParts): Promise<SentenceCandidate[]> {
  const query = { text: half, vector: await parts.embedder.embedQuery(half) }
  const { evidence } = await gatherEvidence({ ...retrieval, query }, parts)
  const ranked = rankSentences(evidence.passages)
  return confidenceOf(evidence, ranked) < parts.declineBelow ? [] : ranked.slice(0, 1)
}

async function citeAll(
  chosen: readonly SentenceCandidate[],
  style: ReferenceStyle,
  { index, publicUrl }: AskParts,
): Promise<Citation[]> {
  const articles = await Promise.all(chosen.map(({ ranked }) => storedArticle(index, ranked.article.id)))
  const quotations = withoutRepeats(chosen.flatMap((sentence, i) => inContext(sentence, articles[i]!)))
  const articleOf = ({ sentence }: Quotation): Article => articles[chosen.indexOf(sentence)]!
  return quotations.map((quotation, i) =>
    cite(articleOf(quotation), quotation.span, {
      marker: i + 1,
      passageId: index.passageAt(quotation.sentence.ranked.article.id, quotation.span.start),
      publicUrl,
      style,
      highlight: quotation.highlight,
    }),
  )
}

async function storedArticle(index: SearchIndex, articleId: string): Promise<Article> {
  const article = await index.article(articleId)
  if (article !== null) return article
  throw new AttestError('INDEX_DAMAGED', `The index names the article ${articleId} but lacks it. Run "attest ingest".`)
}

/** What was looked at closely in its order, then the rest as it was found: the first `topK`, and every cited one. */
function returned({ request, retrieval, gathered }: Found, cited: ReadonlySet<string>): FoundPassage[] {
  const looked = gathered.evidence.passages.map(({ ranked, reading }) => ({
    ...ranked,
    scores: { ...ranked.scores, reader: reading?.margin ?? null },
  }))
  return [...looked, ...retrieval.passages.slice(looked.length)]
    .filter(({ passage }, i) => i < request.topK || cited.has(passage.id))
    .map((ranked) => foundPassage(ranked))
}

const timings = (retrieval: Retrieval, { readMs }: GatheredEvidence, started: number): Timings => ({
  ...retrieval.timingsMs,
  read: readMs,
  total: performance.now() - started,
})
