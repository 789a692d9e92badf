import type { LanguageModel } from '../language-models/language-model.js'
import type { AnswerPrompt } from '../prompts/answer-prompt.js'
import type { PromptPassage } from '../prompts/fit-passages.js'
import { markersIn, withoutMarkers } from '../prompts/markers.js'
import { SentenceCutter } from './sentence-cutter.js'
import type { VerifiedSentence, Verifier } from './verify.js'
import type { Objection } from './written-verdict.js'

/** A sentence that a language model wrote, checked. */
export interface WrittenSentence extends VerifiedSentence {
  /** Without its markers. */
  readonly text: string
  /** Markers that name no passage that was given. */
  readonly unknownMarkers: number
}

/** What became of all that a language model wrote. */
export interface WritingReport {
  /** As the settings name it. */
  readonly model: string
  readonly sentences: number
  /** Sentences that their passages do not support, with what speaks against each. */
  readonly unsupported: readonly { readonly text: string; readonly objections: readonly Objection[] }[]
  /** Markers that named no passage, and were removed. */
  readonly markersRemoved: number
  /** Sentences that another passage says than the one that was named. */
  readonly markersCorrected: number
}

export interface WriteParts {
  readonly model: LanguageModel
  readonly prompt: AnswerPrompt<PromptPassage>
  readonly verifier: Verifier
  readonly maxTokens: number
  readonly signal: AbortSignal
}

/** A sentence of so few letters is a number of a list or a stray sign. */
const FEWEST_LETTERS = 2

/**
 * Asks the model, and checks each sentence as soon as it is complete, before anybody sees it.
 * @throws {LanguageModelError} after the sentences that had arrived whole; the reason of `signal`.
 */
export async function* writeSentences(parts: WriteParts): AsyncGenerator<WrittenSentence, void, undefined> {
  const { model, prompt, signal, maxTokens } = parts
  const cutter = new SentenceCutter(prompt.markers)
  for await (const piece of model.stream(prompt.messages, { signal, maxTokens })) {
    for (const raw of cutter.push(piece)) yield* checked(raw, parts)
  }
  for (const raw of cutter.end()) yield* checked(raw, parts)
}

async function* checked(raw: string, { prompt, verifier, signal }: WriteParts): AsyncGenerator<WrittenSentence> {
  signal.throwIfAborted()
  const text = withoutMarkers(raw, prompt.markers).trim()
  const numbers = [...new Set(markersIn(raw, prompt.markers).flatMap((marker) => marker.numbers))]
  const known = numbers.filter((number) => number >= 1 && number <= prompt.passages.length)
  // "[kqtz-0]" alone says that nothing answers.
  if ((text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < FEWEST_LETTERS) return
  yield { text, unknownMarkers: numbers.length - known.length, ...(await verifier.verify(text, known)) }
}

/** Adds a sentence to the report. */
export function reported(report: WritingReport, sentence: WrittenSentence): WritingReport {
  const { text, verdict, objections, unknownMarkers, markerCorrected } = sentence
  return {
    model: report.model,
    sentences: report.sentences + 1,
    unsupported: verdict === 'unsupported' ? [...report.unsupported, { text, objections }] : report.unsupported,
    markersRemoved: report.markersRemoved + unknownMarkers,
    markersCorrected: report.markersCorrected + (markerCorrected ? 1 : 0),
  }
}

export const nothingWritten = (model: string): WritingReport => ({
  model,
  sentences: 0,
  unsupported: [],
  markersRemoved: 0,
  markersCorrected: 0,
})
