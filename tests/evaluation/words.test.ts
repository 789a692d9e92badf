import { describe, expect, test } from 'vitest'
import { countWords, endOfWords, holdsAnswer, normalisedWords } from '../../src/evaluation/words.js'
import { wordsByValue } from '../../src/evaluation/words-by-value.js'

describe('words', () => {
  test.each([
    ['', 0],
    ['  one\n two ', 2],
    ['A loaf — really?', 4],
  ])('%j has so many', (text, count) => {
    expect(countWords(text)).toBe(count)
  })

  test.each([
    ['one two three', 2, 'one two'],
    ['one two', 9, 'one two'],
    [' one', 1, ' one'],
    ['one', 0, ''],
  ])('%j is read for %i words up to', (text, words, read) => {
    expect(text.slice(0, endOfWords(text, words))).toBe(read)
  })

  test('are normalised without case, accents, punctuation and articles', () => {
    expect(normalisedWords('The “Café”, an  old-time place!')).toBe('cafe old time place')
  })

  test.each([
    ['a whole answer in other case and punctuation', 'Built by THOMAS ORDE, in 1871.', ['Thomas Orde'], true],
    ['one of several wordings', 'It has 12 legs.', ['twelve', '12'], true],
    ['an answer inside a longer word', 'The carpet is red.', ['car'], false],
    ['words in another order', 'Orde Thomas', ['Thomas Orde'], false],
    ['an answer without any word', 'Anything', ['the', '—'], false],
    ['no answers', 'Anything', [], false],
  ] as const)('hold %s', (_, text, answers, expected) => {
    expect(holdsAnswer(text, answers)).toBe(expected)
  })

  test.each([
    ['extended by six months', '6', true],
    ['sold for $12,600,000', '$12.6 million', true],
    ['twenty-one of 1,500 keepers', '21', true],
    ['Twenty-one of 1,500 keepers', '1500', true],
    ['rose by 60%', '60 percent', true],
    ['a heat wave in Europe', 'Heat waves', true],
    ['three hundred lamps', '300', true],
    ['in 1871.', '1871', true],
    ['a depth of 1.6 metres', '1.6', true],
    ['a depth of 1.6 metres', '6', false],
    ['sixty keepers', '6', false],
    ['someone left', '1', false],
    ['$5 million', '$5', false],
    ['a glass', 'glas', false],
  ])('by value: %j holds %j: %s', (text, answer, expected) => {
    expect(holdsAnswer(text, [answer], wordsByValue)).toBe(expected)
  })
})
