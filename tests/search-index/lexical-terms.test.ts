import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lexicalTerms } from '../../src/search-index/lexical-terms.js'
import { termsPresent } from '../../src/search-index/terms-present.js'

const terms = (text: string): string[] => lexicalTerms(text).map(({ term }) => term)

test.each([
  ['hyphens part words', 'state-of-the-art COVID-19 rules', ['state', 'art', 'covid', '19', 'rule']],
  ['abbreviations lose their full stops', 'the U.S. and the U.S.A. (e.g. here).', ['us', 'usa', 'eg', 'here']],
  ['an abbreviation is what it is without full stops', "U.S.'s US", ['us', 'us']],
  [
    'possessives are the word itself',
    "Khamenei’s Khamenei's Khamenei states' state's",
    ['khamenei', 'khamenei', 'khamenei', 'state', 'state'],
  ],
  ['contractions say nothing', "don't Don’t isn't we'll it's they're", []],
  ['apostrophes in names go', "O'Brien O’Brien", ['obrien', 'obrien']],
  ['thousands are one number', '10,000 10000 1,234,567.5', ['10000', '10000', '1234567.5']],
  ['decimals stay', 'rose 3.5% (3.5), to 3,5.', ['rose', '3.5', '3.5', '3,5']],
  ['full stops between sentences part words', 'ended.Then 2026.A year.', ['end', '2026', 'year']],
  [
    'case, accents and forms fold',
    'Erdoğan ERDOGAN café cafe\u0301 Łódź ｆｕｌｌ ﬁnd',
    ['erdogan', 'erdogan', 'cafe', 'cafe', 'lodz', 'full', 'find'],
  ],
  ['soft hyphens are not there', 'trans\u00adport', ['transport']],
  [
    'English words are stemmed',
    'sanctions sanctioned sanctioning running',
    ['sanction', 'sanction', 'sanction', 'run'],
  ],
  ['other scripts stay as they are', 'Тегеран 東京', ['тегеран', '東京']],
  ['stop words go, names in capitals stay', 'who said it to WHO about IT in May', ['said', 'who', 'it', 'mai']],
  ['nothing has no words', ' — … ’ . ', []],
])('%s', (_, text, expected) => {
  expect(terms(text)).toEqual(expected)
})

test('a term keeps the word as it was written', () => {
  expect(lexicalTerms('The Sanctions’ end, U.S. style').map(({ word }) => word)).toEqual([
    'Sanctions',
    'end',
    'U.S',
    'style',
  ])
})

test('a very long run of letters takes no longer than its length', () => {
  expect(terms('a'.repeat(1_000_000))).toHaveLength(1)
})

test('the wanted terms of a text are those of its terms that are wanted', async () => {
  const word = fc.oneof(
    fc.constantFrom(
      "Khamenei's",
      'U.S.',
      'state-of-the-art',
      '10,000',
      '3.5%',
      "don't",
      'Ærø',
      'éclairs',
      'WHO',
      'skies',
      'flying',
      'eyed',
      'eyes',
      '1.5m',
      'b2',
    ),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  )
  await fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.array(word, { maxLength: 4 }), (words, asked) => {
      const text = words.join(' ')
      const wanted = new Set(terms(`${asked.join(' ')} ${words[0] ?? ''}`))
      expect([...termsPresent(text, wanted)].sort()).toEqual(
        [...new Set(terms(text).filter((term) => wanted.has(term)))].sort(),
      )
    }),
    { numRuns: 500 },
  )
})

test('every term of a text is found by itself, too', () => {
  const text = "In 1.5m b2 eyed WHO’s state-of-the-art U.S. 10,000 skies; O'Brien (flying) Łódź."
  const all = terms(text)
  expect(all).toContain('m')
  for (const term of all) expect([...termsPresent(text, new Set([term]))]).toEqual([term])
})
