import { describe, expect, test } from 'vitest'
import { plainText } from '../../src/articles/plain-text.js'

const parse = (text: string) => plainText.parse({ path: 'a.txt', text })
const body = `The old harbour wall was built in three winters by two hundred people. It held for a century. Then the sea took most of it in one night, and what was left had to be pulled down before anyone could be hurt.

It was rebuilt the year after, and nobody was asked what it should look like.`
const withHeader = (header: string) => `The Harbour Wall and What Became of It\n\n${header}\n\n${body}\n`
const jane = { given: 'Jane', family: 'Doe' }

describe('bylines', () => {
  test.each([
    ['By Jane Doe', [jane], null],
    ['by Jane Doe', [jane], null],
    ['By Jane Doe and John Roe, May 4, 2026', [jane, { given: 'John', family: 'Roe' }], '2026-05-04'],
    ['By Jane Doe | 4 May 2026', [jane], '2026-05-04'],
    ['By Jane Doe, Senior Writer', [jane], null],
    ['By Jane Doe | 4 May 2026 | 6 min read', [jane], '2026-05-04'],
    ['By Jane Doe · 12-minute read', [jane], null],
    ['By Jane Doe  |  Published: 4 May 2026  |  5 min read', [jane], '2026-05-04'],
    ['By Jane Doe | The Harbour Times | 4 May 2026', [jane], '2026-05-04'],
    ['By Jane Doe, updated 4 May 2026', [jane], null],
    ['By Jane Doe | Last updated: 4 May 2026', [jane], null],
    ['By Gabriel García Márquez', [{ literal: 'Gabriel García Márquez' }], null],
    ['By Ludwig van Beethoven', [{ literal: 'Ludwig van Beethoven' }], null],
    ['By Martin King Jr.', [{ literal: 'Martin King Jr.' }], null],
    ['By Jane Q. Doe', [{ given: 'Jane Q.', family: 'Doe' }], null],
    ['By The Associated Press', [{ literal: 'The Associated Press' }], null],
    ['By Łukasz Żółw', [{ given: 'Łukasz', family: 'Żółw' }], null],
    ['by February 2026', [], '2026-02'],
    ['May 4, 2026', [], '2026-05-04'],
    ['Published on 4 May 2026', [], '2026-05-04'],
    ['Published by Jane Doe on 4 May 2026', [], '2026-05-04'],
    ['Published by admin on May 4, 2026', [], '2026-05-04'],
  ])('%s', (header, authors, published) => {
    const { metadata, blocks } = parse(withHeader(header))
    expect(metadata).toMatchObject({ authors, published })
    expect(blocks[1]!.boilerplate).toBe('byline')
  })

  test.each([
    'By Monday the talks had failed and everyone went home.',
    'By all means',
    'By Way of Thanks',
    'by and large the wall held',
    'By train to the north, and back by boat.',
    'By Monday Evening',
    'By Train Across Siberia',
    'By 2030',
    '2001-02',
    'Published by the end of March',
  ])('%s is none', (header) => {
    const { metadata, blocks } = parse(withHeader(header))
    expect(metadata).toMatchObject({ authors: [], published: null, publisher: null })
    expect(blocks[1]!.boilerplate).toBeNull()
  })

  test.each(['By Jane Doe, updated 4 May 2026', 'By Jane Doe | Last updated on 4 May 2026'])(
    '%s tells the day of the update',
    (header) => {
      expect(parse(withHeader(header)).metadata).toMatchObject({ published: null, updated: '2026-05-04' })
    },
  )

  test('a date that could be two is a warning with file and line', () => {
    const { metadata, warnings } = parse(withHeader('Published: 03/04/2024'))
    expect(metadata.published).toBeNull()
    expect(warnings).toEqual([expect.objectContaining({ code: 'INVALID_DATE', path: 'a.txt', line: 3 })])
  })
})

