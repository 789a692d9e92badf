import type { Span } from '../articles/article.js'
import { keepsItsStop, startsSentences } from './abbreviations.js'

/*
 * Our own scanner and not Intl.Segmenter: that one is quadratic on Node 20, breaks at every line end, never before a digit
 * and differs between ICU versions, which would change passage ids from one machine to the next.
 */

/**
 * Splits at the ends of sentences. Blank lines end a sentence, single line ends do not; neither do `;` and `:`.
 * Closing quotation marks, brackets and footnote markers stay with the sentence before them. Where a full stop could
 * be an abbreviation's, the two sentences stay together. Linear in the length of `within`.
 *
 * @param within the part of `text` to split, e.g. a block's span.
 * @returns UTF-16 offsets into `text`, in order, without overlap, each without white space at its ends;
 * everything in `within` that no span covers is white space.
 */
export function sentenceSpans(text: string, within: Span): Span[] {
  const spans: Span[] = []
  for (const paragraph of paragraphSpans(text, within)) {
    const ends = sentenceEnds(text.slice(paragraph.start, paragraph.end))
    let start = paragraph.start
    for (const end of [...ends.map((end) => paragraph.start + end), paragraph.end]) {
      const span = trimmed(text, { start, end })
      if (span.start < span.end) spans.push(span)
      start = end
    }
  }
  return withoutLoneMarks(text, spans)
}

/** The parts of `within` between blank lines, without white space at their ends. */
export function paragraphSpans(text: string, within: Span): Span[] {
  const part = text.slice(within.start, within.end)
  const spans: Span[] = []
  let start = 0
  const add = (end: number): void => {
    const span = trimmed(text, { start: within.start + start, end: within.start + end })
    if (span.start < span.end) spans.push(span)
  }
  for (const { 0: space, index } of part.matchAll(/\s{2,}|\u2029/g)) {
    if (!/\n[^\S\n]*\n|\r[^\S\r\n]*\r|\u2029/.test(space)) continue
    add(index)
    start = index + space.length
  }
  add(part.length)
  return spans
}

export function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end)
  const lead = part.length - part.trimStart().length
  return { start: start + lead, end: Math.max(start + lead, start + part.trimEnd().length) }
}

const quotationMarks = `"'“”‘’„‟«»‹›`
/** A run of stops, closing marks, footnote markers and white space: what may lie between two sentences. */
const stops = new RegExp(
  [
    String.raw`(?<stop>\.(?:[ \u00a0]\.)+|[\p{STerm}…]+)`,
    // German closes with “. A space may stand before a closing mark: nested quotations (`’ ”`), French (`. »`).
    String.raw`(?<close>(?:[\p{Pe}\p{Pf}"']|\p{Pi}(?=[\s\p{P}]|$)|[ \u00a0\u2009\u202f][”’»](?=\s|$))*)`,
    // `[1]`, `[12, 14]`, `[a]`, `[note 2]`, `¹`, `†`; a bare number only in `policy.12 The`.
    String.raw`(?<note>(?:\[(?:[^\S\n]?(?:[\d,–-]{1,12}|[a-z]|note|citation needed)){1,4}\]|[*†‡§¹²³⁰-⁹]{1,3})+|(?<=\p{Ll}{3}\.)\d{1,3}(?=\s+[\p{Lu}"“]))?`,
    String.raw`(?<space>\s*)`,
  ].join(''),
  'gu',
)

interface Stop {
  readonly stop: string
  readonly close: string
  readonly note: string
  readonly space: string
  /** The word that the stop ends, without it. */
  readonly word: string
  /** What the sentence has before the stop, cut to its last 48 code units. */
  readonly before: string
  /** Whether `before` is all of the sentence so far. */
  readonly wholeBefore: boolean
  /** The next 80 code units. */
  readonly after: string
}

