import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftPieces } from '../../web/write/draft-pieces.js'
import type { Finding } from '../../web/write/findings.js'
import { type PastedKind, recognise } from '../../web/write/recognise.js'

describe('what was pasted', () => {
  test.each<[string, PastedKind]>([
    ['', 'claim'],
    ['The line closed in 1951.', 'claim'],
    ['The line closed in 1951 because buses were cheaper', 'claim'],
    ['Dr. Vale of St. Ives, who knew J. Smith, left the U.S. Navy in 1968.', 'claim'],
    ['A colony eats 3.5 kilograms of honey.', 'claim'],
    ['He said “no” and then “yes”.', 'claim'],
    ['“Wild yeast divides more slowly,” writes Lena Brandt.', 'claim'],
    ['“No” and “yes”', 'claim'],
    ['“Wild yeast divides more slowly.”', 'quotation'],
    ['  "Wild yeast divides. It does so slowly."\n', 'quotation'],
    ['„Wild yeast divides more slowly.“', 'quotation'],
    ['« Wild yeast divides more slowly. »', 'quotation'],
    ['‘Wild yeast doesn’t divide so fast’.', 'quotation'],
    ['The line closed in 1951. Its last car stands in the museum.', 'draft'],
    ['It closed in 1951! “Its last car stands in the museum.”', 'draft'],
    ['“Wild yeast divides.” “It does so slowly.”', 'draft'],
    ['One paragraph\n\nand another', 'draft'],
    ['# A heading', 'draft'],
    ['> Words that somebody said', 'draft'],
    ['long '.repeat(1_000), 'draft'],
  ])('%s is a %s', (text, kind) => {
    expect(recognise(text)).toBe(kind)
  })

  test('is recognised in time that grows with its length alone', () => {
    expect(recognise(`“${'a.” “'.repeat(900)}`)).toBe('draft')
    expect(recognise('a'.repeat(4_900))).toBe('draft')
    expect(recognise('a'.repeat(200_000))).toBe('draft')
    expect(recognise('"'.repeat(200_000))).toBe('draft')
  })
})

/** Only what places a mark counts. */
const findingAt = (number: number, start: number, end: number, isQuote: boolean) =>
  ({ number, span: { start, end }, kinds: ['exact'], quote: isQuote ? {} : null }) as unknown as Finding

describe('a sentence cut at its findings', () => {
  test('is made up of its pieces, and has every mark once', () => {
    const span = fc.tuple(fc.nat(60), fc.nat(60), fc.boolean())
    void fc.assert(
      fc.property(
        fc.string({ minLength: 61, maxLength: 80, unit: fc.constantFrom(...'ab “”",.') }),
        fc.array(span),
        (draft, spans) => {
          const sentence = { start: 0, end: draft.length }
          const findings = spans.map(([a, b, isQuote], i) =>
            findingAt(i + 1, Math.min(a, b), Math.max(a, b) + 1, isQuote),
          )
          const pieces = draftPieces(draft, sentence, findings)
          expect(pieces.map(({ words }) => words).join('')).toBe(draft)
          const marks = pieces.flatMap(({ ending }) => ending.map(({ number }) => number))
          expect(marks.toSorted((x, y) => x - y)).toEqual(findings.map(({ number }) => number))
        },
      ),
    )
  })

  test('marks a quotation together with the marks around it', () => {
    const draft = 'He said “it rains,” twice.'
    const pieces = draftPieces(draft, { start: 0, end: draft.length }, [findingAt(1, 9, 17, true)])
    expect(pieces.map(({ words, ending }) => [words, ending.length])).toEqual([
      ['He said ', 0],
      ['“it rains,”', 1],
      [' twice.', 0],
    ])
  })
})
