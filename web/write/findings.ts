import type { WireCheckedSentence, WireSpan } from '../wire.js'

/** What may be found of a sentence or a part of it, what wants a look first. */
export const findingKinds = [
  'conflict',
  'altered',
  'stitched',
  'misattributed',
  'not_found',
  'attribution',
  'uncited',
  'nothing',
  'related',
  'supported',
  'exact',
  'normalised',
] as const
export type FindingKind = (typeof findingKinds)[number]

/** How a kind is told apart at a glance, by its sign and its line as well as by its colour. */
export type Tone = 'bad' | 'wanting' | 'open' | 'quiet' | 'good'

export const toneOf: Readonly<Record<FindingKind, Tone>> = {
  conflict: 'bad',
  altered: 'bad',
  stitched: 'bad',
  misattributed: 'bad',
  not_found: 'bad',
  attribution: 'bad',
  uncited: 'wanting',
  nothing: 'open',
  related: 'quiet',
  supported: 'good',
  exact: 'good',
  normalised: 'good',
}

type Quote = WireCheckedSentence['quotes'][number]
type Attribution = WireCheckedSentence['attributions'][number]

/** Something that the check says of a place in the draft. */
export interface Finding {
  /** From 1 on, in the order of the draft. */
  readonly number: number
  /** In the draft. */
  readonly span: WireSpan
  /** A sentence may be supported and still want a citation; the first one gives it its line. */
  readonly kinds: readonly FindingKind[]
  readonly sentence: WireCheckedSentence
  /** Where it is about a quotation. */
  readonly quote: Quote | null
  /** Where it is about what the sentence says of its source. */
  readonly attribution: Attribution | null
}

/** A sentence with its findings, which never change once it has come. */
export interface SentenceFindings {
  readonly sentence: WireCheckedSentence
  readonly findings: readonly Finding[]
}

/** @param before how many findings stand before this sentence. */
export function findingsOf(sentence: WireCheckedSentence, before: number): SentenceFindings {
  const found = [
    ...sentence.quotes.map((quote) => ({ span: quote.span, kinds: [quote.verdict], quote, attribution: null })),
    ...sentence.attributions
      .filter((attribution) => attribution.agrees === false && !isSaidOfQuote(attribution, sentence))
      .map((attribution) => ({
        span: attribution.span,
        kinds: ['attribution'] as const,
        quote: null,
        attribution,
      })),
    { span: sentence.span, kinds: kindsOf(sentence), quote: null, attribution: null },
  ]
  const findings = found
    .filter(({ kinds }) => kinds.length > 0)
    .sort((a, b) => a.span.end - b.span.end || b.span.start - a.span.start)
    .map((one, i): Finding => ({ ...one, number: before + i + 1, sentence }))
  return { sentence, findings }
}

/** What is said of the sentence as a whole. */
function kindsOf({ checkable, evidence, quotes, missingCitation }: WireCheckedSentence): FindingKind[] {
  const has = (stance: 'supports' | 'conflicts' | 'related') => evidence.some((one) => one.stance === stance)
  const kinds: FindingKind[] = []
  if (has('conflicts')) kinds.push('conflict')
  if (has('supports')) kinds.push('supported')
  if (missingCitation) kinds.push('uncited')
  if (has('related')) kinds.push('related')
  // Where a quotation says it all there was nothing else to look for.
  if (checkable && evidence.length === 0 && quotes.length === 0) kinds.push('nothing')
  return kinds
}

/** A misattributed quotation says already that its author is another. */
const isSaidOfQuote = ({ kind, value, claimed }: Attribution, { quotes }: WireCheckedSentence): boolean =>
  kind === 'author' &&
  quotes.some(
    ({ verdict, claimedAuthor }) =>
      verdict === 'misattributed' && (claimedAuthor === value || claimedAuthor === claimed),
  )
