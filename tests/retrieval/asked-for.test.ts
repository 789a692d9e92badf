import { describe, expect, test } from 'vitest'
import { askedPhrases, phraseShare } from '../../src/retrieval/asked-phrases.js'
import { asksForSeveralArticles, bestOfEachFirst } from '../../src/retrieval/several-articles.js'

describe('phrases in quotation marks', () => {
  test.each([
    ['Who wrote "the lamp was lit at dusk"?', ['the lamp was lit at dusk']],
    ['Who wrote “The Lamp,  was lit”?', ['the lamp was lit']],
    ['"one two" and "three four"', ['one two', 'three four']],
    ['What does "keeper" mean?', []],
    ["Whose lamp wasn't lit?", []],
    ['An open " mark', []],
  ])('%s', (question, expected) => {
    expect(askedPhrases(question)).toEqual(expected)
  })

  test('stand in a text whole, without regard to case, punctuation and line breaks', () => {
    const phrases = askedPhrases('"the lamp was lit" "a bell rang"')
    expect(phraseShare(phrases, 'At six, the lamp\nwas lit. Then A bell – rang.')).toBe(1)
    expect(phraseShare(phrases, 'The lamp was lit.')).toBe(0.5)
    expect(phraseShare(phrases, 'The lamp was littered; a bell ranged.')).toBe(0)
  })
})

describe('a question that several articles must answer', () => {
  test.each([
    'Which articles mention whale oil?',
    'What do the authors disagree about?',
    'How do the sources differ?',
    'Compare the two lighthouses.',
    'Which of the authors were keepers?',
    'What other sources say that the lamp was lit?',
  ])('is told by its words: %s', (question) => {
    expect(asksForSeveralArticles(question)).toBe(true)
  })

  test.each([
    'Who wrote the articles of confederation?',
    'Which report named the minister?',
    'What is the source of the river?',
    'How long is an article of mine?',
  ])('is none: %s', (question) => {
    expect(asksForSeveralArticles(question)).toBe(false)
  })

  test('gets the best of each article first, the others after them in their order', () => {
    const articleOf = (id: string) => id[0]!
    expect(bestOfEachFirst(['a1', 'a2', 'b1', 'a3', 'c1', 'b2'], articleOf)).toEqual([
      'a1',
      'b1',
      'c1',
      'a2',
      'a3',
      'b2',
    ])
  })
})
