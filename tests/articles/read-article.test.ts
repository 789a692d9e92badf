import { describe, expect, test } from 'vitest'
import { readArticle } from '../../src/articles/read-article.js'

const read = (text: string, sideCar: string | null = null, path = 'notes/My Note.md') =>
  readArticle({ path, bytes: Buffer.from(text), sideCarBytes: sideCar === null ? null : Buffer.from(sideCar) })

const withFrontMatter = (yaml: string) => `---\n${yaml}\n---\n\nThe harbour was rebuilt after the storm.\n`
const metadataOf = (yaml: string) => read(withFrontMatter(yaml)).article.metadata

/** Nine times nine times nine … words, were they written out. */
const aliasesThatMultiply = Array.from({ length: 9 }, (_, i) => {
  const inner = i === 0 ? 'x' : `*a${i - 1}`
  return `a${i}: &a${i} [${Array.from({ length: 9 }, () => inner).join(', ')}]`
}).join('\n')

describe('front matter', () => {
  test.each([
    ['title: 1984', { title: '1984' }],
    ['Title: A  long\n  title', { title: 'A long title' }],
    ['author: Jane Doe', { authors: [{ given: 'Jane', family: 'Doe' }] }],
    [
      'author: Jane Doe and John Roe',
      {
        authors: [
          { given: 'Jane', family: 'Doe' },
          { given: 'John', family: 'Roe' },
        ],
      },
    ],
    ['byline: By Jane Doe', { authors: [{ given: 'Jane', family: 'Doe' }] }],
    ['author: "Doe, Jane"', { authors: [{ given: 'Jane', family: 'Doe' }] }],
    [
      'authors: [Jane Doe, The Harbour Institute]',
      { authors: [{ given: 'Jane', family: 'Doe' }, { literal: 'The Harbour Institute' }] },
    ],
    [
      'authors:\n  - name: Ludwig van Beethoven\n  - {given: Ana María, family: de la Cruz}',
      { authors: [{ literal: 'Ludwig van Beethoven' }, { given: 'Ana María', family: 'de la Cruz' }] },
    ],
    ['date: 2026-02', { published: '2026-02' }],
    ['pubDate: "May 4, 2026"\nlastmod: 2026-05-06T01:00:00+14:00', { published: '2026-05-04', updated: '2026-05-06' }],
    ['url: http://a.example/x\ncanonical: " https://b.example/y "', { url: 'https://b.example/y' }],
    ['lang: en_us', { language: 'en-US' }],
    ['tags: [harbour, storm, harbour]', { tags: ['harbour', 'storm'] }],
    ['keywords: harbour, storm', { tags: ['harbour', 'storm'] }],
    ['site_name: The Harbour Times', { publisher: 'The Harbour Times' }],
    ['source: https://a.example/x\npublication: The Harbour Times', { publisher: 'The Harbour Times' }],
    ['source: https://a.example/x', { publisher: null }],
    ['author: "Reuters, AP"', { authors: [{ literal: 'Reuters, AP' }] }],
    ['description: What the storm left.', { standfirst: 'What the storm left.' }],
    ['description: The harbour was rebuilt after…', { standfirst: null }],
    [`description: ${'long '.repeat(100)}`, { standfirst: null }],
    ['status: retracted', { status: 'retracted' }],
    ['title:', { title: null }],
  ])('%j is understood', (yaml, expected) => {
    expect(metadataOf(yaml)).toMatchObject(expected)
  })

  test.each([
    ['date: 2024-02-30', 'INVALID_DATE', 3],
    ['date: 03/04/2024', 'INVALID_DATE', 3],
    ['url: javascript:alert(1)', 'INVALID_URL', 3],
    ['url: /relative', 'INVALID_URL', 3],
    ['url: https://user:secret@a.example/', 'INVALID_URL', 3],
    ['lang: English', 'INVALID_FIELD', 3],
    ['author: {age: 3}', 'INVALID_FIELD', 3],
  ])('%j is left out with a warning that names file and line', (yaml, code, line) => {
    const { article, warnings } = read(withFrontMatter(`title: A\n${yaml}`))
    expect(warnings).toEqual([
      { code, path: 'notes/My Note.md', line, message: expect.stringContaining('notes/My Note.md:3: ') },
    ])
    expect(article.metadata).toMatchObject({ title: 'A', published: null, url: null, language: null, authors: [] })
  })

  test.each([
    ['title: "A\nauthor: [', 'FRONT_MATTER_INVALID'],
    ['title: A\ntitle: B', 'FRONT_MATTER_INVALID'],
    ['a: &a [x]\nb: [*a, *b]', 'FRONT_MATTER_INVALID'],
    [aliasesThatMultiply, 'FRONT_MATTER_INVALID'],
  ])('%j is refused with a line', (yaml, code) => {
    expect(() => read(withFrontMatter(yaml))).toThrow(expect.objectContaining({ code, line: expect.any(Number) }))
  })

  test('the line of invalid YAML is its line in the file', () => {
    expect(() => read(withFrontMatter('title: A\ntags: [a, b\ndate: 2026'))).toThrow(/My Note\.md:[45]: /)
  })

  test('front matter without an end is refused', () => {
    expect(() => read('---\ntitle: A\n\nWords.')).toThrow(
      expect.objectContaining({ code: 'FRONT_MATTER_INVALID', line: 1 }),
    )
  })

  test('a heading that repeats the title is no content', () => {
    const { article } = read('---\ntitle: "The “Storm”"\n---\n# The "Storm"\n\nWords stand here.')
    expect(article.blocks.map(({ boilerplate }) => boilerplate)).toEqual(['title', null])
  })
})

