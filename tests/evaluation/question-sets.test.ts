import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { codeUnitOffsets } from '../../bench/quality/code-unit-offsets.js'
import { cutCorpora } from '../../bench/quality/cut-corpora.js'
import { evalsFolder, readEvalSet, setNames } from '../../bench/quality/eval-set.js'
import { sample } from '../../bench/quality/sample.js'
import { setArticle } from '../../bench/quality/set-article.js'
import { goldQuestion } from './gold-question.js'

describe('offsets in code points', () => {
  test.each([
    ['text without surrogates', 'abc', [0, 1, 2, 3]],
    ['a pair of surrogates', 'a😀b', [0, 1, 3, 4]],
  ])('become offsets in UTF-16 code units in %s', (_, text, expected) => {
    const offsetOf = codeUnitOffsets(text)
    expect([0, 1, 2, 3].map(offsetOf)).toEqual(expected)
  })

  test('beyond the text are refused', () => {
    expect(() => codeUnitOffsets('😀')(2)).toThrow(RangeError)
  })
})

describe('an article of a question set', () => {
  test('keeps its text and has a block for each paragraph between blank lines', () => {
    const text = '  One line,\nand another.\n\n\nTwo.\n \nThree. '
    const { text: kept, blocks } = setArticle({ id: 'x', title: 'T', text })
    expect(kept).toBe(text)
    expect(blocks.map(({ span, sourceLines }) => [text.slice(span.start, span.end), sourceLines.first])).toEqual([
      ['One line,\nand another.', 1],
      ['Two.', 5],
      ['Three.', 7],
    ])
  })

  test('has authors, date, publisher and address of its fields and no others', () => {
    const fields = {
      id: 'x',
      title: 'T',
      text: 't',
      source: 'News',
      author: 'A B; C D',
      date: '2022-06-12',
      url: 'ftp://x',
    }
    expect(setArticle(fields).metadata).toMatchObject({
      title: 'T',
      authors: [{ literal: 'A B' }, { literal: 'C D' }],
      publisher: 'News',
      published: '2022-06-12',
      url: null,
    })
  })
})

describe('a question set', () => {
  test.for([...setNames, 'clapnq_dev'])('%s has every gold span where it says', (name, ctx) => {
    if (!existsSync(evalsFolder)) ctx.skip('skipped: ../shared is not here')
    const { articles, questions } = readEvalSet(name)
    const texts = new Map(articles.map(({ id, text }) => [id, text]))
    const spans = questions.flatMap((question) => question.spans)
    expect(spans.length).toBeGreaterThan(0)
    expect(spans.filter(({ articleId, start, end }) => !texts.get(articleId)!.slice(start, end).trim())).toEqual([])
    expect(questions.filter(({ answerable, relevantArticles }) => answerable !== relevantArticles.length > 0)).toEqual(
      [],
    )
  })
})

describe('a sample', () => {
  const items = Array.from({ length: 100 }, (_, i) => ({ id: `q${i}` }))

  test('is the same in every run, in order, and part of every larger one', () => {
    const small = sample(items, 10)
    expect(small).toHaveLength(10)
    expect(sample(items, 10)).toEqual(small)
    expect(items.filter((item) => small.includes(item))).toEqual(small)
    expect(sample(items, 40)).toEqual(expect.arrayContaining(small))
    expect(sample(items, 1_000)).toEqual(items)
  })
})

describe('cut corpora', () => {
  const articles = Array.from({ length: 20 }, (_, i) => setArticle({ id: `a${i}`, title: `T${i}`, text: `Text ${i}.` }))
  const answered = Array.from({ length: 8 }, (_, i) => ({
    ...goldQuestion({ id: `q${i}`, relevantArticles: [`a${i}`] }),
    about: null,
  }))
  const unanswerable = [
    { ...goldQuestion({ id: 'near', answerable: false }), about: 'a3' },
    { ...goldQuestion({ id: 'far', answerable: false }), about: null },
  ]
  const corpora = cutCorpora({ name: 'set', articles, questions: [...answered, ...unanswerable] }, 3)

  test('have the articles asked for, none of them twice', () => {
    expect(corpora.length).toBeGreaterThan(1)
    expect(corpora.every((corpus) => corpus.articles.length === 3)).toBe(true)
    const ids = corpora.flatMap((corpus) => corpus.articles.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('hold the relevant articles of their questions', () => {
    for (const { articles: inside, questions } of corpora) {
      const ids = inside.map(({ id }) => id)
      expect(questions.flatMap(({ relevantArticles }) => relevantArticles).filter((id) => !ids.includes(id))).toEqual(
        [],
      )
    }
  })

  test('have each question at most once, and those about no article too', () => {
    const asked = corpora.flatMap(({ questions }) => questions.map(({ id }) => id))
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toContain('far')
    expect(asked).toContain('near')
  })
})
