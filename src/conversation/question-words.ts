/** A word of a question with where it stands, [start, end) in UTF-16 code units. */
export interface QuestionWord {
  readonly text: string
  readonly lower: string
  readonly start: number
  readonly end: number
  /** Whether punctuation stands between it and the word before. */
  readonly afterBreak: boolean
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-./'’][\p{L}\p{M}\p{N}]+)*/gu

export function questionWords(question: string): QuestionWord[] {
  let last = 0
  return [...question.matchAll(WORD)].map(({ 0: text, index }) => {
    const afterBreak = /[^\s"“”'‘’]/.test(question.slice(last, index))
    last = index + text.length
    return { text, lower: text.toLowerCase().replace(/['’]s$/, ''), start: index, end: last, afterBreak }
  })
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '))

export const determiners = setOf('the a an')
export const doAuxiliaries = setOf("do does did don't doesn't didn't can could will would shall should must might")
export const beAuxiliaries = setOf("is are was were be been being am isn't aren't wasn't weren't has have had")
export const askingWords = setOf('who whom whose what which when where why how')
export const prepositions = setOf(
  'in on at of for from to with without by about into over under between among after before during since until against across near than as per via within beyond through like',
)
export const connecting = setOf('and or but if because while though although that so whether')
const quantities = setOf('no not any some all every each more most only also still both')
const pronouns = setOf(
  'i you we he she it they me him her us them my your our his its their this that these those there',
)

export const isAuxiliary = (word: QuestionWord): boolean =>
  doAuxiliaries.has(word.lower) || beAuxiliaries.has(word.lower)

/** Words that no noun phrase runs across. */
export const endsPhrase = ({ lower }: QuestionWord): boolean =>
  determiners.has(lower) ||
  doAuxiliaries.has(lower) ||
  beAuxiliaries.has(lower) ||
  askingWords.has(lower) ||
  prepositions.has(lower) ||
  connecting.has(lower) ||
  quantities.has(lower) ||
  pronouns.has(lower)

/** A year, a decade or a date that begins with its year. */
export const isYear = ({ text }: QuestionWord): boolean => /^(?:1\d{3}|20\d{2})(?:s|(?:-\d{2}){1,2})?$/.test(text)

/** Names, acronyms, and words with digits (`BM25`, `k1`); the first word has a capital anyway. */
export function isName(word: QuestionWord): boolean {
  if (isYear(word) || endsPhrase(word)) return false
  return word.start === 0 ? /\p{Lu}.*[\p{Lu}\d]/u.test(word.text) : /[\p{Lu}\d]/u.test(word.text)
}

export const withoutMark = (question: string): string => question.replace(/[\s?!.]+$/, '')
export const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
/** For putting a question into another; a name keeps its capital. */
export const uncapitalised = (text: string): string =>
  text.replace(/^\p{Lu}(?=\p{Ll}*\b)(?![^\s]*[\p{Lu}\d])/u, (letter) => letter.toLowerCase())