describe('ids', () => {
  test.each([
    ['notes/My Note.md', 'notes-my-note'],
    ['a.b/Étude—n° 1.md', 'a-b-etude-n-1'],
    ['Straße.md', 'strasse'],
    ['статья-1.md', /^1-[0-9a-f]{8}$/],
    ['статья.md', /^article-[0-9a-f]{8}$/],
    [`${'long-'.repeat(40)}.md`, /^[a-z-]{60,71}-[0-9a-f]{8}$/],
  ])('%s becomes %s', (path, id) => {
    expect(read('Words.', null, path).article.id).toMatch(typeof id === 'string' ? new RegExp(`^${id}$`) : id)
  })

  test('a stated id stays when the file moves, and the address is an alias', () => {
    const { article } = read(
      withFrontMatter('id: harbour-1\naliases: [old-harbour]\nurl: https://a.example/x'),
      null,
      'b.md',
    )
    expect([article.id, article.aliases]).toEqual(['harbour-1', ['old-harbour', 'https://a.example/x']])
  })

  test.each(['a b', '../a', 'a/b', 'ä', 'a.b', '-a', 'x'.repeat(81)])('the stated id %j is refused', (id) => {
    expect(() => read(withFrontMatter(`id: ${JSON.stringify(id)}`))).toThrow(
      expect.objectContaining({ code: 'ARTICLE_INVALID_ID' }),
    )
  })
})

describe('side-cars', () => {
  test('their fields win, with the evidence', () => {
    const { article, warnings } = read(
      withFrontMatter('title: A\ndate: 2025'),
      'title: B\nauthors: [{literal: The Crew}]\nid: b-1\n',
    )
    expect(warnings).toEqual([])
    expect(article).toMatchObject({
      id: 'b-1',
      metadata: { title: 'B', published: '2025', authors: [{ literal: 'The Crew' }] },
      evidence: { title: { source: 'side-car', key: 'title', sourceLines: { first: 1, last: 1 } } },
    })
  })

  test('null makes a field unknown', () => {
    const { metadata, evidence } = read(withFrontMatter('title: A\ndate: 2025'), 'published: null\n').article
    expect([metadata.published, evidence.published, metadata.title]).toEqual([null, undefined, 'A'])
  })

  test('an unknown field is a warning that names the nearest known one', () => {
    const { article, warnings } = read('Words.', 'titel: B\n')
    expect(article.metadata.title).toBeNull()
    expect(warnings).toEqual([
      {
        code: 'UNKNOWN_FIELD',
        path: 'notes/My Note.meta.yaml',
        line: 1,
        message: expect.stringContaining('did you mean "title"?'),
      },
    ])
  })

  test.each([
    ['status: hidden', 'INVALID_FIELD'],
    ['title: [A]', 'INVALID_FIELD'],
    ['published: 2024-02-30', 'INVALID_DATE'],
    ['url: "data:text/html,x"', 'INVALID_URL'],
  ])('%j is a warning', (yaml, code) => {
    expect(read('Words.', yaml).warnings).toEqual([
      expect.objectContaining({ code, path: 'notes/My Note.meta.yaml', line: 1 }),
    ])
  })

  test('invalid YAML is an error with its line', () => {
    expect(() => read('Words.', 'title: A\nauthors: [')).toThrow(
      expect.objectContaining({ code: 'SIDECAR_INVALID', path: 'notes/My Note.meta.yaml', line: expect.any(Number) }),
    )
  })
})
