import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SentenceCutter } from '../../src/answers/sentence-cutter.js'
import { withoutMarkers } from '../../src/prompts/markers.js'

const markers = { nonce: 'kqtz', ownNumbers: new Set<number>() }
function cut(pieces: readonly string[]): string[] {
  const cutter = new SentenceCutter(markers)
  return [...pieces.flatMap((piece) => cutter.push(piece)), ...cutter.end()]
}

describe('a text that arrives in pieces', () => {
  test.each<[string, string, string[]]>([
    ['is cut at the ends of sentences', 'Bees dance. They sing.', ['Bees dance.', 'They sing.']],
    ['keeps a marker before the full stop', 'Bees dance [kqtz-1]. They sing.', ['Bees dance [kqtz-1].', 'They sing.']],
    ['keeps a marker after it', 'Bees dance.[kqtz-1] They sing.', ['Bees dance.[kqtz-1]', 'They sing.']],
    [
      'keeps one after a space',
      'Bees dance. [kqtz-1][kqtz-2] They sing. [kqtz-3]',
      ['Bees dance. [kqtz-1][kqtz-2]', 'They sing. [kqtz-3]'],
    ],
    [
      'keeps several apart',
      'Bees dance. [kqtz-1], [kqtz-2] They sing.',
      ['Bees dance. [kqtz-1], [kqtz-2]', 'They sing.'],
    ],
    [
      'leaves other brackets where they are',
      'Bees dance. (They sing.) Bees [sic] fly.',
      ['Bees dance.', '(They sing.)', 'Bees [sic] fly.'],
    ],
    [
      'is cut at the ends of lines',
      '- Bees dance. [kqtz-1]\n- They sing [kqtz-2]\n\n1. They fly.',
      ['Bees dance. [kqtz-1]', 'They sing [kqtz-2]', 'They fly.'],
    ],
    ['may be one sentence without an end', 'Bees dance', ['Bees dance']],
    ['may be a marker alone', '[kqtz-0]', ['[kqtz-0]']],
    ['may be nothing', ' \n ', []],
  ])('%s', (_, text, expected) => {
    expect(cut([text])).toEqual(expected)
    expect(cut([...text]), 'letter by letter').toEqual(expected)
  })

  test('is cut the same however it is broken up, and nothing of it is lost', () => {
    const word = fc.constantFrom(
      'Bees dance. ',
      'They sing',
      ' [kqtz-1]',
      '.',
      '. ',
      '[kqtz-2] ',
      '\n',
      '- ',
      'Dr. Vale said: “Go.” ',
      '3.5 ',
      '[1] ',
      '😀 ',
      '(',
      ')',
    )
    void fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), fc.integer({ min: 1, max: 9 }), (words, size) => {
        const text = words.join('')
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'gu')) ?? []
        const letters = (of: string) => of.replace(/^[\s-]+/gm, '').replace(/[^\p{L}\p{N}]/gu, '')
        expect(letters(cut(pieces).join(''))).toBe(letters(text))
      }),
      { numRuns: 500 },
    )
  })

  test('gives a sentence out when the next has begun, and not before', () => {
    const cutter = new SentenceCutter(markers)
    expect(cutter.push('Bees dance. ')).toEqual([])
    expect(cutter.push('[kq')).toEqual([])
    expect(cutter.push('tz-1]')).toEqual([])
    expect(cutter.push(' They')).toEqual(['Bees dance. [kqtz-1]'])
    expect(cutter.end().map((sentence) => withoutMarkers(sentence, markers))).toEqual(['They'])
  })
})

describe('a model that loses its way', () => {
  test.each([
    ['never ends its sentence', 'word '],
    ['repeats a marker', '[kqtz-1] '],
    ['repeats a marker in the words', 'x[kqtz-1]'],
    ['never closes a bracket', '[kqtz-1 '],
    ['repeats a number in a bracket', 'kqtz-1 '],
    ['opens brackets', '['],
    ['has no spaces', 'a'],
  ])('costs each piece no more than the one before: it %s', (_, unit) => {
    const timeFor = (length: number): number => {
      const cutter = new SentenceCutter(markers)
      const pieces = unit.repeat(length / unit.length).match(/.{1,4}/gs)!
      const started = performance.now()
      for (const piece of ['[', ...pieces]) cutter.push(piece)
      cutter.end()
      return performance.now() - started
    }
    timeFor(4_000)
    // Quadratic time would be 64 times as much.
    expect(timeFor(32_000)).toBeLessThan(40 * Math.max(timeFor(4_000), 5))
  })

  test('has a sentence without an end cut between words, and nothing is lost', () => {
    const text = 'bees dance and '.repeat(1_000)
    const sentences = cut(text.match(/.{1,7}/gs)!)
    expect(sentences.length).toBeGreaterThan(1)
    expect(`${sentences.join(' ')} `).toBe(text)
  })

  test('is waited for where open brackets turn out to be no marker', () => {
    const text = `Bees dance. ${'['.repeat(40)}]x They sing.`
    expect(cut([...text]).join(' ')).toBe(text)
  })
})
