import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shortQuote } from '../../src/citations/short-quote.js'

const numbered = (count: number): string => `${Array.from({ length: count }, (_, i) => `word${i}`).join(' ')}.`

describe('the short form of a quote', () => {
  test('is the quote where the quote is short', () => {
    expect(shortQuote(numbered(25))).toBe(numbered(25))
  })

  test('marks what is left out in brackets, which no author writes', () => {
    expect(shortQuote(numbered(26))).toBe(`${Array.from({ length: 25 }, (_, i) => `word${i}`).join(' ')} […]`)
  })

  test('keeps the words that matter', () => {
    const quote = numbered(60)
    const start = quote.indexOf('word40')
    const short = shortQuote(quote, { start, end: start + 6 })
    expect(short).toMatch(/^\[…\] word16 .* word40 \[…\]$/)
    expect(shortQuote(quote, { start: quote.indexOf('word59'), end: quote.length })).toMatch(
      /^\[…\] word35 .* word59\.$/,
    )
  })

  test('is made of whole words of the quote, at most 25, whatever the text', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.nat(), (quote, at) => {
        const start = at % (quote.length + 1)
        const short = shortQuote(quote, { start, end: quote.length })
        const kept = short === quote ? quote : short.replace(/^\[…\] | \[…\]$/g, '')
        expect(quote).toContain(kept)
        const words = [...new Intl.Segmenter('und', { granularity: 'word' }).segment(kept)]
        expect(words.filter(({ isWordLike }) => isWordLike).length).toBeLessThanOrEqual(25)
      }),
    )
  })
})
