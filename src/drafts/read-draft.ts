import type { Span } from '../articles/article.js'
import { collapseWhiteSpace } from '../articles/article-text.js'
import { startsSentences } from '../passages/abbreviations.js'
import { sentenceSpans } from '../passages/sentences.js'
import { type PlainText, withoutMarkup } from '../quotes/without-markup.js'
import { attributionsIn, sayingOfClause, sayingOfQuotation } from './attributions.js'
import { authorDates } from './author-date.js'
import { blockQuotation } from './block-quotation.js'
import { isCheckable } from './checkable.js'
import { isCited, NO_WORDS } from './citation-marks.js'
import type { DraftFormat, DraftSentence } from './draft.js'
import { draftQuotations, quotationsIn } from './draft-quotations.js'
import { markdownStretches, plainStretches, type Stretch, withoutComments } from './stretches.js'

/** Share of a sentence's words that a quotation has where nothing else is claimed. */
const QUOTES_ALL = 0.5
/** What may stand right behind a sentence's last word and belongs to it: markup, then notes. */
const TRAILING = /^\S*(?:[ \t]?\[(?:\^[^\]\s]{1,100}|\d{1,3})\])*/
/**
 * The sentences of a draft in order, with what each quotes, states and says of its sources.
 * @param publishers names that an article may have as its publisher.
 */
export function readDraft(draft: string, format: DraftFormat, publishers: readonly string[]): DraftSentence[] {
  const isMarkdown = format === 'markdown'
  const text = isMarkdown ? withoutComments(draft) : draft
  const stretches = isMarkdown ? markdownStretches(text) : plainStretches(text)
  return stretches.flatMap((stretch, i) => {
    if (stretch.kind === 'quotation') return blockQuotation(text, stretch.span, textOf(text, stretches[i - 1]))
    const next = stretches[i + 1]
    const goesOn = next !== undefined && text[next.span.start] === '“'
    return sentencesOf(text, stretch, goesOn).map((sentence) => readSentence(text, sentence, publishers))
  })
}

/** A sentence's words, with the part of the draft that it takes up. */
interface WrittenSentence extends PlainText {
  readonly span: Span
  /** Whether a quotation in it may go on in the next paragraph. */
  readonly goesOn: boolean
}

function sentencesOf(draft: string, { span }: Stretch, goesOn: boolean): WrittenSentence[] {
  const { plain, places } = withoutMarkup(draft.slice(span.start, span.end), span.start, NO_WORDS)
  const quoted = quotationsIn(plain, goesOn)
  const sentences = joined(plain, sentenceSpans(plain, { start: 0, end: plain.length }), quoted)
  return sentences.map(({ start, end }, i) => {
    const next = sentences[i + 1]
    const limit = next === undefined ? span.end : places[next.start]!
    const last = places[end - 1]! + 1
    return {
      plain: plain.slice(start, end),
      places: [...places.slice(start, end), last],
      goesOn: goesOn && next === undefined,
      span: { start: places[start]!, end: last + TRAILING.exec(draft.slice(last, limit))![0].length },
    }
  })
}

/** "Judge P." before "Kevin Castel": no note belongs between them. */
const ENDS_IN_INITIAL = /(?:^|\s)\p{Lu}[\p{L}’'-]*\.? \p{Lu}\.$/u

/** Joins sentences over which a quotation goes on, and those that were cut within a name. */
function joined(plain: string, sentences: readonly Span[], quoted: readonly Span[]): Span[] {
  const whole: Span[] = []
  let next = 0
  for (const sentence of sentences) {
    const last = whole.at(-1)
    while (next < quoted.length && quoted[next]!.end <= sentence.start) next++
    const isQuoted = last !== undefined && next < quoted.length && quoted[next]!.start < last.end
    if (isQuoted || (last !== undefined && isWithinName(plain, last, sentence))) {
      whole[whole.length - 1] = { start: last.start, end: sentence.end }
    } else whole.push(sentence)
  }
  return whole
}

function isWithinName(plain: string, before: Span, { start, end }: Span): boolean {
  const word = /^\p{Lu}\p{Ll}[\p{L}’'-]*/u.exec(plain.slice(start, Math.min(end, start + 40)))?.[0]
  const lead = plain.slice(Math.max(before.start, before.end - 40), before.end)
  return word !== undefined && !startsSentences(word) && ENDS_IN_INITIAL.test(lead)
}

function readSentence(draft: string, sentence: WrittenSentence, publishers: readonly string[]): DraftSentence {
  const { plain, places, span, goesOn } = sentence
  const quoted = quotationsIn(plain, goesOn)
  const sayings = quoted.map((one, i) => sayingOfQuotation(plain, one, quoted[i + 1]?.start ?? plain.length))
  const clause = quoted.length === 0 ? sayingOfClause(plain) : null
  const outside = without(plain, quoted)
  const attributions = attributionsIn(
    plain,
    [...sayings, clause?.saying ?? null].filter((saying) => saying !== null),
    publishers,
  )
  return {
    span,
    noteAt: span.end,
    text: collapseWhiteSpace(plain),
    quotations: quoted.flatMap((one, i) =>
      draftQuotations(draft, sentence, one, sayings[i]!, noteAt(draft, sentence, one)),
    ),
    attributions: attributions.map((one) => ({ ...one, span: placed(one.span, places) })),
    claim: claimOf(plain, outside, clause?.clause ?? null),
    isCheckable: isCheckable(collapseWhiteSpace(plain), outside, quoted.length > 0),
    isCited: isCited(draft.slice(span.start, span.end), plain),
  }
}

const placed = ({ start, end }: Span, places: readonly number[]): Span => ({
  start: places[start]!,
  end: places[end - 1]! + 1,
})

/** After the closing mark and the punctuation that follows it. */
function noteAt(draft: string, { places, span }: WrittenSentence, { end }: Span): number {
  const closed = (places[end] ?? span.end - 1) + 1
  return Math.min(span.end, closed + /^[*_]*[.,;:!?]?[*_]*/.exec(draft.slice(closed, span.end))![0].length)
}

/** What a sentence states: without who says it, and without its citations by author and date. */
function claimOf(plain: string, outside: string, clause: Span | null): string | null {
  const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  if (words(outside) < QUOTES_ALL * words(plain)) return null
  const from = clause ?? { start: 0, end: plain.length }
  const cited = authorDates(plain).map(({ span }) => span)
  const claim = collapseWhiteSpace(without(plain.slice(0, from.end), cited).slice(from.start)).replace(
    / (?=[.,;:!?])/g,
    '',
  )
  return words(claim) === 0 ? null : claim
}

/** White space of the same length stands in the place of the spans. */
function without(text: string, spans: readonly Span[]): string {
  let left = ''
  for (const { start, end } of spans) {
    left += text.slice(left.length, start)
    left += ' '.repeat(Math.max(0, Math.min(end, text.length) - left.length))
  }
  return left + text.slice(left.length)
}

const textOf = (draft: string, stretch: Stretch | undefined): string =>
  stretch === undefined ? '' : draft.slice(stretch.span.start, stretch.span.end)
