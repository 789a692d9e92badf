import type { Citation } from '../citations/citation.js'
import type { GoldQuestion } from './gold.js'
import { answers } from './gold-spans.js'
import { countWords, holdsAnswer } from './words.js'
import { wordsByValue } from './words-by-value.js'

export type Quote = Pick<Citation, 'articleId' | 'span' | 'quote'>

/** How an answer's quotes meet the gold of its question; each value 0 or 1, except the number of words. */
export interface QuoteFigures {
  /** The first quote holds at least half of a gold span, or at least half of the quote is in one. Null without spans. */
  readonly firstQuoteGold: number | null
  readonly anyQuoteGold: number | null
  /**
   * The first quote is gold, or stands in a relevant (or maybe relevant) article and holds one of the short answers.
   * Null where the question has neither spans nor short answers.
   */
  readonly firstQuoteRight: number | null
  readonly anyQuoteRight: number | null
  /** One of the short answers stands in the quotes, joined in order, whichever article they are of. Null without short answers. */
  readonly answerInQuotes: number | null
  /** The same with numbers by their value and without plurals: "six" is 6 (words-by-value.ts). */
  readonly answerInQuotesByValue: number | null
  /** Words of all quotes together. */
  readonly quotedWords: number
}

export function quoteFigures(quotes: readonly Quote[], gold: GoldQuestion): QuoteFigures {
  const isGold = (quote: Quote): boolean => gold.spans.some((span) => answers(quote, span))
  const isRight = (quote: Quote): boolean => isGold(quote) || holdsAnswerInPlace(quote, gold)
  const first = quotes.slice(0, 1)
  const together = quotes.map(({ quote }) => quote).join(' ')
  const hasSpans = gold.spans.length > 0
  const hasAnswers = gold.answers.length > 0
  return {
    firstQuoteGold: hasSpans ? Number(first.some(isGold)) : null,
    anyQuoteGold: hasSpans ? Number(quotes.some(isGold)) : null,
    firstQuoteRight: hasSpans || hasAnswers ? Number(first.some(isRight)) : null,
    anyQuoteRight: hasSpans || hasAnswers ? Number(quotes.some(isRight)) : null,
    answerInQuotes: hasAnswers ? Number(holdsAnswer(together, gold.answers)) : null,
    answerInQuotesByValue: hasAnswers ? Number(holdsAnswer(together, gold.answers, wordsByValue)) : null,
    quotedWords: quotes.reduce((sum, { quote }) => sum + countWords(quote), 0),
  }
}

const holdsAnswerInPlace = ({ articleId, quote }: Quote, gold: GoldQuestion): boolean =>
  (gold.relevantArticles.includes(articleId) || gold.maybeRelevantArticles.includes(articleId)) &&
  holdsAnswer(quote, gold.answers)
