import type { Span } from '../articles/article.js'
import { datesIn } from '../quotes/facts/dates.js'
import { AFTER_CLAUSE, AFTER_QUOTE, BEFORE_CLAUSE, BEFORE_QUOTE, GROUPS } from '../quotes/speech/speech-patterns.js'
import { authorDates } from './author-date.js'
import type { Attribution } from './draft.js'

/** Words beyond this from a quotation do not say who speaks. */
const REACH = 200
/** "published in the" before a publisher. */
const LONGEST_LEAD = 24
/** "wrote in March 2026.": the date of the saying, not of what is said. */
const CLOSING_DATE = /,? (?:in|on) [^,;]{4,30}(?=\.$)/

/** Where a text says that somebody else says so. Spans are in that text. */
export interface Saying {
  /** Who; null for "the report", "officials" and pronouns, which name no source. */
  readonly name: { readonly text: string; readonly span: Span } | null
  /** The words that say so: a date or publisher among them is that of the source. */
  readonly span: Span
}

const NAMELESS = /^(?:\p{Ll}|[Tt]he (?!\p{Lu})|(?:He|She|They)$)/u
const GROUP = new RegExp(`(?:^|\\s)(?:${GROUPS})$`, 'i')

/** Of the words between `before` and `after`: `Anna Berg wrote: “…”`, `“…,” said Anna Berg in May.` */
export function sayingOfQuotation(text: string, quotation: Span, next: number): Saying | null {
  const afterAt = quotation.end + 1
  const after = text.slice(afterAt, Math.min(next, afterAt + REACH))
  const ends = /[,.!?…—–-]$/.test(text.slice(quotation.start, quotation.end)) || /^,/.test(after)
  for (const pattern of ends ? AFTER_QUOTE : []) {
    const match = pattern.exec(after)
    if (match === null) continue
    const rest = /^[^,;:.“”"]*/.exec(after.slice(match[0].length))![0]
    return saying(match, afterAt, match[0].length + rest.length)
  }
  const beforeEnd = quotation.start - 1
  const reached = Math.max(0, beforeEnd - REACH)
  const beforeAt = reached + startOfSentence(text.slice(reached, beforeEnd))
  for (const pattern of BEFORE_QUOTE) {
    const match = pattern.exec(text.slice(beforeAt, beforeEnd))
    if (match === null) continue
    const { name } = saying(match, beforeAt, match[0].length)
    return { name, span: { start: beforeAt, end: beforeEnd } }
  }
  return null
}

/** A publication or body with an article before its name. */
const ACCORDING_TO = /^[Aa]ccording to (?:[Tt]he )?(?<speaker>\p{Lu}[^,.;:]{1,60}), /u

/** `According to Anna Berg, …`, `…, Anna Berg wrote in May.`: what is left is what she says. */
export function sayingOfClause(text: string): { saying: Saying; clause: Span } | null {
  for (const pattern of [...BEFORE_CLAUSE, ACCORDING_TO]) {
    const match = pattern.exec(text)
    if (match !== null) {
      return { saying: saying(match, 0, match[0].length), clause: { start: match[0].length, end: text.length } }
    }
  }
  const dated = CLOSING_DATE.exec(text)
  const undated = dated === null ? text : `${text.slice(0, dated.index)}.`
  for (const pattern of AFTER_CLAUSE) {
    const match = pattern.exec(undated)
    if (match === null) continue
    return { saying: saying(match, 0, text.length - match.index), clause: { start: 0, end: match.index } }
  }
  return null
}

/** @param at where the text that the pattern was tried on begins. */
function saying(match: RegExpExecArray, at: number, length: number): Saying {
  const { speaker } = match.groups as { speaker: string }
  const nameAt = at + match.index + match[0].indexOf(speaker)
  const isNameless = NAMELESS.test(speaker) || GROUP.test(speaker)
  const name = isNameless ? null : { text: speaker, span: { start: nameAt, end: nameAt + speaker.length } }
  return { name, span: { start: at + match.index, end: at + match.index + length } }
}

/** Of the last sentence in a text. */
function startOfSentence(text: string): number {
  const ends = [...text.matchAll(/[.!?]["”’»)\]]*\s+(?=["“„«‘(]?\p{Lu})/gu)]
  const last = ends.findLast(({ 0: mark, index }) => index + mark.length < text.length)
  return last === undefined ? 0 : last.index + last[0].length
}

/**
 * What a sentence says of its sources: authors, dates and publishers.
 * @param text its words, without markup.
 * @param sayings found in it.
 * @param publishers names that an article may have as its publisher.
 */
export function attributionsIn(text: string, sayings: readonly Saying[], publishers: readonly string[]): Attribution[] {
  const said = sayings.flatMap(({ name, span }) => [
    ...(name === null ? [] : [attribution('author', name.text, name.span)]),
    ...datesIn(text.slice(span.start, span.end)).map((date) =>
      attribution('date', date.text, moved(date.span, span.start), date.value),
    ),
  ])
  const cited = authorDates(text).flatMap(({ names, year }) => [
    ...names.map(({ name, span }) => attribution('author', name, span)),
    ...(year === null ? [] : [attribution('date', year.value, year.span)]),
  ])
  const published = publishers.flatMap((publisher) => mentionsOf(publisher, text, sayings))
  return withoutRepeats(text, [...said, ...cited, ...published])
}

const attribution = (kind: Attribution['kind'], claimed: string, span: Span, value = claimed): Attribution => ({
  kind,
  claimed,
  value,
  span,
})

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by })

/** Where a publisher is named as a source: "in the Coast Review", "told the Coast Review", or in the words that say who says so. */
function mentionsOf(publisher: string, text: string, sayings: readonly Saying[]): Attribution[] {
  const found: Attribution[] = []
  for (let at = text.indexOf(publisher); at !== -1; at = text.indexOf(publisher, at + 1)) {
    const span = { start: at, end: at + publisher.length }
    const isWhole = !/[\p{L}\p{N}]/u.test(`${text[at - 1] ?? ''}${text[span.end] ?? ''}`)
    const isSource =
      sayings.some((saying) => saying.span.start <= span.start && span.end <= saying.span.end) ||
      /\b(?:told|wrote in|writing in|writes in|published (?:in|by)|reported (?:in|by)|according to)(?: the| The)? $/.test(
        text.slice(Math.max(0, at - LONGEST_LEAD), at),
      )
    if (isWhole && isSource) found.push(attribution('publisher', publisher, span))
  }
  return found
}

/** A publisher that says so is named once, as a publisher; a name or date stands once at one place. */
function withoutRepeats(text: string, attributions: readonly Attribution[]): Attribution[] {
  const taken = new Uint8Array(text.length)
  const publishersFirst = [...attributions].sort((a, b) => rank(a) - rank(b))
  const kept = publishersFirst.filter(({ kind, span }) => {
    const isFree = kind === 'publisher' || !taken.subarray(span.start, span.end).includes(1)
    if (isFree) taken.fill(1, span.start, span.end)
    return isFree
  })
  return kept.sort((a, b) => a.span.start - b.span.start)
}

const rank = ({ kind }: Attribution): number => (kind === 'publisher' ? 0 : 1)
