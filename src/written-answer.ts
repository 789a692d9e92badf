import { randomInt } from 'node:crypto'
import type { FallbackReason, Segment } from './answers/answer.js'
import { createVerifier } from './answers/verify.js'
import {
  nothingWritten,
  reported,
  type WriteParts,
  type WritingReport,
  type WrittenSentence,
  writeSentences,
} from './answers/write-sentences.js'
import { type AskParts, type Found, storedArticle, type Writer } from './ask-parts.js'
import type { Citation } from './citations/citation.js'
import { cite } from './citations/cite.js'
import { AttestError } from './errors.js'
import { LanguageModelError } from './language-models/language-model.js'
import { headingLine } from './passages/heading-line.js'
import { answerPrompt } from './prompts/answer-prompt.js'
import { estimateTokens } from './prompts/estimate-tokens.js'
import type { CitedSegment } from './quoted-answer.js'
import type { RankedPassage } from './retrieval/retriever.js'

/** How the writing ended. */
export interface Written {
  readonly report: WritingReport
  /** Why quotes have to take the place of what is missing; null where the answer is whole. */
  readonly fallbackReason: FallbackReason | null
  /** The marker of the next citation. */
  readonly nextMarker: number
}

/** The answer that a language model writes, each sentence after it was checked, with the sentences that it rests on. */
export async function* writtenAnswer(
  found: Found,
  parts: AskParts,
  writer: Writer,
  signal: AbortSignal,
): AsyncGenerator<CitedSegment, Written, undefined> {
  const citing = new SourceCitations(found, parts)
  let report = nothingWritten(writer.model.name)
  let kept = 0
  // A remark that leads over is told with what it leads to, and is nothing by itself.
  let remarks: WrittenSentence[] = []
  const ended = (fallbackReason: FallbackReason | null): Written => ({
    report,
    fallbackReason,
    nextMarker: citing.nextMarker,
  })
  try {
    const { given, writing } = prepared(found, parts, writer, signal)
    for await (const sentence of writeSentences(writing)) {
      report = reported(report, sentence)
      if (sentence.verdict === 'unsupported' && writer.unsupported === 'drop') continue
      if (sentence.verdict === 'uncited') {
        remarks.push(sentence)
        continue
      }
      if (sentence.verdict !== 'unsupported') kept++
      for (const told of [...remarks, sentence]) yield await citing.segmentOf(told, given)
      remarks = []
    }
  } catch (thrown) {
    const reason = fallbackReasonOf(thrown)
    if (reason === null) throw thrown
    return ended(reason)
  }
  if (kept > 0) return ended(null)
  return ended(report.sentences === 0 ? 'nothing_written' : 'nothing_supported')
}

/** A model's failure is no failure of the answer; any other fault is not for us to hide. */
function fallbackReasonOf(thrown: unknown): FallbackReason | null {
  if (thrown instanceof LanguageModelError) return thrown.reason
  return thrown instanceof AttestError && thrown.code === 'QUESTION_TOO_LONG' ? 'question_too_long' : null
}

function prepared(
  { question, gathered }: Found,
  { index, embedder }: AskParts,
  { model, prompts, maxTokens, passages }: Writer,
  signal: AbortSignal,
): { given: readonly RankedPassage[]; writing: WriteParts } {
  const best = gathered.evidence.passages.slice(0, passages).map(({ ranked }) => ranked)
  const budget = { contextTokens: model.contextTokens, maxTokens, countTokens: estimateTokens }
  const prompt = answerPrompt(prompts.answer, { question, passages: best.map(promptPassage) }, budget, (limit) =>
    randomInt(limit),
  )
  const given = best.slice(0, prompt.passages.length)
  return { given, writing: { model, prompt, verifier: createVerifier({ index, embedder, given }), maxTokens, signal } }
}

function promptPassage({ passage, article }: RankedPassage) {
  const { title, published } = article.metadata
  const heading = headingLine(title, passage.headings)
  return {
    heading: published === null ? heading : `${heading} (${published})`,
    text: passage.text,
    sentenceEnds: passage.sentences.map(({ end }) => end - passage.span.start),
  }
}

/** Numbers the source sentences in the order in which they are first cited; each is cited once. */
class SourceCitations {
  readonly #found: Found
  readonly #parts: AskParts
  readonly #markers = new Map<string, number>()

  constructor(found: Found, parts: AskParts) {
    this.#found = found
    this.#parts = parts
  }

  get nextMarker(): number {
    return this.#markers.size + 1
  }

  async segmentOf({ text, verdict, sources }: WrittenSentence, given: readonly RankedPassage[]): Promise<CitedSegment> {
    const newCitations: Citation[] = []
    const markers: number[] = []
    // What nothing supports has no source, only sentences that come near.
    for (const { passage: number, sentence } of verdict === 'unsupported' ? [] : sources) {
      const { passage } = given[number - 1]!
      const key = `${passage.id} ${sentence}`
      const known = this.#markers.get(key)
      markers.push(known ?? this.nextMarker)
      if (known !== undefined) continue
      newCitations.push(await this.#cite(passage, sentence, this.nextMarker))
      this.#markers.set(key, this.nextMarker)
    }
    const segment: Segment = { kind: 'text', text, citations: markers.sort((a, b) => a - b), verdict }
    return { segment, newCitations }
  }

  async #cite({ id, articleId, sentences }: RankedPassage['passage'], sentence: number, marker: number) {
    const { index, publicUrl } = this.#parts
    const article = await storedArticle(index, articleId)
    const { style } = this.#found.request
    return cite(article, sentences[sentence]!, { marker, passageId: id, publicUrl, style })
  }
}
