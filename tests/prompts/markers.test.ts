import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Markers, markersFor, markersIn, withoutMarkers } from '../../src/prompts/markers.js'

const markers = markersFor('kqtz', ['The tower is tall [7]. See also [12, 14] and [3-5].'])
const found = (text: string, by: Markers = markers) => markersIn(text, by).map(({ numbers }) => numbers)

describe('markers', () => {
  test.each<[string, number[][], string]>([
    ['It opened in 1884 [kqtz-1].', [[1]], 'It opened in 1884.'],
    ['It opened in 1884. [kqtz-1]', [[1]], 'It opened in 1884.'],
    ['[kqtz-1] It opened.', [[1]], 'It opened.'],
    ['It opened [kqtz-1] in 1884.', [[1]], 'It opened in 1884.'],
    ['It opened.[kqtz-1][kqtz-3]', [[1], [3]], 'It opened.'],
    ['It opened [kqtz-1], [kqtz-3].', [[1], [3]], 'It opened.'],
    ['It opened [kqtz-1, kqtz-3].', [[1, 3]], 'It opened.'],
    ['It opened [kqtz-1, 3; 4 and 6].', [[1, 3, 4, 6]], 'It opened.'],
    ['It opened [kqtz-1-3].', [[1, 2, 3]], 'It opened.'],
    ['It opened [kqtz-1–kqtz-3].', [[1, 2, 3]], 'It opened.'],
    ['It opened [kqtz-1-40].', [[1, 40]], 'It opened.'],
    ['It opened [ KQTZ‑2 ].', [[2]], 'It opened.'],
    ['It opened (see kqtz-2).', [[2]], 'It opened.'],
    ['It opened 【kqtz:2】.', [[2]], 'It opened.'],
    ['It opened [passage-kqtz 2].', [[2]], 'It opened.'],
    ['<passage-kqtz 2>\nIt opened.\n</passage-kqtz 2>', [[2], [2]], 'It opened.\n'],
    ['It opened kqtz-2.', [[2]], 'It opened.'],
    ['It opened in 1884 kqtz-2 and 3 of them fell.', [[2]], 'It opened in 1884 and 3 of them fell.'],
    ['[kqtz-0]', [[0]], ''],
    ['It opened [kqtz].', [[]], 'It opened.'],
    ['It opened [kqtz-99].', [[99]], 'It opened.'],
    ['It opened [kqtz-1, kqtz-1].', [[1]], 'It opened.'],
    ['It (the old one kqtz-2) opened.', [[2]], 'It (the old one) opened.'],
    ['It opened [sic] (in 1884).', [], 'It opened [sic] (in 1884).'],
    ['It opened', [], 'It opened'],
  ])('of %j are %j, and without them it reads %j', (text, numbers, rest) => {
    expect(found(text)).toEqual(numbers)
    expect(withoutMarkers(text, markers)).toBe(rest)
  })

  test.each<[string, number[][]]>([
    ['It opened [1].', [[1]]],
    ['It opened [1, 2][9].', [[1, 2], [9]]],
    ['It opened 【2†source】.', [[2]]],
    // What the passages hold in brackets may have been copied from there.
    ['It is tall [7].', []],
    ['It is tall [14].', []],
    ['It is tall [4].', []],
    ['It is tall [1, 7].', []],
    ['It opened in [1884].', []],
    ['It opened [1](https://example.org).', []],
    ['It opened [kqtz-7].', [[7]]],
  ])('that are plain numbers, as in %j, name %j', (text, numbers) => {
    expect(found(text)).toEqual(numbers)
  })

  test('letters of a marker within a word are the word’s', () => {
    const others = markersFor('nstr', [])
    expect(withoutMarkers('The construction, [nstr-1] an instrument.', others)).toBe('The construction, an instrument.')
    expect(found('The construction, [nstr-1] an instrument.', others)).toEqual([[1]])
  })

  test('lie in the text, in order, without overlap, and none is left where they are taken out', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '[kqtz-1]',
        '[kqtz-2, 3]',
        'kqtz',
        '(kqtz 4)',
        '[1]',
        ' ',
        '\n',
        '[',
        ']',
        ', ',
        '-',
        '.',
        '1',
        'It opened',
        'passage',
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    )
    void fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        let end = 0
        for (const { span, numbers } of markersIn(text, markers)) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          expect(span.end).toBeLessThanOrEqual(text.length)
          for (const number of numbers) expect(Number.isInteger(number)).toBe(true)
          end = span.end
        }
        if (markersIn(text, markers).length === 0) expect(withoutMarkers(text, markers)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test('are found in linear time in a text made to be slow', () => {
    const slow = '[ '.repeat(5_000) + '[kqtz-1 and see '.repeat(2_000)
    expect(markersIn(slow, markers)).toHaveLength(2_000)
  })
})

test('a list in brackets that are never closed takes no time to speak of', () => {
  // 2 to the power of 60 ways to read it, if a number could belong to either of two parts of the pattern.
  expect(found(`[${'kqtz-1 '.repeat(60)}.`)).toHaveLength(60)
})
