import { uncapitalised } from './question-words.js'

const LEAD = '^(?:(?:and|but|so|ok|okay|well)\\b,?\\s+)*'
const REPORTING =
  'said|says?|say|wrote|writes?|write|claimed|claims?|told|reported|reports?|stated|states?|argued|argues?'
/** "Who said that?", "Which article says so?", "Where does it say that?" */
const WHO_SAID = new RegExp(
  `${LEAD}((?:who|where|when|(?:which|what) (?:article|author|source|text|brief|page)s?)\\b[\\w\\s]{0,40}?\\b(?:${REPORTING}))\\s+(?:that|this|so|it|these words)\\s*[?!.]*$`,
  'i',
)
const WHOSE_WORDS =
  /^(?:(?:and|but|so)\b,?\s+)*(?:says who|according to wh(?:om|o)|wh(?:at|ich) (?:is|was) (?:the|your) source(?: (?:of|for) (?:that|this|it))?|(?:who|where) (?:is|was) (?:that|this) from|where does (?:that|this|it) come from|whose (?:words|opinion|view) (?:is|are|was|were) (?:that|this|those|these))\s*[?!.]*$/i
const IS_IT_TRUE =
  /^(?:(?:and|but|so)\b,?\s+)*(?:really|are you sure(?: (?:of|about) (?:that|this|it))?|(?:is|was) (?:that|this|it) (?:really |still |actually )?(?:true|so|right|correct|certain))\s*[?!.]*$/i

/** "Who said that?", "Is that true?": a question about what the last answer said. */
export const asksOfTheAnswer = (question: string): boolean =>
  [WHO_SAID, WHOSE_WORDS, IS_IT_TRUE].some((pattern) => pattern.test(question))

/** Such a question with the answer's words in it; null where the answer says nothing. */
export function withAnswerWords(question: string, answer: string): string | null {
  const words = wordsOf(answer)
  if (words === null) return null
  const whoSaid = WHO_SAID.exec(question)?.[1]
  if (whoSaid !== undefined) return `${whoSaid} “${words}”?`
  return WHOSE_WORDS.test(question) ? `Who says “${words}”?` : `Is it true that ${uncapitalised(words)}?`
}

const MOST_WORDS = 25
const QUOTED = /[“"„«]([^“”"„«»]{3,2000})[”"“»]/
/** How an abstention begins; it says nothing that somebody said. */
const DECLINES =
  /^(?:the articles (?:say nothing|do not|don['’]t|touch)|no article|there are no articles|nothing in the|i (?:do not|don['’]t|cannot|can['’]t|could not)|sorry)/i

/** The first words that the answer quotes, at most 25; null where it quotes none. */
function wordsOf(answer: string): string | null {
  const text = answer.trim()
  if (text === '' || DECLINES.test(text)) return null
  // An answer of ours is quotes with their markers; one of a model has quotation marks around them.
  const quoted = QUOTED.exec(text)?.[1] ?? text.split(/\s*\[\d+\]/, 1)[0]!
  const sentence = /^[\s\S]*?[.!?](?=\s|$)/.exec(quoted)?.[0] ?? quoted
  const words = sentence
    .replace(/[“”"„«»]/g, '')
    .split(/\s+/)
    .filter((word) => word !== '')
  return words.length === 0
    ? null
    : words
        .slice(0, MOST_WORDS)
        .join(' ')
        .replace(/[.!?,;:]+$/, '')
}
