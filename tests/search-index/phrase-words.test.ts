import fc from 'fast-check'
import { expect, test } from 'vitest'
import { phraseWords } from '../../src/search-index/phrase-words.js'

const words = (text: string) => phraseWords(text).map(({ word }) => word)

test.each([
  ['It isn’t, “she said”.', ['it', 'isnt', 'she', 'said']],
  ["It isn't 'so'", ['it', 'isnt', 'so']],
  ['co-operate state–owned', ['co', 'operate', 'state', 'owned']],
  ['co\u00adoperate', ['cooperate']],
  ['ERDOĞAN Ångström ﬁne', ['erdogan', 'angstrom', 'fine']],
  ['1,200 or 3.5 %', ['1', '200', 'or', '3', '5']],
  ['— … !', []],
])('the words of %s', (text, expected) => {
  expect(words(text)).toEqual(expected)
})

test('words stand where they say, in order, without overlap, and hold no white space', () => {
  void fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      let last = 0
      for (const { start, end } of phraseWords(text)) {
        expect(start).toBeGreaterThanOrEqual(last)
        expect(text.slice(start, end)).toMatch(/^\S+$/)
        last = end
      }
    }),
  )
})

test('a hundred thousand characters of one kind take no longer than they must', () => {
  for (const unit of ["a'", 'a', '’', 'é\u00ad', '1.']) expect(phraseWords(unit.repeat(50_000))).toBeDefined()
})
