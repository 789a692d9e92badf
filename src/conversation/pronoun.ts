import { type NounPhrase, nounPhrases } from './noun-phrases.js'
import {
  capitalised,
  determiners,
  endsPhrase,
  isAuxiliary,
  prepositions,
  type QuestionWord,
  questionWords,
} from './question-words.js'

type Means = 'person' | 'thing' | 'several' | 'place' | 'pointed at'
const MEANS: Readonly<Record<string, Means>> = {
  he: 'person',
  she: 'person',
  him: 'person',
  her: 'person',
  his: 'person',
  it: 'thing',
  its: 'thing',
  they: 'several',
  them: 'several',
  their: 'several',
  there: 'place',
  this: 'pointed at',
  that: 'pointed at',
  these: 'pointed at',
  those: 'pointed at',
}

/** "Is it safe to …", "Does it matter whether …": the pronoun stands for what follows. */
const EXPLETIVE =
  /\b(?:is|was|isn['’]t|would|will|can|could|be) it (?:[\w-]+ ){0,3}?(?:to|that|if|whether|when|for)\b|\bit (?:seems?|rains?|snows?|appears?)\b|\bit (?:takes?|matters?)\b.*\b(?:to|for|if|whether|that|when)\b|\b(?:does|did|do|will|would) it (?:take|matter|mean|make|cost|help)\b.*\b(?:to|if|whether|that|when)\b|\bwhat time is it\b|\bhow is it that\b/i
/** Times, and what the reader sits in front of: they need no conversation. */
const UNDERSTOOD_ALONE =
  /^(?:week|month|year|morning|evening|day|century|decade|season|spring|summer|autumn|winter|time|moment|way|kind|service|program|programme|tool|site|website|page|app|corpus|collection|index)s?$/
/** An earlier word that is not one of these may be what the pronoun means. */
const MOST_CONTENT_WORDS_BEFORE = 2
/** A longer question says what it is about; its "they" is people in general, its "it" in itself. */
const MOST_CONTENT_WORDS = 5
const MOST_WORDS = 12

export interface Dangling {
  readonly word: QuestionWord
  readonly means: Means
}

/** The first pronoun of a short question that nothing in the question explains; null where there is none. */
export function danglingPronoun(question: string): Dangling | null {
  const words = questionWords(question)
  const contentWords = words.filter((word) => !endsPhrase(word)).length
  if (words.length > MOST_WORDS || contentWords > MOST_CONTENT_WORDS || EXPLETIVE.test(question)) return null
  const firstPhrase = nounPhrases(question)[0]?.start ?? Number.POSITIVE_INFINITY
  let before = 0
  for (const [i, word] of words.entries()) {
    if (word.start > firstPhrase || before > MOST_CONTENT_WORDS_BEFORE) return null
    const means = Object.hasOwn(MEANS, word.lower) ? MEANS[word.lower]! : null
    if (means !== null && isDangling(words, i, means)) return { word, means }
    if (!endsPhrase(word)) before++
  }
  return null
}

const POSSESSIVE = /^(?:his|its|their)$/

function isDangling(words: readonly QuestionWord[], i: number, means: Means): boolean {
  const [word, before, next] = [words[i]!, words[i - 1], words[i + 1]]
  const isFirstOrBehindAuxiliary = before === undefined || isAuxiliary(before)
  if (means === 'place') return next === undefined && !isFirstOrBehindAuxiliary
  // "Who made his first speech?": whoever is asked for.
  const isPossessive = POSSESSIVE.test(word.lower) || (word.lower === 'her' && isOwned(next))
  if (isPossessive) return isFirstOrBehindAuxiliary
  if (means !== 'pointed at') return true
  // "… show that a typo …" is no pronoun, and "Is this the last race?" speaks of now.
  if (word.lower === 'that' && next !== undefined && !isFirstOrBehindAuxiliary) return false
  return next === undefined || !(determiners.has(next.lower) || UNDERSTOOD_ALONE.test(next.lower))
}

const isOwned = (next: QuestionWord | undefined): boolean =>
  next !== undefined && !endsPhrase(next) && !isAuxiliary(next)

/** @param phrase what the pronoun means. */
export function withPronounReplaced(question: string, { word, means }: Dangling, phrase: string): string {
  const next = questionWords(question).find(({ start }) => start > word.end)
  const possessive = POSSESSIVE.test(word.lower) || (word.lower === 'her' && isOwned(next))
  const isShort = /['’]s$/i.test(word.text)
  const put = possessive ? `${phrase}’s` : isShort ? `${phrase} is` : means === 'place' ? placeOf(phrase) : phrase
  return capitalised(question.slice(0, word.start) + put + question.slice(word.end))
}

const placeOf = (phrase: string): string =>
  prepositions.has(phrase.split(' ')[0]!.toLowerCase()) ? phrase : `in ${phrase}`

const PLACE = /\b(?:in|at|on) (?:the )?\p{Lu}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{L}\p{M}'’-]*)*/gu

/**
 * What a pronoun means after `last` and its answer; null where that cannot be told. "That" may mean anything that was said.
 */
export function referentOf({ means }: Dangling, last: string, answer: string): string | null {
  if (means === 'pointed at') return null
  if (means === 'person') return personIn(last, answer)
  if (means === 'place') return last.match(PLACE)?.at(-1) ?? thingIn(last)
  return means === 'several' ? (ASKED_PLURAL.exec(last)?.[1] ?? thingIn(last)) : thingIn(last)
}

/** "Which file formats does …?" */
const ASKED_PLURAL =
  /^(?:which|what) ((?:[\p{Ll}-]+ ){0,2}[\p{Ll}-]+s) (?:do|does|did|is|are|was|were|can|could|will|should|may|must|has|have)\b/iu

function personIn(last: string, answer: string): string | null {
  const phrases = nounPhrases(last)
  const named = phrases.find(({ isName, text }) => isName && text.includes(' '))
  const person = named?.text ?? nameIn(answer, last)
  if (person !== null || asksForAPerson(last)) return person
  return (phrases.find(({ isName }) => isName) ?? phrases[0])?.text ?? null
}

const PERSON = /^\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)+$/u

function thingIn(last: string): string | null {
  const phrases = nounPhrases(last)
  const isThing = ({ isName, text }: NounPhrase): boolean => !(isName && PERSON.test(text))
  return (phrases.find(isThing) ?? phrases[0])?.text ?? null
}

const asksForAPerson = (question: string): boolean =>
  /^(?:and )?(?:who|whom|whose|by whom|which (?:person|author|engineer|writer|analyst))\b/i.test(question)

const FULL_NAME =
  /(?<!^|[.!?]\s)(?<![\p{L}\p{N}])\p{Lu}[\p{Ll}'’-]+(?: (?:de|del|van|von|al|bin|\p{Lu}\.|\p{Lu}[\p{Ll}'’-]+)){1,3}(?![\p{L}\p{N}])/gu

/** The person whom the answer names, where a person was asked for: the first full name that the question has not. */
function nameIn(answer: string, last: string): string | null {
  if (!asksForAPerson(last)) return null
  return [...answer.matchAll(FULL_NAME)].map(([name]) => name).find((name) => !last.includes(name)) ?? null
}
