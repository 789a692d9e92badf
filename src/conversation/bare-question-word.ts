import { capitalised, isAuxiliary, questionWords, uncapitalised, withoutMark } from './question-words.js'

const BARE =
  /^(?:(?:and|but|or|so|then)\b,?\s+)*((?:(?:by|for|from|to|with|since|until|at|in|of|on)\s+)?(?:who|whom|why|when|where|how|what|which)(?:\s+(?:so|not|come|else|exactly|long|much|many|often|far|old|big|large|high|fast|one|ones|year|day|kind|way|time|people|of them)\b)*)\s*[?!.]*$/i

/** The question word that is all that was asked: "why" of "And why?", "by whom"; null where there is more. */
export const bareQuestionWord = (question: string): string | null => BARE.exec(question.trim())?.[1] ?? null

/** Question words under which the clause of another stands as it is: "When did it close?", "Why did it close?" */
const EXCHANGED = /^(?:why|when|where|how(?: (?:long|often|far|exactly|much|many|fast|old|big|large|high))?)\b/i
const ASKS_FOR_TIME_OR_WAY =
  /^(?:how come|how so|why|when|where|how long|how often|how far|how exactly|how fast|how|(?:by|for|from|to|with|since|until|at|in|of|on) \w+(?: \w+)?)$/i

/** The last question under another question word; where its clause cannot stand under it, both are asked together. */
export function underQuestionWord(last: string, asked: string): string {
  const word = asked
    .toLowerCase()
    .replace(/^how come$/, 'why')
    .replace(/^how so$/, 'how')
  const clause = ASKS_FOR_TIME_OR_WAY.test(word) ? clauseOf(last) : null
  if (clause !== null) return `${capitalised(word)} ${clause}?`
  const else_ = /^(\w+) else$/.exec(word)?.[1]
  const isSame = else_ !== undefined && last.toLowerCase().startsWith(`${else_} `)
  if (isSame) return `${capitalised(word)} ${last.slice(else_.length + 1)}`
  return `${withoutMark(last)}, and ${word}?`
}

/** What follows "When" in "When did it close?", or a question that yes or no would answer; null for other questions. */
function clauseOf(last: string): string | null {
  const words = questionWords(last)
  const auxiliary = words.findIndex(isAuxiliary)
  if (auxiliary === 0) return uncapitalised(withoutMark(last))
  const before = auxiliary === -1 ? '' : last.slice(0, words[auxiliary]!.start).trim()
  return before !== '' && EXCHANGED.test(before) && words.slice(0, auxiliary).length <= 2
    ? withoutMark(last.slice(words[auxiliary]!.start))
    : null
}
