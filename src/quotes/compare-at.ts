import type { Span } from '../articles/article.js'
import { type PhraseWord, phraseWords } from '../search-index/phrase-words.js'
import { type Alignment, alignWords } from './align-words.js'
import type { CandidatePlace } from './candidate-places.js'
import { comparable, letters } from './comparable.js'
import { diffOf } from './diff-words.js'
import { changesIn } from './quote-changes.js'
import type { DiffPart, QuoteChange } from './quote-verdict.js'

/** How a quote and one stretch of an article compare. */
export interface Comparison {
  readonly articleId: string
  /** The words of the article that the quote meets. */
  readonly span: Span
  readonly kind: 'exact' | 'normalised' | 'altered'
  readonly similarity: number
  readonly diff: readonly DiffPart[]
  readonly changes: readonly QuoteChange[]
  readonly alignment: Alignment
  readonly quoted: readonly PhraseWord[]
  /** In the article's text. */
  readonly found: readonly PhraseWord[]
}

/** Every place of a stretch where the written quote stands as it is, else the one that it fits best. */
export function compareAt(written: string, plain: string, place: CandidatePlace): Comparison[] {
  const quoted = phraseWords(plain)
  const { start, end } = place.stretch
  const found = phraseWords(place.text.slice(start, end)).map((word) => ({
    ...word,
    start: word.start + start,
    end: word.end + start,
  }))
  const alignment = alignWords(quoted, found)
  const base = { articleId: place.articleId, alignment, quoted, found }
  const exact = exactSpans(written, place)
  if (exact.length > 0) {
    return exact.map((span) => ({
      ...base,
      span,
      kind: 'exact',
      similarity: 1,
      changes: [],
      diff: same(place.text, span),
    }))
  }
  const span = spanOf(alignment, found, plain, place)
  if (span === null) return []
  const slice = place.text.slice(span.start, span.end)
  if (comparable(slice) === comparable(plain)) {
    return [{ ...base, span, kind: 'normalised', similarity: 1, changes: [], diff: same(place.text, span) }]
  }
  const onlyPunctuation = letters(slice) === letters(plain)
  const diff = onlyPunctuation
    ? same(place.text, span)
    : diffOf(alignment.steps, { text: plain, words: quoted }, { text: place.text, words: found })
  const changes: QuoteChange[] = onlyPunctuation ? ['punctuation'] : changesIn(diff)
  return [{ ...base, span, kind: 'altered', similarity: onlyPunctuation ? 1 : alignment.similarity, changes, diff }]
}

function exactSpans(written: string, { text, stretch }: CandidatePlace): Span[] {
  const spans: Span[] = []
  for (
    let at = text.indexOf(written, stretch.start);
    at !== -1 && at < stretch.end;
    at = text.indexOf(written, at + 1)
  ) {
    const span = { start: at, end: at + written.length }
    if (standsAlone(text, span)) spans.push(span)
  }
  return spans
}

/** Not a part of a word: "art" does not stand in "heart". */
function standsAlone(text: string, { start, end }: Span): boolean {
  const joins = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && /[\p{L}\p{N}]$/u.test(a) && /^[\p{L}\p{N}]/u.test(b)
  return !joins(text[start - 1], text[start]) && !joins(text[end - 1], text[end])
}

/**
 * The words that the alignment takes, with the punctuation at the quote's ends where the article has it too. Words that a
 * hyphen parts on one side only may lie one word further out.
 */
function spanOf(
  alignment: Alignment,
  found: readonly PhraseWord[],
  plain: string,
  { text }: CandidatePlace,
): Span | null {
  const taken = alignment.steps.flatMap((step) => (step.found === null ? [] : [step.found]))
  const [first, last] = [taken[0], taken.at(-1)]
  if (first === undefined || last === undefined) return null
  const wanted = letters(plain)
  for (const [before, after] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const [from, to] = [found[first - before], found[last + after]]
    if (from !== undefined && to !== undefined && letters(text.slice(from.start, to.end)) === wanted) {
      return withOuterMarks(text, { start: from.start, end: to.end }, plain)
    }
  }
  return withOuterMarks(text, { start: found[first]!.start, end: found[last]!.end }, plain)
}

function withOuterMarks(text: string, { start, end }: Span, plain: string): Span {
  const before = /^[^\p{L}\p{N}]*/u.exec(plain)![0]
  const after = plain.slice(phraseWords(plain).at(-1)?.end ?? plain.length)
  return {
    start: before !== '' && text.endsWith(before, start) ? start - before.length : start,
    end: text.startsWith(after, end)
      ? end + after.length
      : after !== '' && /[.!?]/.test(text[end] ?? '')
        ? end + 1
        : end,
  }
}

const same = (text: string, { start, end }: Span): DiffPart[] => [{ kind: 'same', text: text.slice(start, end) }]
