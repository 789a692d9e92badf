import type { Span } from '../articles/article.js'
import { datesIn } from './facts/dates.js'
import { namesIn } from './facts/names.js'
import { numbersIn } from './facts/numbers.js'

export type FactKind = 'number' | 'date' | 'name' | 'negation'

/** Something in a text that can be right or wrong by itself. */
export interface Fact {
  readonly kind: FactKind
  /** As written. */
  readonly text: string
  readonly span: Span
  /** Equal for facts that say the same: `1,200` and `1200`; `2 May 2024` and `May 2, 2024`; `NATO` and `Nato`. */
  readonly value: string
}

const NEGATION =
  /\b(?:not(?! only)|never|no(?!\. ?\d)|none|nobody|nothing|neither|nor|nowhere|without|cannot|hardly|barely|denie[sd]|deny|fail(?:s|ed)? to|unable)\b|n['’]t\b/giu

/** The numbers, dates, names and negations of an English text, in order, without overlap: a date's numbers are its own. */
export function factsIn(text: string): Fact[] {
  const negations = [...text.matchAll(NEGATION)].map(({ 0: found, index }): Fact => {
    return { kind: 'negation', text: found, span: { start: index, end: index + found.length }, value: 'not' }
  })
  const kept: Fact[] = []
  const taken = new Uint8Array(text.length)
  for (const fact of [...datesIn(text), ...numbersIn(text), ...negations, ...namesIn(text)]) {
    const { start, end } = fact.span
    if (taken.subarray(start, end).includes(1)) continue
    taken.fill(1, start, end)
    kept.push(fact)
  }
  return kept.sort((a, b) => a.span.start - b.span.start)
}
