import {
  askingWords,
  beAuxiliaries,
  connecting,
  determiners,
  doAuxiliaries,
  endsPhrase,
  isAuxiliary,
  isName,
  isYear,
  prepositions,
  type QuestionWord,
  questionWords,
} from './question-words.js'

/** Something that a question speaks of; `text` is its slice at [start, end). */
export interface NounPhrase {
  readonly text: string
  readonly start: number
  readonly end: number
  /** A name without an article before it. */
  readonly isName: boolean
}

/** Past participles that do not end in -ed, which end a passive question: "When was the bridge built?" */
const PARTICIPLE =
  /(?:ed|wn|built|made|held|sold|told|kept|sent|spent|left|lost|won|found|born|done|gone|taken|given|written|chosen|broken|stolen|paid|said|read|cut|put|set|sung|begun|bought|brought|caught|taught|thought|fought|meant|led|met|run|seen)$/

/**
 * What a question speaks of, in order, as far as it can be told without a grammar: names, phrases with an article, what
 * stands between an auxiliary and its verb, and what "What is …?" asks about. Phrases do not overlap.
 */
export function nounPhrases(question: string): NounPhrase[] {
  const words = questionWords(question)
  const found: NounPhrase[] = []
  for (let i = 0; i < words.length; ) {
    const end = phraseEnd(words, i)
    if (end > i) {
      const [first, last] = [words[i]!, words[end - 1]!]
      const text = question.slice(first.start, last.end)
      found.push({ text, start: first.start, end: last.end, isName: words.slice(i, end).every(isName) })
    }
    i = Math.max(end, i + 1)
  }
  return found
}

/** The index behind the phrase that begins at `i`; `i` where none does. */
function phraseEnd(words: readonly QuestionWord[], i: number): number {
  const before = words[i - 1]
  const asksWhatItIs = i === 2 && /^wh(?:at|o)$/.test(words[0]!.lower) && beAuxiliaries.has(before!.lower)
  if (asksWhatItIs && !endsPhrase(words[i]!)) return definedEnd(words, i)
  if (determiners.has(words[i]!.lower)) return withComplements(words, describedEnd(words, i))
  if (isName(words[i]!)) return withComplements(words, nameEnd(words, i))
  const isSubject = before !== undefined && doAuxiliaries.has(before.lower)
  return isSubject && !endsPhrase(words[i]!) ? bareSubjectEnd(words, i) : i
}

const runEnd = (words: readonly QuestionWord[], from: number, belongs: (word: QuestionWord) => boolean): number => {
  let end = from
  while (end < words.length && belongs(words[end]!) && (end === from || !words[end]!.afterBreak)) end++
  return end
}

const nameEnd = (words: readonly QuestionWord[], from: number): number => runEnd(words, from, isName)
const plainEnd = (words: readonly QuestionWord[], from: number): number =>
  runEnd(words, from, (word) => !endsPhrase(word) && !isName(word) && !isYear(word))

/** "What is cosine similarity when …?": all up to the next clause, without a participle at its end. */
function definedEnd(words: readonly QuestionWord[], from: number): number {
  const end = runEnd(words, from, (word) => !isAuxiliary(word) && !askingWords.has(word.lower) && word.lower !== 'and')
  return end - from > 1 && PARTICIPLE.test(words[end - 1]!.lower) ? end - 1 : end
}

/** "the first tram", "the Brier score", "the lighthouse" of "was the lighthouse built". */
function describedEnd(words: readonly QuestionWord[], determiner: number): number {
  const from = determiner + 1
  const named = nameEnd(words, from)
  if (named - from > 1) return named
  const end = plainEnd(words, named)
  const withName = end > named ? nameEnd(words, end) : end
  if (withName > end) return withName
  return end - from > 1 && isVerbAt(words, end - 1, determiner) ? end - 1 : end
}

/** Behind its subject a question has a verb: any word after "does" and in a clause, a participle after "was". */
function isVerbAt(words: readonly QuestionWord[], last: number, subject: number): boolean {
  const [before, next] = [words[subject - 1], words[last + 1]]
  if (before === undefined || (next !== undefined && isAuxiliary(next)) || next?.lower === 'of') return false
  // "the old lighthouse at Skerry Point close": the verb stands behind the name.
  const behind = next !== undefined && prepositions.has(next.lower) ? nameEnd(words, last + 2) : last + 2
  if (behind > last + 2 && words[behind] !== undefined && !endsPhrase(words[behind]!)) return false
  const isActive = doAuxiliaries.has(before.lower) || askingWords.has(before.lower) || connecting.has(before.lower)
  return isActive || (beAuxiliaries.has(before.lower) && PARTICIPLE.test(words[last]!.lower))
}

/** "bees" of "Do bees sting?"; of many words the end is a plural, or the word before a verb with an object. */
function bareSubjectEnd(words: readonly QuestionWord[], from: number): number {
  const end = plainEnd(words, from)
  const next = words[end]
  if ((next !== undefined && isAuxiliary(next)) || end - from < 2) return end
  if (end - from === 2 || (next !== undefined && (determiners.has(next.lower) || isName(next)))) return end - 1
  const plural = words.slice(from, end - 1).findIndex(({ lower }) => /[^s]s$/.test(lower))
  if (plural !== -1) return from + plural + 1
  return words[end - 1]!.lower.endsWith('ly') ? end - 2 : from
}

/** "… of Altdorf", "… at Skerry Point": prepositions that bind a name, and "of" with anything. */
function withComplements(words: readonly QuestionWord[], end: number): number {
  const preposition = words[end]
  const next = words[end + 1]
  if (preposition === undefined || next === undefined || preposition.afterBreak) return end
  if (!['of', 'at', 'in', 'on', 'for', 'from'].includes(preposition.lower) || prepositions.has(next.lower)) return end
  if (isName(next)) return withComplements(words, nameEnd(words, end + 1))
  if (preposition.lower !== 'of') return end
  if (determiners.has(next.lower)) return withComplements(words, describedEnd(words, end + 1))
  return plainEnd(words, end + 1)
}
