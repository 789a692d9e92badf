import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paragraphSpans, sentenceSpans } from '../../src/passages/sentences.js'
import { articleText, holdsHalfACharacter, lettersOnly } from './article-text.js'

const sentencesOf = (text: string): string[] =>
  sentenceSpans(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end))

/** `|` marks where a sentence ends; the white space around it is part of the text. */
const cases: readonly (readonly [string, string])[] = [
  ['full stops, question marks and exclamation marks end sentences', 'It rained. | Did it? | It did! | We left.'],
  ['a title keeps its stop', 'We met Mr. Oduya and Dr. Lindqvist. | Both smiled.'],
  ['ranks and offices keep theirs', 'Gen. Ruiz wrote to Sen. Okafor and Rep. Hale. | Gov. Ng replied to Prof. Mbeki.'],
  ['a country before its noun keeps its stop', 'A U.S. Army engineer drew it.'],
  ['a country before a common first word ends the sentence', 'She settled in the U.S. | The rest stayed.'],
  ['a country before lower case goes on', 'The U.S. policy changed. | Few noticed.'],
  ['a degree may end a sentence', 'He holds a Ph.D. | His sister holds two.'],
  ['e.g. and i.e. never end a sentence', 'Bring fruit, e.g. Pears or plums, i.e. Soft ones. | Thanks.'],
  ['etc. ends a sentence before a capital', 'They grow oats, rye, etc. | Farmers like rye.'],
  ['etc. goes on before lower case', 'Oats, rye, etc. are grown here.'],
  ['No. before a number is an abbreviation', 'Bus No. 7 was late. | So was No. 12.'],
  ['No. before anything else is an answer', 'Was it late? | No. | It came early.'],
  ['vs. never ends a sentence', 'It was Town vs. Gown. | Gown won.'],
  ['a month before a day keeps its stop', 'It opened on Jan. 5 and closed on Dec. 24.'],
  ['a month before a word ends the sentence', 'It opened in Sept. | Visitors came.'],
  [
    'a company form ends a sentence only before a common first word',
    'Acme Inc. Chairman Bo left Beta Ltd. | He was tired.',
  ],
  ['a saint is not the end of a street', 'He drove to St. Ives from Mill St. | The road was wet.'],
  ['references to parts keep their stop', 'See Fig. 3, Fig. S1, vol. II, p. 12 and pp. 14–19. | Cf. Ames, ed. Rowe.'],
  ['et al. goes on before a year', 'Ito et al. 2019 counted owls. | They found nine.'],
  ['a chain of initials is one name', 'J. R. R. Tolkien knew C. S. Lewis. | They talked.'],
  ['an initial that looks like an article is one too', 'We asked H. A. Brandt. | A. Brandt nodded.'],
  ['a letter that is a name ends a sentence before a common first word', 'They chose plan B. | It failed.'],
  ['a war has a numeral', 'He fought in World War I. | Germany lost.'],
  [
    'decimals, versions and dates have no stops',
    'Prices rose 3.5 percent in v1.2.3. | On 3.4.2020 they fell by .5 again.',
  ],
  ['a sentence may begin with a number', 'That was in 2019. | 30 people came.'],
  ['a sentence may begin with a sign', 'The fund fell. | $5 was left.'],
  ['web addresses have no stops', 'Write to example.com. | See https://example.org/a.b?c=d. | Then call.'],
  ['the clock keeps its stop before a day or zone', 'Doors open at 5 p.m. Monday and 6 a.m. EST. | Come early.'],
  ['the clock ends a sentence before another word', 'Doors open at 5 p.m. | Visitors queue.'],
  ['semicolons and colons never end a sentence', 'He ran; She walked: Nobody flew.'],
  ['a closing quotation mark stays with its sentence', 'She said “Go.” | He went. | "Fine." | "Good."'],
  [
    'a closing bracket stays with its sentence',
    '(It was late.) | They left (by car.) | [It rained.] | Then it snowed.',
  ],
  ['a stop after a bracket ends the sentence', 'It fell (5%). | It rose (see Mr. Hill). | It fell again.'],
  ['nested quotation marks stay together', 'He said “she said ‘no.’” | Then “‘yes.’ ” | So be it.'],
  ['a question in quotation marks goes on in lower case', '“Why?” he asked. | “Now!” she said.'],
  ['a question in quotation marks goes on with who asked', '“Why?” Mayor Ana Sol asked. | “When?” Bo said.'],
  ['a question in quotation marks ends before a new sentence', '“Why?” | She said nothing. | “When?” | Nobody knew.'],
  ['a dash after a quotation goes on', '“Go.” — Ana Sol'],
  ['a quotation may hold sentences', '“Stop. | Look. | Listen,” he said.'],
  ['French quotation marks keep their spaces', '« Oui. » | Il part.'],
  ['German quotation marks close with an opening mark', '„Ja.“ | Er ging.'],
  ['a footnote marker stays with its sentence', 'It grew.[1] | It shrank.[2][14] | It ended.¹ | It began.† | So.'],
  ['a footnote marker needs no space after it', 'It grew.[note 3]Then it shrank.'.replace(']T', ']|T')],
  ['a bare footnote number stays with its sentence', 'They changed the policy.12 | The rest is known.'],
  ['a footnote marker alone is no sentence', 'It grew. [3]'],
  ['an ellipsis before lower case goes on', 'Wait… and see. | Wait ... then go. | Wait . . . please.'],
  ['an ellipsis before a capital ends a sentence', 'He paused… | Then he went on.... | She did not.'],
  ['a bracketed ellipsis goes on', 'He came […] Ana left [...] Bo stayed.'],
  ['a mark of doubt goes on', 'The (!) Mayor and the (?) Queen met.'],
  ['stops may be heaped', 'Really?! | No!!! | Yes.'],
  ['a list number is no sentence', '1. First wash. | 2. Then dry. | IV. Repeat.'],
  ['a list number after a colon is no sentence', 'Two rules: 1. Wash. | 2. Dry.'],
  ['a single line end is white space', 'A line\nthat goes on. | Another\r\nline.'],
  [
    'a blank line ends a sentence',
    'No stop here | \n\n | another paragraph | \r\n\r\n | a third'
      .replaceAll(' | \n\n | ', '\n|\n')
      .replaceAll(' | \r\n\r\n | ', '\r\n|\r\n'),
  ],
  ['a lone quotation mark is no sentence', '" He left. | She stayed. "'],
  ['an emoji at the end goes with the sentence before it', 'It works 👩‍👩‍👧. | It does. 👍🏽'],
  ['words with a small first letter may begin a sentence', 'Phones sold. | iPhones did not. | mRNA did.'],
  ['Chinese and Japanese need no space', '他来了。|我走了。|“走！”他说。|終わり。'],
  ['Arabic and Hindi have stops of their own', 'هل جاء؟ | نعم جاء. | वह आया। | वह गया।'],
  ['a sentence without a stop is one', 'nothing ends here'],
  ['signs alone are one sentence', '" ... " — !'],
]

