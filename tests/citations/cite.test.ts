import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cite } from '../../src/citations/cite.js'
import { selectorsFor } from '../../src/citations/selectors.js'
import { articleOf } from './article-of.js'

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

const context = { marker: 1, passageId: 'p', publicUrl: 'http://127.0.0.1:3000', style: 'apa' as const }

describe('a citation', () => {
  const article = articleOf(['The lake fell. It rose again.', 'Nobody measured it.'], {
    url: 'https://example.org/lake',
  })

  test('quotes the slice at its span and says where it stands', () => {
    const start = article.text.indexOf('It rose')
    const citation = cite(article, { start, end: start + 'It rose again.'.length }, context)
    expect(citation.quote).toBe('It rose again.')
    expect(citation.sourceLines).toEqual({ first: 1, last: 1 })
    expect(citation.permalink).toBe(
      `http://127.0.0.1:3000/articles/lake-levels?text=abababababab&start=${start}&end=${start + 14}`,
    )
    expect(citation.link).toBe('https://example.org/lake#:~:text=It%20rose%20again.')
  })

  test('names every line that its span touches', () => {
    const span = { start: 0, end: article.text.length }
    expect(cite(article, span, context).sourceLines).toEqual({ first: 1, last: 2 })
  })

  test('has a reference in the style that was asked for, and the words in short', () => {
    const citation = cite(article, { start: 0, end: 14 }, { ...context, style: 'harvard', accessed: '2026-11-24' })
    expect(citation.reference).toBe('https://example.org/lake (no date) (Accessed: 24 November 2026).')
    expect(citation.shortQuote).toBe('The lake fell.')
  })

  test('has no link where the article has no address', () => {
    expect(cite(articleOf(['One sentence.']), { start: 0, end: 13 }, context).link).toBeNull()
  })

  test.each([
    ['beyond the text', { start: 40, end: 400 }],
    ['of white space only', { start: 29, end: 31 }],
    ['without words', { start: 5, end: 5 }],
  ])('refuses a span %s', (_, span) => {
    expect(() => cite(article, span, context)).toThrow(expect.objectContaining({ code: 'QUOTE_MISMATCH' }))
  })
})

describe('the selectors of a span', () => {
  test('find the exact words by their context, whatever the text', async () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    await fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, a, b) => {
        const [start, end] = [a % text.length, b % (text.length + 1)].sort((x, y) => x - y) as [number, number]
        const [quote] = selectorsFor(text, { start, end })
        if (quote?.type !== 'TextQuoteSelector') throw new Error('the first selector is the quote')
        expect(text.slice(start - quote.prefix.length, end + quote.suffix.length)).toBe(
          quote.prefix + quote.exact + quote.suffix,
        )
        expect(quote.prefix.length).toBeLessThanOrEqual(32)
      }),
    )
  })

  test('never begin or end their context inside a surrogate pair', () => {
    const text = '😀'.repeat(40)
    const [quote] = selectorsFor(text, { start: 36, end: 38 })
    if (quote?.type !== 'TextQuoteSelector') throw new Error('the first selector is the quote')
    const odd = selectorsFor(`x${text}`, { start: 37, end: 39 })[0]
    if (odd?.type !== 'TextQuoteSelector') throw new Error('the first selector is the quote')
    for (const part of [quote.prefix, quote.suffix, odd.prefix, odd.suffix]) expect(part).not.toMatch(loneSurrogate)
  })
})
