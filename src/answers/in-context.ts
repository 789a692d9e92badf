import type { Article, Block, Span } from '../articles/article.js'
import type { SentenceCandidate } from './extractive.js'

/**
 * Words that point back at the start of a sentence: what they mean stands before it. "This week" does not point back.
 */
const POINTS_BACK =
  /^[\s"“”„‘'«([]*(?:but|so|yet|however|instead|therefore|thus|hence|consequently|moreover|as a result|for (?:example|instance)|in (?:addition|contrast)|on the other hand|(?:this|that|these|those)(?! (?:week|month|year|morning|season|spring|summer|autumn|fall|winter))|it|he|she|they|its|his|her|their|such|the (?:former|latter))\b/i
/** Sentences brought along before one that points back, where the first of them points back too. */
const MOST_BEFORE = 2
/** A lead-in or header longer than this is not brought along. */
const LONGEST_LEAD = 300

/** What is quoted together as one citation. */
export interface Quotation {
  readonly sentence: SentenceCandidate
  readonly span: Span
  /** The words that answer, within the span; null where no reader marked them. */
  readonly highlight: Span | null
}

/**
 * A sentence as it can be understood by itself: with the sentence before it where it points back; a list item or table row
 * after the words that introduce it. The quotations are in reading order; each is one stretch of the article.
 */
export function inContext(sentence: SentenceCandidate, article: Article): Quotation[] {
  const start = startOfContext(sentence)
  const shift = sentence.span.start - start
  const { highlight } = sentence
  const quotation = {
    sentence,
    span: { start, end: sentence.span.end },
    highlight: highlight && { start: highlight.start + shift, end: highlight.end + shift },
  }
  const lead = leadOf(article, sentence.span)
  return lead === null ? [quotation] : [{ sentence, span: lead, highlight: null }, quotation]
}

/** Joins quotations of one article that overlap or repeat; `quotations` of one article stand in reading order. */
export function withoutRepeats(quotations: readonly Quotation[]): Quotation[] {
  const kept: Quotation[] = []
  for (const quotation of quotations) {
    const last = kept.findIndex((other) => overlap(other, quotation))
    if (last === -1) kept.push(quotation)
    else kept[last] = joined(kept[last]!, quotation)
  }
  return kept
}

function startOfContext({ ranked, span }: SentenceCandidate): number {
  const { text, sentences, span: passage } = ranked.passage
  const own = sentences.findIndex(({ start }) => start === span.start)
  const pointsBack = (i: number): boolean =>
    POINTS_BACK.test(text.slice(sentences[i]!.start - passage.start, sentences[i]!.end - passage.start))
  let first = own
  while (first > 0 && own - first < MOST_BEFORE && pointsBack(first)) first--
  return sentences[first]!.start
}

/** The heading or the lead-in ("…:") of a list, the first row of a table; null where the words need none. */
function leadOf({ blocks, text }: Article, { start }: Span): Span | null {
  const own = blocks.findIndex(({ span }) => span.start <= start && start < span.end)
  const block = blocks[own]
  if (block?.kind !== 'list-item' && block?.kind !== 'table-row') return null
  let before = own
  while (before > 0 && blocks[before - 1]!.kind === block.kind) before--
  const lead = block.kind === 'table-row' ? (before < own ? blocks[before] : undefined) : blocks[before - 1]
  if (lead === undefined || lead.span.end - lead.span.start > LONGEST_LEAD) return null
  return block.kind === 'table-row' || introduces(lead, text) ? lead.span : null
}

const introduces = ({ kind, span, boilerplate }: Block, text: string): boolean =>
  boilerplate === null && (kind === 'heading' || /[:：]\s*$/.test(text.slice(span.start, span.end)))

function overlap(a: Quotation, b: Quotation): boolean {
  const sameArticle = a.sentence.ranked.article.id === b.sentence.ranked.article.id
  return sameArticle && a.span.start < b.span.end && b.span.start < a.span.end
}

function joined(a: Quotation, b: Quotation): Quotation {
  const span = { start: Math.min(a.span.start, b.span.start), end: Math.max(a.span.end, b.span.end) }
  const marked = a.highlight === null ? b : a
  const shift = marked.span.start - span.start
  const { highlight } = marked
  return {
    sentence: a.sentence,
    span,
    highlight: highlight && { start: highlight.start + shift, end: highlight.end + shift },
  }
}
