import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Article, Author } from '../../src/articles/article.js'
import { readArticle } from '../../src/articles/read-article.js'

const folder = fileURLToPath(new URL('../../../shared/articles/', import.meta.url))
const pragmatists = '000_8a11ced50f7f5f00.txt'
const flexible = '003_6eedf48277fc8e63.txt'
const negotiations = '004_6dc5cf655e9a59a8.txt'

const read = (path: string): Article =>
  readArticle({ path, bytes: readFileSync(folder + path), sideCarBytes: null }).article
const textsOf = ({ text, blocks }: Article, boilerplate: string | null): string[] =>
  blocks.filter((block) => block.boilerplate === boilerplate).map(({ span }) => text.slice(span.start, span.end))
const author = (given: string, family: string): Author => ({ given, family })
const nothing = {
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

describe('the three real articles', () => {
  beforeEach((context) => {
    if (!existsSync(folder)) context.skip('skipped: ../shared is not here')
  })

  test('scraped text gives title, series, standfirst and the author of the biography, and no date', () => {
    const article = read(pragmatists)
    expect(article.metadata).toEqual({
      ...nothing,
      title: 'Pragmatists Open a Window in Tehran—But for How Long?',
      series: 'PolicyWatch 4034',
      standfirst: expect.stringMatching(/^.{100,300}$/),
      authors: [author('Hamdi', 'Malik')],
    })
    expect(textsOf(article, 'breadcrumb')).toEqual(['Policy Analysis', 'PolicyWatch 4034'])
    expect(textsOf(article, 'biography')).toEqual([expect.stringMatching(/^Hamdi Malik /)])
    expect(article.blocks.filter(({ kind, boilerplate }) => kind === 'heading' && boilerplate === null)).toHaveLength(5)
  })

  test('a broken byline gives a month and no author; the biography gives the author', () => {
    const article = read(flexible)
    expect(article.metadata).toEqual({
      ...nothing,
      title: expect.stringMatching(/\?$/),
      authors: [author('Shay', 'Khatiri')],
      published: '2026-02',
    })
    expect(textsOf(article, 'credit')).toEqual([expect.stringMatching(/^Credit: /)])
    expect(textsOf(article, 'biography')).toEqual(['Shay Khatiri', expect.stringMatching(/^Shay Khatiri .{50,}/)])
    expect(article.blocks.some(({ kind }) => kind === 'heading')).toBe(true)
  })

  test('front matter gives every field, and a description that repeats the article is no standfirst', () => {
    const article = read(negotiations)
    expect(article.mediaType).toBe('text/markdown')
    expect(article.metadata).toEqual({
      ...nothing,
      title: expect.stringMatching(/\?$/),
      authors: [author('Simon', 'Whistler')],
      publisher: 'HomeFronts',
      published: '2026-05-04',
      updated: '2026-05-04',
      url: expect.stringMatching(/^https:\/\/homefronts\.pub\/article\/[a-z-]+$/),
    })
  })

  test('comments are gone, and lists of sources and of related articles are not content', () => {
    const article = read(negotiations)
    expect(article.text).not.toMatch(/<!--|aeo:|-->|\]\(/)
    const links = textsOf(article, 'related-links')
    expect(links).toHaveLength(11)
    expect([links[0], links[6]]).toEqual(['Sources', 'Related Coverage'])
  })

  test.each([pragmatists, flexible, negotiations])('%s: the words of every block stand in its lines', (path) => {
    const lines = readFileSync(folder + path, 'utf8').split('\n')
    const { text, blocks } = read(path)
    for (const { span, sourceLines } of blocks) {
      expect(
        lines
          .slice(sourceLines.first - 1, sourceLines.last)
          .join(' ')
          .replace(/\s+/g, ' '),
      ).toContain(text.slice(span.start, span.end))
    }
  })

  test.each([pragmatists, flexible])('%s: every word of the file is in a block', (path) => {
    const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '' && word !== '-')
    expect(words(read(path).text)).toEqual(words(readFileSync(folder + path, 'utf8')))
  })

  test.each([pragmatists, flexible, negotiations])(
    '%s: evidence of what was read off the text is a slice of it',
    (path) => {
      const { text, evidence, metadata } = read(path)
      const sliceOf = (field: 'title' | 'series'): string | null => {
        const span = evidence[field]?.span
        return span ? text.slice(span.start, span.end) : null
      }
      for (const field of ['title', 'series'] as const)
        if (evidence[field]?.source === 'text') expect(sliceOf(field)).toBe(metadata[field])
      expect(Object.keys(evidence).sort()).toEqual(
        Object.keys(metadata)
          .filter((field) => !isUnknown(metadata[field as 'title']))
          .sort(),
      )
    },
  )
})

const isUnknown = (value: unknown): boolean =>
  value === null || value === 'current' || (Array.isArray(value) && value.length === 0)
