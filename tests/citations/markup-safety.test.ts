import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { ArticleMetadata } from '../../src/articles/article.js'
import { referenceStyles } from '../../src/citations/citation.js'
import { cleanAddress, cleanText } from '../../src/citations/clean-text.js'
import { formatReference } from '../../src/citations/format-reference.js'
import { escapeMarkdown } from '../../src/citations/markup.js'
import { footnotes } from '../../src/citations/notes.js'
import { nothingKnown } from './item-shapes.js'

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](http://evil.test/p.png)',
  '**bold** _it_ `code` ~~gone~~ $x$ | a | b',
  '&lt;b&gt; &amp; &#42;',
  '1. first\n- second\n# third\n> fourth',
  '\u001b[31mred\u001b[0m \u009b2J \u0007 \u0008\u0008',
  '\u202eesrever\u202c \u2066inside\u2069',
  '\\input{/etc/passwd} }}, author = {{Mallory}',
  'a\r\nER  - \r\nTY  - JOUR',
  '"; DROP TABLE articles; --',
  'http://evil.test and www.evil.test',
]
const unsafeInTerminal = /[\u0000-\u0009\u000b-\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

const articleOf = (text: string): ArticleMetadata => ({
  ...nothingKnown,
  title: text,
  authors: [{ literal: text }, { given: text, family: text }],
  publisher: `${text} press`,
  published: '2026-05-04',
  url: `https://example.org/${text}`,
  language: 'en',
})

describe.each(referenceStyles)('a reference to a hostile article: %s', (style) => {
  test.each(hostile)('moves no cursor and turns no text round: %j', (text) => {
    const reference = formatReference(articleOf(text), style, { accessed: '2026-11-24', pinpoint: text })
    expect(reference).not.toMatch(unsafeInTerminal)
  })

  test.each(hostile)('has no element in HTML but italics and links to the article: %j', (text) => {
    const html = formatReference(articleOf(text), style, { accessed: '2026-11-24', pinpoint: text, markup: 'html' })
    const { document } = parseHTML(`<html><body>${html}</body></html>`)
    for (const element of document.body.querySelectorAll('*')) {
      expect(['I', 'A', 'PRE']).toContain(element.tagName)
      for (const { name, value } of element.attributes) {
        expect(name).toBe('href')
        expect(value).toMatch(/^https:\/\/example\.org\//)
      }
    }
  })

  test.each(hostile)('has no Markdown of the article: %j', (text) => {
    const markdown = formatReference(articleOf(text), style, {
      accessed: '2026-11-24',
      pinpoint: text,
      markup: 'markdown',
    })
    if (['bibtex', 'ris', 'csl-json'].includes(style)) {
      const fence = /^`+/.exec(markdown)![0]
      expect(markdown.endsWith(`\n${fence}`)).toBe(true)
      expect(markdown.slice(fence.length, -fence.length)).not.toContain(fence)
      return
    }
    expect(markdown).not.toContain('\n')
    const words = markdown
      .replace(/\]\(<https:\/\/example\.org\/[^<>\s]*>\)|<https:\/\/example\.org\/[^<>\s]*>/g, ']')
      .replace(/\\[!-/:-@[-`{-~]/g, '')
    expect(words).not.toMatch(/[<`~|$#]|&[#a-z]|\]\(|!\[|https?:\/\/|\bwww\./i)
    expect(words).not.toMatch(/^\s*(?:[-+*] |\d+[.)] )/)
    // What is left of `*` are the style's own italics, in pairs.
    expect((words.match(/\*/g) ?? []).length % 2).toBe(0)
    expect(words).not.toContain('_')
  })
})

describe('words in Markdown', () => {
  test('are the same words when the escapes are taken away, and have no unescaped mark', async () => {
    await fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
        const escaped = escapeMarkdown(text)
        expect(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(text)
        expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[`*_[\]<>~|#$^]/)
      }),
    )
  })

  test('do not become a list where a reference begins with a number or a dash', () => {
    const start = (literal: string): string =>
      formatReference({ ...nothingKnown, title: 'T', authors: [{ literal }] }, 'apa', { markup: 'markdown' })
    expect(start('1. May Committee')).toMatch(/^1\\\. May/)
    expect(start('- Dash')).toMatch(/^\\- Dash/)
  })
})

describe('cleaned words', () => {
  test('are one line without anything that shows nothing and does something', async () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom('\u001b[1;31m', '\u202e', '\ud800', '\r\n', '\u2028', '\u{e0041}'),
    )
    await fc.assert(
      fc.property(fc.array(unit, { maxLength: 20 }), (units) => {
        const clean = cleanText(units.join(''))
        expect(clean).not.toMatch(unsafeInTerminal)
        expect(clean).not.toMatch(/[\n\r\u2028\u2029\u{e0000}-\u{e007f}]|\p{Surrogate}| {2}|^ | $/u)
      }),
    )
  })

  test('lose a terminal sequence whole', () => {
    expect(cleanText('\u001b[31mred\u001b[0m \u009b2Jcleared \u001bMup')).toBe('red cleared up')
  })

  test('keep letters, accents and emoji', () => {
    expect(cleanText('Łódź 👩‍👧 Ünïcode עברית')).toBe('Łódź 👩‍👧 Ünïcode עברית')
  })

  test.each([
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    [null, null],
    ['https://example.org/a b"<x>{y}\\', 'https://example.org/a%20b%22%3Cx%3E%7By%7D%5C'],
    ['https://example.org/ä_1~(2)?q=a&b=%20#x', 'https://example.org/ä_1~(2)?q=a&b=%20#x'],
  ])('are an address only where they are one of the web: %s', (address, expected) => {
    expect(cleanAddress(address)).toBe(expected)
  })
})

describe('hostile length', () => {
  test.each([
    ['escape characters', '\u001b['.repeat(50_000)],
    ['quotation marks', '"\' '.repeat(33_000)],
    ['opening marks', '“‘'.repeat(50_000)],
    ['closing marks', '’'.repeat(100_000)],
    ['marks that do not fit', '‘a" '.repeat(25_000)],
    ['initials', 'A.'.repeat(50_000)],
    ['hyphens', '-'.repeat(100_000)],
    ['backticks', '`'.repeat(100_000)],
    ['stops', '.'.repeat(100_000)],
  ])('is formatted in every style: %s', (_, text) => {
    const metadata = { ...articleOf(text), url: null }
    for (const style of referenceStyles) {
      expect(formatReference(metadata, style, { markup: 'markdown' }).length).toBeGreaterThan(0)
    }
    const cited = { id: 'a', metadata }
    expect(footnotes([cited, cited], 'chicago-note')).toHaveLength(2)
  })
})
