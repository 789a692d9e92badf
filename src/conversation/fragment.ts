import { nounPhrases } from './noun-phrases.js'
import {
  askingWords,
  determiners,
  endsPhrase,
  isAuxiliary,
  isName,
  isYear,
  prepositions,
  type QuestionWord,
  questionWords,
  withoutMark,
} from './question-words.js'

const CONNECTORS = /^(?:(?:and|but|or|also|then|so|ok|okay|well)\b,?\s+)*/i
const WHAT_ABOUT = /^(?:what|how) (?:about|of|if)\s+/i
/** What begins a whole sentence that has no auxiliary. */
const IMPERATIVE = /^(?:tell|explain|list|compare|give|show|describe|find|name|say|summari[sz]e|define|quote)\b/i
const MOST_WORDS = { afterConnector: 8, bare: 4 }

/**
 * The part of a question that is all that was asked: "in Africa" of "and in Africa?", "2019" of "What about 2019?"; null
 * where it is a whole question. Without a word that connects it, only a short one with a question mark counts.
 */
export function fragmentOf(question: string): { readonly text: string; readonly connected: boolean } | null {
  const behindConnectors = question.replace(CONNECTORS, '')
  const behindAll = behindConnectors.replace(WHAT_ABOUT, '')
  const connected = behindAll !== question
  const text = withoutMark(behindAll)
  const words = questionWords(text)
  if (words.length === 0 || words.length > (connected ? MOST_WORDS.afterConnector : MOST_WORDS.bare)) return null
  if (words.some((word) => isAuxiliary(word) || askingWords.has(word.lower)) || IMPERATIVE.test(text)) return null
  if (!connected && !prepositions.has(words[0]!.lower) && !question.trim().endsWith('?')) return null
  return { text, connected }
}

/**
 * `last` with the fragment in the place of what it contrasts with; null where no such place can be told.
 * @param earlier the fragment that `last` itself was made with, if any: the next one contrasts with it.
 */
export function withPartReplaced(last: string, fragment: string, earlier: string | null = null): string | null {
  const words = questionWords(fragment)
  const first = words[0]!
  if (prepositions.has(first.lower)) return withPhraseReplaced(last, fragment, words)
  if (words.length === 1 && isYear(first)) return withYearReplaced(last, fragment)
  return (
    withNameReplaced(last, fragment, earlier) ??
    withSameHeadReplaced(last, fragment, words) ??
    withOnlyPhraseReplaced(last, fragment)
  )
}

const put = (last: string, { start, end }: { start: number; end: number }, part: string): string =>
  last.slice(0, start) + part + last.slice(end)

const atTheEnd = (last: string, part: string): string => `${withoutMark(last)} ${part}?`

type Kind = 'year' | 'name' | 'other'
const kindOf = (word: QuestionWord | undefined): Kind =>
  word === undefined ? 'other' : isYear(word) ? 'year' : isName(word) ? 'name' : 'other'

/** "in Africa" takes the place of "in Europe", but not of "in 1951". */
function withPhraseReplaced(last: string, fragment: string, [first, ...object]: readonly QuestionWord[]): string {
  const words = questionWords(last)
  const kind = kindOf(object.find((word) => !determiners.has(word.lower)))
  for (let i = words.length - 2; i > 0; i--) {
    if (words[i]!.lower !== first!.lower) continue
    const from = determiners.has(words[i + 1]!.lower) ? i + 2 : i + 1
    if (from >= words.length || kindOf(words[from]) !== kind) continue
    let end = from + 1
    while (end < words.length && kindOf(words[end]) === kind && !endsPhrase(words[end]!)) end++
    return put(last, { start: words[i]!.start, end: words[end - 1]!.end }, fragment)
  }
  return atTheEnd(last, fragment)
}

function withYearReplaced(last: string, year: string): string | null {
  const years = questionWords(last).filter(isYear)
  return years.length === 1 ? put(last, years[0]!, year) : null
}

/** A name takes the place of the one name that is most like it: as many words, written in the same way. */
function withNameReplaced(last: string, fragment: string, earlier: string | null): string | null {
  // The words before it keep its first word from being taken for the beginning of a sentence.
  const [whole, ...others] = nounPhrases(`of ${fragment}`)
  if (whole === undefined || others.length > 0 || !whole.isName || whole.text !== fragment) return null
  const names = namesIn(last)
  const alike = names.filter(({ text }) => shapeOf(text) === shapeOf(fragment))
  const contrasted = names.find(({ text }) => earlier?.endsWith(text))
  const place = contrasted ?? (alike.length === 1 ? alike[0] : names.length === 1 ? names[0] : undefined)
  return place === undefined ? null : put(last, place, fragment)
}

function namesIn(text: string): { text: string; start: number; end: number }[] {
  const names: { text: string; start: number; end: number }[] = []
  let previous: QuestionWord | null = null
  for (const word of questionWords(text)) {
    const lastName = names.at(-1)
    if (isName(word)) {
      const isNext = lastName !== undefined && lastName.end === previous?.end && !word.afterBreak
      const start = isNext ? lastName.start : word.start
      if (isNext) names.pop()
      names.push({ text: text.slice(start, word.end), start, end: word.end })
    }
    previous = word
  }
  return names
}

const shapeOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => (/^\p{Lu}\p{Ll}/u.test(word) ? 'Name' : 'CODE'))
    .join(' ')

/** "common words" takes the place of "rare words". */
function withSameHeadReplaced(last: string, fragment: string, words: readonly QuestionWord[]): string | null {
  const head = words.at(-1)!
  if (words.length < 2 || isName(head) || endsPhrase(head)) return null
  const lastWords = questionWords(last)
  const at = lastWords.findLastIndex(({ lower }) => lower === head.lower)
  if (at === -1) return null
  let from = at
  while (from > 0 && !endsPhrase(lastWords[from - 1]!) && at - from < words.length - 1) from--
  const takesArticle = determiners.has(words[0]!.lower) && determiners.has(lastWords[from - 1]?.lower ?? '')
  return put(last, { start: lastWords[takesArticle ? from - 1 : from]!.start, end: lastWords[at]!.end }, fragment)
}

/** A phrase takes the place of the only phrase with an article, or of all that "What is …?" asks about. */
function withOnlyPhraseReplaced(last: string, fragment: string): string | null {
  const phrases = nounPhrases(last).filter((phrase) => !phrase.isName)
  const place = phrases[0]
  if (place === undefined || phrases.length > 1) return null
  if (/^wh(?:at|o) (?:is|are|was|were) $/i.test(last.slice(0, place.start))) return put(last, place, fragment)
  if (![fragment, place.text].every((text) => ARTICLE.test(text))) return null
  const one = /^(.+) ones?$/i.exec(fragment)?.[1]
  if (one !== undefined) return withModifiersReplaced(last, place, one)
  // "The lamp" after "the lighthouse at Skerry Point" is a part of it, not another one.
  return namesIn(place.text).length > 0 && namesIn(fragment).length === 0 ? null : put(last, place, fragment)
}

const ARTICLE = /^(?:the|an?) /i

/** "the last (one)" of "the first tram of Altdorf". */
function withModifiersReplaced(last: string, place: { text: string; start: number }, modifiers: string): string | null {
  const words = questionWords(place.text)
  const replaced = words[questionWords(modifiers).length - 1]
  return replaced === undefined || replaced === words.at(-1)
    ? null
    : put(last, { start: place.start, end: place.start + replaced.end }, modifiers)
}
