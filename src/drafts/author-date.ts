import type { Span } from '../articles/article.js'
import { REPORTING_VERBS } from '../quotes/speech/speech-patterns.js'

/** `(Brandt & Hale, 2026)` or `Brandt (2026)`: one source cited in the text. */
export interface AuthorDate {
  readonly names: readonly { readonly name: string; readonly span: Span }[]
  /** Null for `n.d.`. */
  readonly year: { readonly value: string; readonly span: Span } | null
  /** In the text: the brackets and what is in them. */
  readonly span: Span
}

const YEAR = '(?<year>(?:1\\d{3}|20\\d{2})(?=[a-z]?\\b)(?![–-]\\d)|n\\.d\\.)'
const PARENTHESIS = /\((?=[^()]{0,300}\))(?<inside>[^()]{3,300})\)/gu
/** Capital words before a year that name no author. */
const NO_AUTHOR =
  '(?!(?:In|On|At|By|From|Since|Until|Before|After|About|Around|Circa|Born|Died|Spring|Summer|Autumn|Fall|Winter|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\b)'
const IN_BRACKETS = new RegExp(`^\\s*(?:see |cf\\. )?(?<names>${NO_AUTHOR}\\p{Lu}[^\\d;]{0,80}?),? ${YEAR}`, 'u')
/** Works have years behind them too, "Vertigo (1958)": an author is one who then says something. */
const BEFORE_BRACKETS = new RegExp(
  `(?<![\\p{L}\\p{M}'’-])(?<names>${NO_AUTHOR}\\p{Lu}[\\p{L}\\p{M}'’-]+(?:(?: and | & |, )\\p{Lu}[\\p{L}\\p{M}'’-]+){0,3}(?: et al\\.)?) \\(${YEAR}[^()]{0,40}\\),? (?:also )?(?:${REPORTING_VERBS}|say|tell|add|explain|argue|claim|warn|note|state|insist|write|conclude|remark|observe|report|shows?|showed|found|finds?|suggests?|suggested|describes?|described|holds?|held|calls?|called|puts?|gives?|gave|estimates?|estimated|reckons?|counts?|counted)\\b`,
  'gu',
)
const MORE_AUTHORS = / et al\.?$/
const BETWEEN_NAMES = /,? (?:and|&) |, (?=\p{Lu}\p{Ll})/u

/** The sources that a text cites by author and date, in order. */
export function authorDates(text: string): AuthorDate[] {
  const inBrackets = [...text.matchAll(PARENTHESIS)].flatMap(({ index, 0: whole, groups }) => {
    const span = { start: index, end: index + whole.length }
    return partsOf(groups!.inside!, index + 1).flatMap(({ part, start }) => {
      const match = IN_BRACKETS.exec(part)
      return match === null ? [] : [citedBy(match, start, span)]
    })
  })
  const before = [...text.matchAll(BEFORE_BRACKETS)].map((match) => {
    const bracket = match.index + match[0].indexOf('(')
    return citedBy(match, match.index, { start: bracket, end: text.indexOf(')', bracket) + 1 })
  })
  return [...inBrackets, ...before].sort((a, b) => a.span.start - b.span.start)
}

function partsOf(inside: string, start: number): { part: string; start: number }[] {
  let at = start
  return inside.split(';').map((part) => {
    const from = at
    at += part.length + 1
    return { part, start: from }
  })
}

function citedBy(match: RegExpExecArray, base: number, span: Span): AuthorDate {
  const { names, year } = match.groups as { names: string; year: string }
  const namesAt = base + match[0].indexOf(names)
  const yearAt = base + match[0].lastIndexOf(year)
  return {
    names: namesIn(names, namesAt),
    year: year === 'n.d.' ? null : { value: year, span: { start: yearAt, end: yearAt + year.length } },
    span,
  }
}

function namesIn(written: string, start: number): AuthorDate['names'] {
  const names = written.replace(MORE_AUTHORS, '')
  let at = 0
  return names.split(BETWEEN_NAMES).map((name) => {
    const from = names.indexOf(name, at)
    at = from + name.length
    return { name, span: { start: start + from, end: start + at } }
  })
}
