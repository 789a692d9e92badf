import type { Embedder } from '../embeddings/embedder.js'
import type { RankedPassage } from '../retrieval/retriever.js'
import type { SearchIndex } from '../search-index/search-index.js'
import { givenSentences } from './given-sentences.js'
import { nearness, type SourceSentence, type Support, supportOf } from './support.js'
import { type WrittenClaim, writtenClaim } from './written-claim.js'
import type { Objection, WrittenVerdict } from './written-verdict.js'

/** What became of a sentence that a language model wrote. */
export interface VerifiedSentence {
  readonly verdict: WrittenVerdict
  /** The sentences of the given passages that say it, the nearest first; of an `unsupported` one the nearest alone. */
  readonly sources: readonly SourceSentence[]
  /** What speaks against it; empty unless it is `unsupported`. */
  readonly objections: readonly Objection[]
  /** Whether another passage says it than the one that was named, or none was named. */
  readonly markerCorrected: boolean
}

export interface VerifierParts {
  readonly index: SearchIndex
  readonly embedder: Pick<Embedder, 'embedQuery'>
  /** The passages that the model was given; their numbers are their places, from 1. */
  readonly given: readonly RankedPassage[]
}

export interface Verifier {
  /**
   * @param text a sentence without its markers.
   * @param markers numbers of the given passages that it names.
   * @throws {AttestError} `INFERENCE_UNAVAILABLE`, `INFERENCE_OVERLOADED`.
   */
  verify(text: string, markers: readonly number[]): Promise<VerifiedSentence>
}

/** Content words of a sentence that only leads over: "The articles give reasons for this." */
const MOST_WORDS_OF_A_REMARK = 5
/** Of cosine and coverage together: then the named passage is only about the same thing, and the other one was meant. */
const FAR_NEARER = 0.3

/**
 * Checks sentences against what they cite: every quotation stands there, every number, date and name occurs there, nothing
 * is denied, and some sentence there means nearly the same. Where the named passages do not say it and another does, that
 * one is its source. It is a check with measured rates of error (docs/language-models.md), no proof.
 */
export function createVerifier({ index, embedder, given }: VerifierParts): Verifier {
  const ids = given.map(({ passage }) => passage.id)
  const takenApart = given.map((ranked, i) => givenSentences(ranked, i + 1))
  return {
    async verify(text, markers) {
      const vector = await embedder.embedQuery(text)
      const scores = await index.sentenceScores({ text, vector }, ids)
      const sentences = takenApart.map((of, i) => of.map((one, j) => ({ ...one, score: scores[i]![j]! })))
      return judge(writtenClaim(text, await index.queryWords(text)), markers, sentences)
    },
  }
}

/** @param sentences of each given passage. */
function judge(
  claim: WrittenClaim,
  markers: readonly number[],
  sentences: readonly (readonly SourceSentence[])[],
): VerifiedSentence {
  const named = supportOf(claim, sentences.filter((_, i) => markers.includes(i + 1)).flat())
  const elsewhere = nearestElsewhere(claim, markers, sentences)
  const isNamed = named.kind !== 'none' && (elsewhere === null || nearness(elsewhere) < nearness(named) + FAR_NEARER)
  if (isNamed) return accepted(named, false)
  if (elsewhere !== null) return accepted(elsewhere, true)
  const statesNothing = claim.facts.length === 0 && claim.quotations.length === 0
  if (markers.length === 0 && statesNothing && claim.terms.size <= MOST_WORDS_OF_A_REMARK) {
    return { verdict: 'uncited', sources: [], objections: [], markerCorrected: false }
  }
  return { verdict: 'unsupported', sources: named.sources, objections: named.objections, markerCorrected: false }
}

/** The passage, other than those named, that says all of it in one sentence. */
function nearestElsewhere(
  claim: WrittenClaim,
  markers: readonly number[],
  sentences: readonly (readonly SourceSentence[])[],
): Support | null {
  const others = sentences.filter((_, i) => !markers.includes(i + 1)).map((of) => supportOf(claim, of))
  const whole = others.filter(({ kind }) => kind === 'whole').sort((a, b) => nearness(b) - nearness(a))
  return whole[0] ?? null
}

const accepted = ({ kind, sources }: Support, markerCorrected: boolean): VerifiedSentence => ({
  verdict: kind === 'whole' ? 'supported' : 'partly_supported',
  sources,
  objections: [],
  markerCorrected,
})
