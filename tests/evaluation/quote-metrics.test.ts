import { describe, expect, test } from 'vitest'
import { type Quote, quoteFigures } from '../../src/evaluation/quote-metrics.js'
import { goldQuestion } from './gold-question.js'

const quote = (articleId: string, start: number, text: string): Quote => ({
  articleId,
  span: { start, end: start + text.length },
  quote: text,
})

describe('quotes', () => {
  const gold = goldQuestion({
    relevantArticles: ['a'],
    maybeRelevantArticles: ['m'],
    spans: [{ articleId: 'a', start: 100, end: 110 }],
    answers: ['Thomas Orde'],
  })
  const atGold = quote('a', 98, 'He was Thomas Orde.')
  const elsewhereInArticle = quote('a', 500, 'Thomas Orde died.')
  const inMaybe = quote('m', 0, 'Thomas Orde again.')
  const inStranger = quote('x', 0, 'thomas orde too')
  const wrong = quote('a', 300, 'It rained all day.')

  test.each([
    ['the gold span first', [atGold, wrong], [1, 1, 1, 1, 1]],
    ['the gold span second', [wrong, atGold], [0, 1, 0, 1, 1]],
    ['the answer elsewhere in the relevant article', [elsewhereInArticle], [0, 0, 1, 1, 1]],
    ['the answer in a maybe relevant article', [inMaybe], [0, 0, 1, 1, 1]],
    ['the answer in a stranger', [inStranger], [0, 0, 0, 0, 1]],
    ['neither', [wrong], [0, 0, 0, 0, 0]],
    ['nothing', [], [0, 0, 0, 0, 0]],
  ] as const)('of %s', (_, quotes, expected) => {
    const { firstQuoteGold, anyQuoteGold, firstQuoteRight, anyQuoteRight, answerInQuotes } = quoteFigures(quotes, gold)
    expect([firstQuoteGold, anyQuoteGold, firstQuoteRight, anyQuoteRight, answerInQuotes]).toEqual(expected)
  })

  test('hold an answer by its value where the words differ', () => {
    const figures = quoteFigures([quote('a', 0, 'It rained for six days.')], { ...gold, answers: ['6 days'] })
    expect(figures).toMatchObject({ answerInQuotes: 0, answerInQuotesByValue: 1 })
  })

  test('count their words together', () => {
    expect(quoteFigures([atGold, wrong], gold).quotedWords).toBe(8)
  })

  test('are not judged by what the gold does not say', () => {
    const spansOnly = quoteFigures([atGold], { ...gold, answers: [] })
    expect(spansOnly).toMatchObject({ firstQuoteGold: 1, firstQuoteRight: 1, answerInQuotes: null })
    const answersOnly = quoteFigures([atGold], { ...gold, spans: [] })
    expect(answersOnly).toMatchObject({ firstQuoteGold: null, firstQuoteRight: 1, answerInQuotes: 1 })
    const neither = quoteFigures([atGold], { ...gold, spans: [], answers: [] })
    expect(neither).toMatchObject({ firstQuoteGold: null, firstQuoteRight: null, answerInQuotes: null })
  })
})
