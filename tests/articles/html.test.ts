import { describe, expect, test } from 'vitest'
import { html } from '../../src/articles/html.js'

const sentence = 'The harbour wall was built in three winters, by two hundred people, and it held for a century.'
const page = (head: string, article: string) =>
  `<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n${head}\n</head>\n<body>\n<nav><a href="/">Home</a></nav>\n<article>\n${article}\n</article>\n<footer>Imprint</footer>\n</body></html>`
const parse = (text: string) => html.parse({ path: 'a.html', text })
const paragraphs = Array.from({ length: 6 }, (_, index) => `<p>${index}. ${sentence}</p>`).join('\n')
const jsonLd = (value: unknown) =>
  `<script type="application/ld+json">\n${typeof value === 'string' ? value : JSON.stringify(value)}\n</script>`

describe('html', () => {
  test('scripts, styles, handlers and navigation never get into the text', () => {
    const { text } = parse(
      page(
        '<style>p{color:red}</style>',
        `<p onclick="alert('x')">${sentence}<script>alert(1)</script></p><img src=x onerror=alert(2)>${paragraphs}<svg><text>icon</text></svg>`,
      ),
    )
    expect(text).not.toMatch(/alert|color|icon|Home|Imprint|onerror/)
    expect(text).toContain(sentence)
  })

  test('every block stands in the lines that it names, whatever stands between', () => {
    const source = page(
      '<title>A</title>',
      `<!-- a\ncomment\n-->\n<h2\n  class="x">The\nWall</h2>\n${paragraphs}\n<ul>\n<li>a <b>lamp</b>\n<li>a &amp; b</ul>\n<pre>\n x\n  y\n</pre><table><tr><td>c</td>\n<td>d</td></tr></table>`,
    )
    const lines = source.split('\n')
    const { text, blocks } = parse(source)
    expect(blocks.map(({ kind }) => kind)).toEqual([
      'heading',
      ...Array(6).fill('paragraph'),
      'list-item',
      'list-item',
      'code',
      'table-row',
    ])
    for (const { span, sourceLines } of blocks) {
      const visible = lines
        .slice(sourceLines.first - 1, sourceLines.last)
        .join(' ')
        .replace(/<[^>]*>|\|/g, ' ')
        .replaceAll('&amp;', '&')
      const words = text.slice(span.start, span.end).replaceAll('|', ' ')
      expect(visible.replace(/\s+/g, ' ')).toContain(words.replace(/\s+/g, ' ').trim())
    }
    expect(blocks[0]!.sourceLines.last - blocks[0]!.sourceLines.first).toBe(1)
  })

  test('levels are those of the source', () => {
    const { blocks } = parse(
      page('', `<h1>The Wall</h1>${paragraphs}<h2>Then</h2>${paragraphs}<h3>Now</h3>${paragraphs}`),
    )
    expect(blocks.flatMap(({ level }) => (level === null ? [] : [level]))).toEqual(expect.arrayContaining([2, 3]))
    expect(blocks.filter(({ level }) => level === 3)).toHaveLength(1)
  })

  test('JSON-LD is read, with authors by reference', () => {
    const { metadata, evidence } = parse(
      page(
        jsonLd({
          '@graph': [
            { '@type': 'Person', '@id': '#jane', name: 'Jane Doe' },
            {
              '@type': ['NewsArticle'],
              headline: 'The Wall &amp; the Sea',
              author: [{ '@id': '#jane' }, { '@type': 'Organization', name: 'Harbour Watch' }],
              datePublished: '2026-05-04T23:00:00-05:00',
              dateModified: '2026-05-05',
              publisher: { name: 'The Harbour Times' },
              keywords: ['sea', 'wall'],
              mainEntityOfPage: { '@id': 'https://a.example/wall' },
            },
          ],
        }),
        paragraphs,
      ),
    )
    expect(metadata).toEqual({
      title: 'The Wall & the Sea',
      standfirst: null,
      authors: [{ given: 'Jane', family: 'Doe' }, { literal: 'Harbour Watch' }],
      publisher: 'The Harbour Times',
      series: null,
      published: '2026-05-04',
      updated: '2026-05-05',
      url: 'https://a.example/wall',
      language: 'en-GB',
      tags: ['sea', 'wall'],
      status: 'current',
    })
    expect(evidence.title).toMatchObject({ source: 'json-ld', key: 'headline', sourceLines: { first: 4, last: 4 } })
  })

  test('meta elements are read, and the canonical address wins', () => {
    const { metadata } = parse(
      page(
        `<title>The Wall | Harbour Times</title>
<meta property="og:title" content="The Wall | Harbour Times"><meta property="og:site_name" content="Harbour Times">
<meta property="og:url" content="https://a.example/?x"><link rel="canonical" href="https://a.example/wall">
<meta name="citation_author" content="Doe, Jane"><meta name="citation_author" content="Roe, John">
<meta property="article:author" content="https://social.example/jane"><meta property="article:published_time" content="2026-05-04T10:00:00Z">
<meta name="description" content="What the storm left.">`,
        paragraphs,
      ),
    )
    expect(metadata).toMatchObject({
      title: 'The Wall',
      publisher: 'Harbour Times',
      url: 'https://a.example/wall',
      published: '2026-05-04',
      standfirst: 'What the storm left.',
      authors: [
        { given: 'Jane', family: 'Doe' },
        { given: 'John', family: 'Roe' },
      ],
    })
  })

  test.each([
    ['<meta property="article:published_time" content="2026-02-30">', 'INVALID_DATE'],
    ['<link rel="canonical" href="javascript:alert(1)">', 'INVALID_URL'],
    [jsonLd('{"@type": "Article",'), 'INVALID_FIELD'],
  ])('%s is a warning with its line', (head, code) => {
    const { warnings, metadata } = parse(page(head, paragraphs))
    expect(warnings).toEqual([expect.objectContaining({ code, path: 'a.html', line: 4 })])
    expect(metadata).toMatchObject({ published: null, url: null })
  })

  test.each([
    ['a date in the prose', `<p>It fell on <time datetime="1683-07-14">14 July 1683</time> at noon.</p>${paragraphs}`],
    [
      'the teaser of another article',
      `${paragraphs}<aside><p class="byline">By Jane Doe</p><time datetime="2020-01-01">1 Jan</time></aside>`,
    ],
    ['a day of creation', `${jsonLd({ '@type': 'Article', dateCreated: '2019-01-01' })}${paragraphs}`],
  ])('%s says neither who wrote the article nor when it was published', (_, article) => {
    expect(parse(page('', article)).metadata).toMatchObject({ authors: [], published: null })
  })

  test.each([
    '<p>Published: <time datetime="2026-05-04">May 4</time></p>',
    '<header><h1>The Wall</h1><span><time datetime="2026-05-04">May 4</time></span></header>',
    '<p>Rebuilt <time itemprop="datePublished" datetime="2026-05-04">May 4</time></p>',
  ])('%s is the date of publication', (words) => {
    expect(parse(page('', `${words}${paragraphs}`)).metadata.published).toBe('2026-05-04')
  })

  test('characters that serve as line marks inside lose a text nothing but themselves', () => {
    const { blocks, text } = parse(page('', `${paragraphs}<p>before \u{F0001}&#xF0002;&#983043; after</p>`))
    expect(text).toMatch(/before after$/)
    expect(blocks.at(-1)!.sourceLines).toEqual({ first: 14, last: 14 })
  })

  test('lines beyond the first plane of marks are still known', () => {
    const { blocks } = parse(`${'\n'.repeat(70_000)}<p>${sentence}</p>`)
    expect(blocks[0]!.sourceLines).toEqual({ first: 70_001, last: 70_001 })
  })
})
