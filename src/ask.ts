import { declineReason } from './answers/abstain.js'
import type { AnsweredQuestion, AnswerRequest, DeclinedQuestion, Segment, Timings } from './answers/answer.js'
import type { AnswerEvent, AskOptions } from './answers/answer-events.js'
import { confidenceOf } from './answers/confidence.js'
import { rankSentences } from './answers/extractive.js'
import { type FoundPassage, foundPassage } from './answers/found-passage.js'
import { type GatheredEvidence, gatherEvidence, PASSAGES_TO_QUOTE_FROM } from './answers/gather-evidence.js'
import { renderedSegments } from './answers/rendered-segments.js'
import type { AskParts, Found, Writer } from './ask-parts.js'
import type { Citation } from './citations/citation.js'
import { AttestError } from './errors.js'
import { type CitedSegment, quotedAnswer } from './quoted-answer.js'
import type { Retrieval } from './retrieval/retriever.js'
import { understoodQuestion } from './understood-question.js'
import { type Written, writtenAnswer } from './written-answer.js'

/**
 * Stages 5 and 6: understand, retrieve, decide whether to decline, then quote or have it written, cite; told as it becomes
 * known. A language model is asked only for what is not declined.
 * @throws {AttestError} `LANGUAGE_MODEL_NOT_CONFIGURED`; the reason of `signal`, at the step after it was aborted.
 */
export async function* askStream(
  request: AnswerRequest,
  parts: AskParts,
  { signal = new AbortController().signal }: AskOptions = {},
): AsyncGenerator<AnswerEvent, void, undefined> {
  const writer = writerFor(request, parts)
  const found = await findEvidence(request, parts, writer, signal)
  yield { kind: 'sources', passages: returned(found, new Set()), version: parts.index.version }
  signal.throwIfAborted()
  if (found.confidence < parts.declineBelow) yield { kind: 'done', answer: await decline(found, parts) }
  else yield* answer(found, parts, writer, signal)
}

function writerFor({ mode }: AnswerRequest, { writer }: AskParts): Writer | null {
  if (mode === 'extractive') return null
  if (mode !== 'language-model' || writer !== null) return writer
  throw new AttestError(
    'LANGUAGE_MODEL_NOT_CONFIGURED',
    'Expected the mode "extractive": there is no language model. Set ATTEST_LANGUAGE_MODEL_PROVIDER and ATTEST_LANGUAGE_MODEL to have one.',
  )
}

async function findEvidence(
  request: AnswerRequest,
  parts: AskParts,
  writer: Writer | null,
  signal: AbortSignal,
): Promise<Found> {
  const started = performance.now()
  signal.throwIfAborted()
  const question = await understoodQuestion(request, writer, signal)
  const topK = Math.max(request.topK, PASSAGES_TO_QUOTE_FROM)
  const retrieval = await parts.retriever.retrieve({ question, filters: request.filters, topK })
  signal.throwIfAborted()
  const gathered = await gatherEvidence(retrieval, parts)
  const sentences = rankSentences(gathered.evidence.passages)
  const confidence = confidenceOf(gathered.evidence, sentences)
  return { request, question, retrieval, gathered, sentences, confidence, started }
}

async function* answer(
  found: Found,
  parts: AskParts,
  writer: Writer | null,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const segments: Segment[] = []
  const citations: Citation[] = []
  function* tell({ segment, newCitations }: CitedSegment): Generator<AnswerEvent> {
    citations.push(...newCitations)
    segments.push(segment)
    for (const citation of newCitations) yield { kind: 'citation', citation }
    yield { kind: 'segment', segment }
    signal.throwIfAborted()
  }
  const told: { written: Written | null } = { written: null }
  // A loop that is left early ends the writing, and with it the call of the model.
  async function* writing(): AsyncGenerator<CitedSegment> {
    if (writer !== null) told.written = yield* writtenAnswer(found, parts, writer, signal)
  }
  for await (const segment of writing()) yield* tell(segment)
  const { written } = told
  if (written === null || written.fallbackReason !== null) {
    for (const quote of await quotedAnswer(found, parts, written?.nextMarker)) yield* tell(quote)
  }
  yield { kind: 'done', answer: answered(found, { segments, citations, written }, parts) }
}

interface Told {
  readonly segments: readonly Segment[]
  readonly citations: readonly Citation[]
  readonly written: Written | null
}

function answered(found: Found, { segments, citations, written }: Told, { index }: AskParts): AnsweredQuestion {
  const { request, retrieval, gathered, confidence, started } = found
  const isWritten = segments.some(({ kind }) => kind === 'text')
  return {
    kind: 'answered',
    question: request.question,
    rewrittenQuestion: rewritten(found),
    mode: isWritten ? 'language-model' : 'extractive',
    fallbackReason: written?.fallbackReason ?? null,
    writing: written?.report ?? null,
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
    rewrittenQuestion: rewritten(found),
    reason: declineReason(evidence, everything, lookedAt),
    confidence,
    missingWords: evidence.words.filter(({ passageCount }) => passageCount === 0).map(({ word }) => word),
    closest: returned(found, new Set()),
    lookedAt,
    timingsMs: timings(retrieval, gathered, started),
    version: index.version,
  }
}

const rewritten = ({ request, question }: Found): string | null => (question === request.question ? null : question)

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
