import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { speakerOf } from '../../src/quotes/speaker.js'
import { articleFrom } from './quote-index.js'

interface SpeakerCase {
  readonly kind: string
  readonly text: string
  readonly quote: string
  readonly speaker: string | null
}

/** Invented people and events, written before the patterns were tried. */
const cases: SpeakerCase[] = readFileSync(path.join(import.meta.dirname, '../fixtures/speaker-cases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

const { metadata } = articleFrom('a.md', 'Nothing is known of this article.\n')
const found = ({ text, quote }: SpeakerCase): string | null => {
  const start = text.indexOf(quote)
  return speakerOf({ text, metadata }, { start, end: start + quote.length })
}

describe('the speaker of quoted words', () => {
  test('is right wherever one is named: precision at least .98 on 100 cases; recall is printed', () => {
    const named = cases.filter((one) => found(one) !== null)
    const right = named.filter((one) => found(one) === one.speaker)
    const spoken = cases.filter(({ speaker }) => speaker !== null)
    const missed = spoken.filter((one) => found(one) === null)
    console.log(
      `speakers: precision ${(right.length / named.length).toFixed(3)} of ${named.length}, recall ${(1 - missed.length / spoken.length).toFixed(3)} of ${spoken.length}`,
    )
    const wrong = named.filter((one) => found(one) !== one.speaker).map((one) => [one.text, found(one)])
    if (process.env.SHOW !== undefined)
      console.log(
        wrong,
        missed.map(({ text }) => text),
      )
    expect(cases.length).toBeGreaterThanOrEqual(100)
    expect(right.length / named.length, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.98)
    expect(missed.length / spoken.length).toBeLessThan(0.2)
  })

  test('is nobody in an article of another language', () => {
    const text = '“The ferry is late again,” said Maria Lopez.'
    const span = { start: 1, end: 25 }
    expect(speakerOf({ text, metadata }, span)).toBe('Maria Lopez')
    expect(speakerOf({ text, metadata: { ...metadata, language: 'de' } }, span)).toBeNull()
  })

  test('stands in the text, whatever is asked, and is found in time that grows with its length', () => {
    const pieces = fc.constantFrom(
      '“',
      '”',
      '"',
      ' said ',
      'Maria Lopez',
      ', a ',
      'the ',
      'ministry',
      ' that ',
      '. ',
      '\n',
      '’',
      'said',
    )
    const text = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))
    void fc.assert(
      fc.property(text, fc.nat(200), fc.nat(200), (words, one, other) => {
        const [start, end] = [Math.min(one, other, words.length), Math.min(Math.max(one, other), words.length)]
        const speaker = speakerOf({ text: words, metadata }, { start, end })
        expect(speaker === null || words.includes(speaker)).toBe(true)
      }),
    )
    for (const unit of ['“a ', 'Ab ', 'the a ', ', a b', 'Ab, c ', 'said ', '"']) {
      const long = `“Words that are said here,” ${unit.repeat(4_000)}`
      speakerOf({ text: long, metadata }, { start: 1, end: 20 })
      speakerOf(
        { text: `${unit.repeat(4_000)}“Words that are said here.”`, metadata },
        { start: 4_000 * unit.length + 1, end: 4_000 * unit.length + 20 },
      )
      speakerOf({ text: unit.repeat(4_000), metadata }, { start: 10, end: 60 })
    }
  })
})