/** Offsets in a paragraph at which a sentence ends and another follows (its white space included in the former). */
function sentenceEnds(paragraph: string): number[] {
  const ends: number[] = []
  let start = 0
  for (const match of paragraph.matchAll(stops)) {
    const { stop = '', close = '', note = '', space = '' } = match.groups ?? {}
    const end = match.index + match[0].length
    if (end === paragraph.length) break
    const before = paragraph.slice(Math.max(start, match.index - 48), match.index).trimStart()
    const wholeBefore = match.index - 48 <= start
    const word = /[^\s()[\]{}"'“”‘’„«»—–/]*$/u.exec(before)?.[0] ?? ''
    const after = paragraph.slice(end, end + 80)
    if (!endsSentence({ stop, close, note, space, word, before, wholeBefore, after })) continue
    ends.push(end)
    start = end
  }
  return ends
}

const wideStop = /[。｡！？]$/u
const quoted = (close: string): boolean => [...close].some((mark) => quotationMarks.includes(mark))

function endsSentence(at: Stop): boolean {
  if (at.space === '') return endsWithoutSpace(at)
  // A dash goes on: `“Go.” — Anna`. So does the text around `(?)` and `[…]`.
  if (/^[—–―]/.test(at.after) || (/[([]$/.test(at.before) && /^[)\]]/.test(at.close))) return false
  const next = /^[\p{Ps}\p{Pi}"'¿¡*_]*(?<word>\p{Lu}\.|[\p{L}\p{M}\p{N}'’]*)/u.exec(at.after)?.groups?.word ?? ''
  // `iPhone` and `mRNA` may begin a sentence, other words in lower case do not.
  if (/^\p{Ll}(?!\p{Lu})/u.test(next)) return false
  if (at.stop === '.') return !keepsItsStop(at.word, next) && !numbersList(at)
  if (/^(?:\.[ \u00a0]?)+$|^…+$/.test(at.stop)) return !/^\d/.test(next)
  return !(quoted(at.close) && isAttribution(at.after))
}

/** Chinese and Japanese need no space; elsewhere it is forgotten after a footnote marker: `ended.[1]Then`. */
function endsWithoutSpace({ stop, close, note, after }: Stop): boolean {
  if (wideStop.test(stop))
    return !(quoted(close) && /[！？]$/.test(stop)) && !/^[\p{Pe}\p{Pf}\p{Pd}\p{Po}]/u.test(after)
  return note.endsWith(']') && /^\p{Lu}/u.test(after)
}

/** `1. First` at the start of a sentence, or after a colon or bracket: `two rules: 1. First`. */
function numbersList({ word, before, wholeBefore }: Stop): boolean {
  if (!/^(?:\d{1,3}|[ivx]{1,4}|[IVX]{1,4}|\p{L})$/u.test(word)) return false
  const lead = before.slice(0, before.length - word.length)
  return (wholeBefore && /^[\p{Ps}\p{Pi}"'•*-]*\s*$/u.test(lead)) || /[:;(]\s*$/.test(lead)
}

const speech =
  'said|says|asked|asks|replied|replies|wrote|writes|added|adds|exclaimed|shouted|cried|told|wondered|demanded'
const attribution = new RegExp(
  String.raw`^(?<first>\p{Lu}[\p{L}.'’-]*)(?:\s+\p{Lu}[\p{L}.'’-]*){0,3}\s+(?:${speech})\b`,
  'u',
)

/** `“Why?” Anna Berg asked.`, but not `“Why?” She asked nothing.` */
function isAttribution(after: string): boolean {
  const first = attribution.exec(after)?.groups?.first
  return first !== undefined && !startsSentences(first)
}

/** Joins what has neither letter nor digit (a quotation mark, a line of stars, an emoji) and lone `[1]` to the sentence before, or after. */
function withoutLoneMarks(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  let lead: number | null = null
  for (const span of spans) {
    const part = text.slice(span.start, span.end)
    const lone = !/[\p{L}\p{N}]/u.test(part) || /^\[[\d,\s–-]{1,12}\]$/.test(part)
    const previous = joined.at(-1)
    if (lone && previous !== undefined) joined[joined.length - 1] = { start: previous.start, end: span.end }
    else if (lone) lead ??= span.start
    else {
      joined.push({ start: lead ?? span.start, end: span.end })
      lead = null
    }
  }
  if (lead !== null) joined.push({ start: lead, end: spans.at(-1)!.end })
  return joined
}