describe('sentenceSpans', () => {
  test.each(cases)('%s', (_, marked) => {
    const text = marked.replaceAll(' | ', ' ').replaceAll('|', '')
    expect(sentencesOf(text)).toEqual(marked.split('|').map((sentence) => sentence.trim()))
  })

  test('offsets count from the start of the text and stay inside the span', () => {
    const text = 'One. Two. Three. Four.'
    expect(sentenceSpans(text, { start: 5, end: 16 })).toEqual([
      { start: 5, end: 9 },
      { start: 10, end: 16 },
    ])
  })

  test('a text without stops stays one sentence, however long', () => {
    expect(sentencesOf('word '.repeat(2_000))).toHaveLength(1)
  })

  test.each(['', ' ', '\r\n\u00a0\u3000\n'])('white space alone (%j) has no sentence', (text) => {
    expect(sentencesOf(text)).toEqual([])
  })

  test('sentences are in order, trimmed, cut no character, and leave only white space out', async () => {
    await fc.assert(
      fc.property(articleText, (text) => {
        let covered = 0
        for (const { start, end } of sentenceSpans(text, { start: 0, end: text.length })) {
          expect(text.slice(covered, start).trim()).toBe('')
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
          expect(end).toBeGreaterThan(start)
          expect(holdsHalfACharacter(text.slice(start, end))).toBe(false)
          covered = end
        }
        expect(text.slice(covered).trim()).toBe('')
      }),
      { numRuns: 500 },
    )
  })

  test('no sentence lacks letters where the text has some', async () => {
    await fc.assert(
      fc.property(articleText, (text) => {
        fc.pre(lettersOnly(text) !== '')
        for (const sentence of sentencesOf(text)) expect(lettersOnly(sentence)).not.toBe('')
      }),
    )
  })

  test.each(['He met Mr. Smith... “Why?” he asked. ', '.', ' ', '\n', '[1', '.[1', "a.'", ' »', '. . '])(
    'time grows with the length of a text of %j, not with its square',
    { retry: 3 },
    (piece) => {
      const millisecondsFor = (length: number): number => {
        const text = piece.repeat(length / piece.length)
        const runs = Array.from({ length: 3 }, () => {
          const start = performance.now()
          sentenceSpans(text, { start: 0, end: text.length })
          return performance.now() - start
        })
        return Math.min(...runs)
      }
      millisecondsFor(50_000)
      // 16 times the text: linear costs 16 times as much, quadratic 256 times. 1 ms forgives the clock.
      expect(millisecondsFor(800_000)).toBeLessThan(80 * Math.max(1, millisecondsFor(50_000)))
    },
  )
})

describe('paragraphSpans', () => {
  test.each([
    ['a blank line parts paragraphs', 'a\n\nb', ['a', 'b']],
    ['a line of white space is blank', 'a\r\n \t\r\n\r\nb', ['a', 'b']],
    ['a line end alone does not', 'a\nb', ['a\nb']],
    ['a paragraph separator does', 'a\u2029b', ['a', 'b']],
    ['white space at the ends belongs to none', '\n\n a \n\n', ['a']],
  ])('%s', (_, text, expected) => {
    expect(
      paragraphSpans(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end)),
    ).toEqual(expected)
  })
})