describe('the head of a text', () => {
  test('breadcrumbs give a series that has a number, and a year is no number', () => {
    const { metadata, blocks } = parse(
      `- Analysis\n- Harbour Brief 812\n- Elections 2024\n${withHeader('By Jane Doe')}`,
    )
    expect(metadata.series).toBe('Harbour Brief 812')
    expect(blocks.slice(0, 4).map(({ boilerplate }) => boilerplate)).toEqual([
      'breadcrumb',
      'breadcrumb',
      'breadcrumb',
      'title',
    ])
  })

  test('a list that opens a text without a title is content', () => {
    const { blocks } = parse(`- one thing\n- another thing\n\n${body}`)
    expect(blocks.map(({ boilerplate }) => boilerplate)).toEqual([null, null, null, null])
  })

  test('one sentence under the title, before a byline, is the standfirst', () => {
    const standfirst = 'How a town lost its wall and what it learned from that'
    expect(parse(withHeader(`${standfirst}\n\nBy Jane Doe`)).metadata).toMatchObject({ standfirst, authors: [jane] })
  })

  test('the first paragraph of the body is no standfirst', () => {
    expect(parse(withHeader('By Jane Doe')).metadata.standfirst).toBeNull()
  })

  test('a text that opens with a sentence has no title', () => {
    expect(parse(body).metadata.title).toBeNull()
  })

  test.each([
    ['Published by The Harbour Times', 'The Harbour Times'],
    ['Published by The Harbour Times on 4 May 2026', 'The Harbour Times'],
    ['Publisher: harbour books', 'harbour books'],
    ['Published by Jane Doe on 4 May 2026', null],
    ['Published by admin on May 4, 2026', null],
  ])('%s names the publisher %s', (header, publisher) => {
    expect(parse(withHeader(header)).metadata.publisher).toBe(publisher)
  })
})

describe('the end of a text', () => {
  const withEnd = (end: string) => `${withHeader('4 May 2026')}\n${end}\n`

  test.each([
    ['Jane Doe is a senior fellow at the Harbour Institute.', ['biography'], [jane]],
    [
      'Jane Doe\nJane Doe is an analyst with the Harbour Institute in the U.S. and elsewhere.',
      ['biography', 'biography'],
      [jane],
    ],
    ['About the author\n\nJane Doe writes about the sea.', ['biography', 'biography'], [jane]],
    [
      'Jane Doe is an editor.\n\nJohn Roe is a reporter.',
      ['biography', 'biography'],
      [jane, { given: 'John', family: 'Roe' }],
    ],
    [
      'Jane Doe is a fellow here.\n\nRelated Coverage\n\n- The Sea Again',
      ['biography', 'related-links', 'related-links'],
      [jane],
    ],
  ])('%j', (end, boilerplate, authors) => {
    const { blocks, metadata } = parse(withEnd(end))
    expect(blocks.slice(4).map((block) => block.boilerplate)).toEqual(boilerplate)
    expect(metadata).toMatchObject({ authors, publisher: null })
  })

  test.each([
    'Jane Doe is gone, and the wall with her.',
    'The wall is an analyst of the sea.',
    'Jane Doe is here. She knew a fellow.',
  ])('%s is no biography', (end) => {
    const { blocks, metadata } = parse(withEnd(end))
    expect(blocks.at(-1)!.boilerplate).toBeNull()
    expect(metadata.authors).toEqual([])
  })

  test('a sentence on somebody whom the article speaks of is no biography', () => {
    const { blocks, metadata } = parse(
      `${withHeader('Jane Doe drew the plans of the wall.')}\nJane Doe is a writer now.\n`,
    )
    expect(metadata.authors).toEqual([])
    expect(blocks.at(-1)!.boilerplate).toBeNull()
  })

  test('a byline that is not understood does not make its writer a subject of the article', () => {
    const { blocks, metadata } = parse(
      `${withHeader('By Jane Doe for The Harbour Times online')}\nJane Doe is a writer.\n`,
    )
    expect(blocks.at(-1)!.boilerplate).toBe('biography')
    expect(metadata.authors).toEqual([jane])
  })

  test('a byline outweighs the biography', () => {
    const { metadata } = parse(`${withHeader('By John Roe')}\nJane Doe is an editor.\n`)
    expect(metadata.authors).toEqual([{ given: 'John', family: 'Roe' }])
  })

  test('share buttons are no content', () => {
    expect(parse(withEnd('Share | Tweet | Email')).blocks.at(-1)!.boilerplate).toBe('share')
  })
})

describe('lines', () => {
  test('hard-wrapped lines are one paragraph', () => {
    const wrapped =
      'The old harbour wall was built in three winters by two hundred people and\nit held for a century before the sea took most of it in one single night,\nwhich nobody had thought could be.'
    const { blocks, text } = parse(`${wrapped}\n\n${wrapped}\n`)
    expect(text).toBe([wrapped, wrapped].map((paragraph) => paragraph.replaceAll('\n', ' ')).join('\n\n'))
    expect(blocks.map(({ sourceLines }) => sourceLines)).toEqual([
      { first: 1, last: 3 },
      { first: 5, last: 7 },
    ])
  })

  test('lines that are paragraphs stay apart', () => {
    const lines = body.split('\n\n')
    expect(parse(lines.join('\n')).text).toBe(lines.join('\n\n'))
  })
})
