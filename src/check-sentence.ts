import type { Span } from './articles/article.js'
import type { CitedWork } from './citations/bibliography.js'
import type { ReferenceStyle } from './citations/citation.js'
import type { ClaimEvidence } from './claims/claim-evidence.js'
import { lookUpClaim } from './claims/lookup-claim.js'
import { type ComparedAttribution, compareAttributions, type Source } from './drafts/compare-attribution.js'
import type { DraftQuotation, DraftSentence } from './drafts/draft.js'
import type { DraftNote } from './drafts/footnoted.js'
import { type CitedEvidence, citeEvidence, type FindSourcesParts } from './find-sources.js'
import { factsIn } from './quotes/facts.js'
import type { Filters } from './search-index/search-index.js'
import { type VerifiedQuote, verifyQuote } from './verify-quote.js'

export interface CheckedQuote extends Omit<VerifiedQuote, 'version'> {
  /** In the draft, without the quotation marks. */
  readonly span: Span
  readonly text: string
  readonly claimedAuthor: string | null
}

export interface CheckedSentence extends Pick<DraftSentence, 'span' | 'text'> {
  /** Whether it states something that can be right or wrong. */
  readonly checkable: boolean
  readonly quotes: readonly CheckedQuote[]
  readonly attributions: readonly ComparedAttribution[]
  /** The best of each stance: what supports, what conflicts; where neither is, the nearest. */
  readonly evidence: readonly CitedEvidence[]
  /** A statement of facts, or of what the articles write about, without a citation of its own. */
  readonly missingCitation: boolean
}

export interface SentenceRequest {
  readonly style: ReferenceStyle
  readonly filters?: Filters | undefined
}

/** Evidence of one claim that is looked through for the best of each stance. */
const EVIDENCE_PER_CLAIM = 50
/** The writer has heard it: an article need not have it. */
const OWN_REPORTING = /\b(?:told|tells) (?:me|us)\b/
const LONGEST_CLAIM = 2_000

/** A sentence, and what its check adds to the draft. */
export interface Checked {
  readonly sentence: CheckedSentence
  readonly notes: readonly DraftNote[]
  /** Articles that the sentence cites, with a new note or in its own words. */
  readonly cited: readonly CitedWork[]
}

/** @throws {AttestError} as `verifyQuote` and `lookUpClaim`. */
export async function checkSentence(
  sentence: DraftSentence,
  request: SentenceRequest,
  parts: FindSourcesParts,
): Promise<Checked> {
  const [quotes, evidence] = await Promise.all([
    Promise.all(sentence.quotations.map((quotation) => checkQuote(quotation, request, parts))),
    evidenceFor(sentence, request, parts),
  ])
  const sources = sourcesOf(quotes, evidence, parts)
  const attributions = compareAttributions(sentence.attributions, sources)
  const isMisattributed = attributions.some(({ agrees }) => agrees === false)
  const notes = sentence.isCited || isMisattributed ? [] : notesOn(sentence, quotes, evidence, parts)
  // A source cited by author and date in the text needs its entry too.
  const agreeing = attributions.some(({ kind, agrees }) => kind === 'author' && agrees === true)
  const inText = sentence.isCited && agreeing && !isMisattributed ? sources.slice(0, 1) : []
  return {
    sentence: {
      span: sentence.span,
      text: sentence.text,
      checkable: sentence.isCheckable,
      quotes,
      attributions,
      evidence,
      missingCitation: sentence.isCheckable && !sentence.isCited && wantsCitation(sentence, quotes, evidence),
    },
    notes,
    cited: [...notes.map(({ cited }) => cited), ...inText.map(({ article }) => article)],
  }
}

async function checkQuote(
  { span, text, claimedAuthor }: DraftQuotation,
  { filters, style }: SentenceRequest,
  parts: FindSourcesParts,
): Promise<CheckedQuote> {
  const claimed = claimedAuthor === null ? {} : { claimedAuthor }
  const { version: _, ...verified } = await verifyQuote({ quote: text, filters, style, ...claimed }, parts)
  return { span, text, claimedAuthor, ...verified }
}

async function evidenceFor(
  { claim, isCheckable }: DraftSentence,
  { filters, style }: SentenceRequest,
  parts: FindSourcesParts,
): Promise<CitedEvidence[]> {
  if (claim === null || !isCheckable) return []
  const request = { claim: claim.slice(0, LONGEST_CLAIM), filters, topK: EVIDENCE_PER_CLAIM }
  return citeEvidence(bestOfEach(await lookUpClaim(request, parts)), style, parts)
}

/** @param found in the order of the stances, best first. */
function bestOfEach(found: readonly ClaimEvidence[]): ClaimEvidence[] {
  const telling = (['supports', 'conflicts'] as const).flatMap(
    (stance) => found.find((one) => one.stance === stance) ?? [],
  )
  return telling.length > 0 ? telling : found.slice(0, 1)
}

/** The articles in which a sentence was found: by its quotations, else by what supports it, else by what conflicts with it. */
function sourcesOf(
  quotes: readonly CheckedQuote[],
  evidence: readonly CitedEvidence[],
  { index }: FindSourcesParts,
): Source[] {
  const quoted = quotes.flatMap(({ verdict, matches }) => (verdict === 'not_found' ? [] : matches.slice(0, 1)))
  const telling = evidence.filter(({ stance }) => stance !== 'related')
  const found = [...quoted, ...telling.map(({ citation }) => ({ citation, speaker: null }))]
  return found.map(({ citation, speaker }) => ({ article: index.summary(citation.articleId)!, speaker }))
}

/** Where the words stand as quoted, else what supports the sentence; nothing where a quotation must be mended first. */
function notesOn(
  { noteAt, quotations }: DraftSentence,
  quotes: readonly CheckedQuote[],
  evidence: readonly CitedEvidence[],
  { index }: FindSourcesParts,
): DraftNote[] {
  const note = (at: number, articleId: string): DraftNote => ({ at, cited: index.summary(articleId)! })
  const standing = quotes.flatMap(({ verdict, matches }, i) =>
    verdict === 'exact' || verdict === 'normalised'
      ? [note(quotations[i]!.noteAt, matches[0]!.citation.articleId)]
      : [],
  )
  const articles = new Set(standing.map(({ cited }) => cited.id))
  if (articles.size === 1 && standing.length === quotes.length) return [{ ...standing[0]!, at: noteAt }]
  if (quotes.length > 0) return standing
  return evidence.flatMap(({ stance, citation }) => (stance === 'supports' ? [note(noteAt, citation.articleId)] : []))
}

function wantsCitation(
  { text }: DraftSentence,
  quotes: readonly CheckedQuote[],
  evidence: readonly CitedEvidence[],
): boolean {
  if (OWN_REPORTING.test(text) && quotes.every(({ verdict }) => verdict === 'not_found')) return false
  const holdsFacts = factsIn(text).some(({ kind }) => kind !== 'negation')
  return quotes.length > 0 || holdsFacts || evidence.some(({ stance }) => stance !== 'related')
}
