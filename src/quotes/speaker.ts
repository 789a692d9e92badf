import type { Article, Span } from '../articles/article.js'
import { fullName } from './speech/full-name.js'
import { quotedStretches } from './speech/quoted-stretches.js'
import { AFTER_CLAUSE, AFTER_QUOTE, BEFORE_CLAUSE, BEFORE_QUOTE } from './speech/speech-patterns.js'

/** Fewer quoted words are a term or a title rather than speech. */
const FEWEST_WORDS = 3
/** Share of the span that must lie in the reported words. */
const LEAST_INSIDE = 0.9
/** Words beyond this from a quotation mark do not say who speaks. */
const REACH = 200
/** A paragraph longer than this is not looked into. */
const LONGEST_PARAGRAPH = 20_000

/**
 * Who says the words at `span`, where they are speech that the article reports: the name as written, a family name with
 * the given name by which the article introduced it, without titles. Null where they are the author's own words or it is
 * unsure; English articles only.
 */
export function speakerOf({ text, metadata }: Pick<Article, 'text' | 'metadata'>, span: Span): string | null {
  if (metadata.language !== null && !/^en\b/i.test(metadata.language)) return null
  const paragraph = paragraphAt(text, span)
  if (paragraph === null || paragraph.end - paragraph.start > LONGEST_PARAGRAPH) return null
  const words = text.slice(paragraph.start, paragraph.end)
  const within = { start: span.start - paragraph.start, end: span.end - paragraph.start }
  const found = ofQuotation(words, within) ?? ofSentence(words, within)
  return found === null ? null : fullName(found, text.slice(0, paragraph.start + within.start))
}

function paragraphAt(text: string, { start, end }: Span): Span | null {
  const from = text.lastIndexOf('\n', start) + 1
  const to = text.indexOf('\n', start)
  const paragraph = { start: from, end: to === -1 ? text.length : to }
  return end <= paragraph.end ? paragraph : null
}

function ofQuotation(words: string, span: Span): string | null {
  const stretches = quotedStretches(words)
  const i = stretches.findIndex((stretch) => shareInside(span, stretch) >= LEAST_INSIDE)
  const stretch = stretches[i]
  if (stretch === undefined || words.slice(stretch.start, stretch.end).split(/\s+/).length < FEWEST_WORDS) return null
  const next = stretches[i + 1]?.start ?? words.length
  const after = words.slice(stretch.end + 1, Math.min(next, stretch.end + REACH))
  const ends = /[,.!?…—–-]$/.test(words.slice(0, stretch.end))
  const following = ends || /^,/.test(after) ? firstOf(AFTER_QUOTE, after) : null
  if (following !== null) return following
  const last = stretches[i - 1]
  const before = words.slice(
    Math.max(last === undefined ? 0 : last.end + 1, stretch.start - 1 - REACH),
    stretch.start - 1,
  )
  return firstOf(BEFORE_QUOTE, lastSentence(before)) ?? (last === undefined ? null : goneOn(before))
}

/** "…," said X. "And …": nothing but who speaks stands between. */
function goneOn(between: string): string | null {
  for (const pattern of AFTER_QUOTE) {
    const match = pattern.exec(between)
    if (match !== null && /^\s*[.,]\s*$/.test(between.slice(match[0].length))) return match.groups!.speaker!
  }
  return null
}

function ofSentence(words: string, span: Span): string | null {
  const sentence = sentenceAt(words, span)
  const text = words.slice(sentence.start, sentence.end)
  if (sentence.end < span.end || /\?$/.test(text) || /[“”"«»]/.test(text)) return null
  for (const pattern of BEFORE_CLAUSE) {
    const match = pattern.exec(text)
    if (match !== null && span.start >= sentence.start + match[0].length) return match.groups!.speaker!
  }
  for (const pattern of AFTER_CLAUSE) {
    const match = pattern.exec(text)
    if (match !== null && span.end <= sentence.start + match.index + 1) return match.groups!.speaker!
  }
  return null
}

const SENTENCE_END = /(?<!\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|No|Jr|Sr|\p{Lu}))[.!?]["”’»)\]]*\s+(?=["“„«‘(]?\p{Lu})/gu

function sentenceAt(words: string, { start }: Span): Span {
  const sentence = { start: 0, end: words.length }
  for (const { 0: mark, index } of words.matchAll(SENTENCE_END)) {
    const next = index + mark.length
    if (next <= start) sentence.start = next
    else return { start: sentence.start, end: index + mark.trimEnd().length }
  }
  return { start: sentence.start, end: words.trimEnd().length }
}

function lastSentence(text: string): string {
  const ends = [...text.matchAll(SENTENCE_END)]
  const last = ends.at(-1)
  return last === undefined ? text : text.slice(last.index + last[0].length)
}

function firstOf(patterns: readonly RegExp[], text: string): string | null {
  for (const pattern of patterns) {
    const speaker = pattern.exec(text)?.groups?.speaker
    if (speaker !== undefined) return speaker
  }
  return null
}

function shareInside(span: Span, stretch: Span): number {
  const shared = Math.min(span.end, stretch.end) - Math.max(span.start, stretch.start)
  return Math.max(0, shared) / (span.end - span.start)
}
