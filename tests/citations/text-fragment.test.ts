import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textFragmentLink } from '../../src/citations/text-fragment.js'
import { articleOf } from './article-of.js'
import { rangeOfFragment } from './fragment-matcher.js'

const page = 'https://example.org/a'

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
      /^https:\/\/example\.org\/a#:~:text=So%20it%20was\.-,In%20the%20end%20the%20wall%20held,word74%20/,
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

  test('replaces a directive that the address already has', () => {
    expect(textFragmentLink('https://example.org/a#part:~:text=Two', articleOf(['One.']), { start: 0, end: 4 })).toBe(
      'https://example.org/a#part:~:text=One.',
    )
  })

  test.each([
    [
      'takes words of the block before along where the quote begins its block',
      ['Rain fell.', 'Yes.', 'Snow fell.', 'Yes.'],
      3,
    ],
    ['names a quote over two blocks by its first and last words', ['One two three.', 'Four five six.'], null],
    ['names a short quote over two blocks by words of both', ['Yes.', 'No.'], null],
  ] as const)('%s', (_, paragraphs, block) => {
    const article = articleOf(paragraphs)
    const span = block === null ? { start: 0, end: article.text.length } : article.blocks[block]!.span
    expect(rangeOfFragment(textFragmentLink(page, article, span), article.text)).toEqual(span)
  })

  test('takes as many words along as it needs', () => {
    const same = Array.from({ length: 20 }, (_, i) => `same${i}`).join(' ')
    const article = articleOf([`First ${same} rain. Second ${same} rain.`])
    const span = { start: article.text.lastIndexOf('rain'), end: article.text.lastIndexOf('rain') + 4 }
    expect(rangeOfFragment(textFragmentLink(page, article, span), article.text)).toEqual(span)
  })

  test('tells words apart from the same with accents or in capitals', () => {
    const article = articleOf(['RÉSUMÉ of the day. A resume of the day.'])
    const start = article.text.indexOf('resume')
    const span = { start, end: start + 6 }
    expect(rangeOfFragment(textFragmentLink(page, article, span), article.text)).toEqual(span)
  })

  test('widens a span that begins and ends inside words', () => {
    expect(textFragmentLink(page, articleOf(['Nobody measured it.']), { start: 2, end: 12 })).toBe(
      'https://example.org/a#:~:text=Nobody%20measured',
    )
  })

  test('names cells of a table without the bar that stands between them in the text alone', () => {
    const article = articleOf(['Harbour | 12 metres | low'])
    const row = { ...article, blocks: [{ ...article.blocks[0]!, kind: 'table-row' as const }] }
    expect(textFragmentLink(page, row, { start: 0, end: 25 })).toBe('https://example.org/a#:~:text=Harbour,low')
    expect(textFragmentLink(page, row, { start: 10, end: 19 })).toBe('https://example.org/a#:~:text=12%20metres')
  })

  test('finds its span and nothing else, wherever a browser could tell it from its doubles', async () => {
    const word = fc.constantFrom(
      'rain',
      'Rain',
      'train',
      'snow',
      'ice-cold',
      'café',
      'cafe',
      'a, b',
      '10 & 11',
      '“yes”',
      "it's",
      '湖水',
      '(no)',
    )
    const line = fc.array(word, { minLength: 1, maxLength: 70 }).map((words) => `${words.join(' ')}.`)
    const lines = fc.array(line, { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), (paragraphs, a, b) => {
        // A mark of its own in each block, as articles have words of their own: without it some spans cannot be told apart.
        const article = articleOf(
          paragraphs.map((text, i) => `${text.slice(0, text.length >> 1)} mark${i} ${text.slice(text.length >> 1)}`),
        )
        const bounds = [...new Intl.Segmenter('und', { granularity: 'word' }).segment(article.text)]
        const wordLike = bounds.filter(({ isWordLike }) => isWordLike)
        const [first, last] = [a % wordLike.length, b % wordLike.length].sort((x, y) => x - y)
        const span = { start: wordLike[first!]!.index, end: wordLike[last!]!.index + wordLike[last!]!.segment.length }
        const link = textFragmentLink(page, article, span)
        expect(new URL(link).hash).not.toBe('')
        expect(rangeOfFragment(link, article.text)).toEqual(span)
      }),
      { numRuns: 400 },
    )
  })

  test.each([
    ['the same letter', 'a'.repeat(100_000)],
    ['the same word', 'a '.repeat(50_000)],
    ['lines of one word', 'a\n'.repeat(50_000)],
  ])('is made of a text of nothing but %s', (_, text) => {
    const link = textFragmentLink(page, articleOf([text]), { start: 10, end: 90_000 })
    expect(link.length).toBeLessThan(200_000)
  })
})
