import { bareQuestionWord, underQuestionWord } from './bare-question-word.js'
import { fragmentOf, withPartReplaced } from './fragment.js'
import { nounPhrases } from './noun-phrases.js'
import { danglingPronoun, referentOf, withPronounReplaced } from './pronoun.js'
import { capitalised, uncapitalised, withoutMark } from './question-words.js'
import { asksOfTheAnswer, withAnswerWords } from './said-that.js'
import type { Carried, StandaloneQuestion, Turn } from './turn.js'

/** Earlier turns say nothing that the later ones do not. */
const TURNS_LOOKED_AT = 12
/** What is searched for stays a question; a longer one is complete anyway. */
const LONGEST_FOLLOW_UP = 300
const LONGEST_QUESTION = 2_000

interface Exchange {
  /** The last question, itself understood in its context. */
  readonly question: string
  /** What was answered, empty where nothing was yet. */
  readonly answer: string
  /** The fragment that the question was made with; null where it was none. */
  readonly part: string | null
  readonly citedArticleIds: readonly string[]
}

/**
 * Understands a follow-up by rules, without a model (docs/conversation.md). A question that is complete is returned as it
 * is. Takes time in proportion to the texts' length.
 *
 * @param conversation what was said before, oldest first.
 */
export function standaloneQuestion(question: string, conversation: readonly Turn[]): StandaloneQuestion {
  const last = lastExchange(conversation)
  const rewritten = last === null || question.length > LONGEST_FOLLOW_UP ? null : understood(question.trim(), last)
  if (last === null || rewritten === null || rewritten.question.length > LONGEST_QUESTION) {
    return { question, carried: null, citedArticleIds: [] }
  }
  const { question: asked, carried } = rewritten
  return { question: asked, carried, citedArticleIds: last.citedArticleIds }
}

/** A follow-up may follow a follow-up: each question is understood in the light of the one before. */
function lastExchange(conversation: readonly Turn[]): Exchange | null {
  return conversation
    .slice(-TURNS_LOOKED_AT)
    .reduce<Exchange | null>((last, turn) => (turn.role === 'user' ? asking(turn, last) : answering(turn, last)), null)
}

function asking({ text }: Turn, last: Exchange | null): Exchange {
  const asked = text.trim()
  const rewritten = last === null || asked.length > LONGEST_FOLLOW_UP ? null : understood(asked, last)
  return {
    question: (rewritten?.question ?? asked).slice(0, LONGEST_QUESTION),
    answer: '',
    part: rewritten?.part ?? null,
    citedArticleIds: [],
  }
}

/** What an assistant says before anything was asked is no answer. */
const answering = ({ text, citedArticleIds = [] }: Turn, last: Exchange | null): Exchange | null =>
  last && { ...last, answer: text.slice(0, LONGEST_QUESTION), citedArticleIds }

interface Understood {
  readonly question: string
  readonly carried: Carried
  readonly part?: string
}

/** Null where the question is complete, or its context says nothing of what it means. */
function understood(question: string, last: Exchange): Understood | null {
  if (asksOfTheAnswer(question)) {
    const asked = withAnswerWords(question, last.answer)
    return asked === null ? null : carry('answer', asked)
  }
  if (MORE.test(question)) return carry('subject', moreOf(last.question))
  const bare = bareQuestionWord(question)
  if (bare !== null) return carry('clause', underQuestionWord(last.question, bare))
  return fromFragment(question, last) ?? fromPronoun(question, last)
}

const carry = (carried: Carried, question: string): Understood => ({ carried, question: capitalised(question) })

const MORE =
  /^(?:and |but |so )*(?:(?:can you |could you |please )*(?:tell me|say|explain|give me) (?:some )?more(?: (?:details|about (?:it|this|that|them)))?|(?:any )?more(?: details?)?|go on|anything else|(?:such as|for example|for instance|any examples?|and then))\s*[?!.]*$/i

function moreOf(last: string): string {
  const phrase = nounPhrases(last)[0]
  return phrase === undefined ? last : `Tell me more about ${phrase.text}`
}

function fromFragment(question: string, last: Exchange): Understood | null {
  const fragment = fragmentOf(question)
  if (fragment === null || danglingPronoun(fragment.text) !== null) return null
  const part = fragment.text
  const replaced = withPartReplaced(last.question, part, last.part)
  if (replaced !== null) return { ...carry('question', replaced), part }
  // Without a word that connects it, it may as well be the keywords of a new search.
  return fragment.connected ? { ...carry('question', `${withoutMark(last.question)} — and ${part}?`), part } : null
}

function fromPronoun(question: string, { question: last, answer }: Exchange): Understood | null {
  const asked = question.replace(/^(?:(?:and|but|so|then|ok|okay|well)\b,?\s+)+/i, '')
  const dangling = danglingPronoun(asked)
  if (dangling === null) return null
  const referent = referentOf(dangling, last, answer)
  if (referent === null) return carry('question', `${withoutMark(asked)} — ${uncapitalised(withoutMark(last))}?`)
  return carry(last.includes(referent) ? 'subject' : 'answer', withPronounReplaced(asked, dangling, referent))
}
