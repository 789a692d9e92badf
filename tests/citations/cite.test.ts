import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Article, ArticleMetadata, Author } from '../../src/articles/article.js'
import { apaReference } from '../../src/citations/apa.js'
import { cite } from '../../src/citations/cite.js'
import { selectorsFor } from '../../src/citations/selectors.js'
import { textFragmentLink } from '../../src/citations/text-fragment.js'

const nothingKnown: ArticleMetadata = {
  title: null,
  standfirst: null,
  authors: [],
  publisher: null,
  series: null,
  published: null,
  updated: null,
  url: null,
  language: null,
  tags: [],
  status: 'current',
}

function articleOf(paragraphs: readonly string[], metadata: Partial<ArticleMetadata> = {}): Article {
  let start = 0
  const blocks = paragraphs.map((text, i) => {
    const span = { start, end: start + text.length }
    start = span.end + 2
    return {
      kind: 'paragraph' as const,
      level: null,
      span,
      sourceLines: { first: i + 1, last: i + 1 },
      boilerplate: null,
    }
  })
  return {
    id: 'lake-levels',
    aliases: [],
    sourcePath: 'lake-levels.md',
    mediaType: 'text/markdown',
    text: paragraphs.join('\n\n'),
    textSha256: 'ab'.repeat(32),
    sourceSha256: 'cd'.repeat(32),
    metadata: { ...nothingKnown, ...metadata },
    evidence: {},
    blocks,
  }
}

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

describe('a text fragment link', () => {
  test('escapes what has a meaning in the directive', () => {
    const article = articleOf(['Ice-cold, salt & pepper.'])
    expect(textFragmentLink('https://example.org/a', article, { start: 0, end: 24 })).toBe(
      'https://example.org/a#:~:text=Ice%2Dcold%2C%20salt%20%26%20pepper.',
    )
  })

  test('takes the words around a quote along where the quote stands more than once', () => {
    const article = articleOf(['First it rained here. It stopped. Then it snowed.', 'It stopped. We left.'])
    const start = article.text.lastIndexOf('It stopped.')
    expect(textFragmentLink('https://example.org/a', article, { start, end: start + 11 })).toBe(
      'https://example.org/a#:~:text=It%20stopped.,-We%20left.',
    )
  })

  test('takes the words before a long quote along where its first words stand elsewhere too', () => {
    const long = `In the end the wall held. ${Array.from({ length: 80 }, (_, i) => `word${i}`).join(' ')}`
    const article = articleOf(['in the end the wall held. Nobody knew.', `So it was. ${long}`])
    const start = article.text.lastIndexOf('In the end')
    expect(textFragmentLink('https://example.org/a', article, { start, end: start + long.length })).toMatch(
      /^https:\/\/example\.org\/a#:~:text=So%20it%20was\.-,In%20the%20end%20the%20wall%20held\.,word74%20/,
    )
  })

  test('names a long quote by its first and last words', () => {
    const words = Array.from({ length: 80 }, (_, i) => `word${i}`).join(' ')
    const link = textFragmentLink('https://example.org/a', articleOf([words]), { start: 0, end: words.length })
    expect(link).toBe(
      'https://example.org/a#:~:text=word0%20word1%20word2%20word3%20word4%20word5,word74%20word75%20word76%20word77%20word78%20word79',
    )
  })

  test('keeps the fragment that the address already has', () => {
    const article = articleOf(['One.'])
    expect(textFragmentLink('https://example.org/a#part', article, { start: 0, end: 4 })).toBe(
      'https://example.org/a#part:~:text=One.',
    )
  })
})

describe('a reference in APA style (7th edition)', () => {
  const ada: Author = { given: 'Ada Maria', family: 'Brook' }
  const url = 'https://example.org/x'
  test.each<[string, Partial<ArticleMetadata>, string]>([
    [
      'has author, full date, title, publisher and address',
      { title: 'Low water', authors: [ada], publisher: 'The Shore', published: '2026-05-04', url },
      'Brook, A. M. (2026, May 4). Low water. The Shore. https://example.org/x',
    ],
    [
      'is as precise as the article: a month',
      { title: 'T', authors: [ada], published: '2026-02' },
      'Brook, A. M. (2026, February). T.',
    ],
    [
      'is as precise as the article: a year',
      { title: 'T', authors: [ada], published: '2026' },
      'Brook, A. M. (2026). T.',
    ],
    ['says n.d. where there is no date (9.17)', { title: 'T', authors: [ada] }, 'Brook, A. M. (n.d.). T.'],
    ['begins with the title where there is no author (9.12)', { title: 'T', published: '2026' }, 'T. (2026).'],
    [
      'joins two authors with an ampersand',
      { title: 'T', authors: [ada, { given: 'Jean-Luc', family: 'Roy' }] },
      'Brook, A. M., & Roy, J.-L. (n.d.). T.',
    ],
    [
      'leaves out a publisher that is the author (9.29)',
      { title: 'T', authors: [{ literal: 'The Shore' }], publisher: 'The Shore' },
      'The Shore. (n.d.). T.',
    ],
    [
      'makes no initial of a dangling hyphen',
      { title: 'T', authors: [{ given: 'Anne-', family: 'Roy' }] },
      'Roy, A. (n.d.). T.',
    ],
    ['keeps the mark that a title ends in', { title: 'Why?', authors: [ada] }, 'Brook, A. M. (n.d.). Why?'],
    ['says so where there is no title', { authors: [ada] }, 'Brook, A. M. (n.d.). [Untitled article].'],
  ])('%s', (_, metadata, expected) => {
    expect(apaReference({ ...nothingKnown, ...metadata })).toBe(expected)
  })
})
