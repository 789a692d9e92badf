import { describe, expect, test } from 'vitest'
import type { BlockKind } from '../../src/articles/article.js'
import type { Passage } from '../../src/passages/passage.js'
import { parsePassageId } from '../../src/passages/passage-id.js'
import {
  countWords,
  type SplitOptions,
  type SplittableArticle,
  splitArticle,
  splitGivingWay,
} from '../../src/passages/split-passages.js'
import { shareOfLongestTurn } from '../support/longest-turn.js'
import { type ExampleBlock, exampleArticle, heading, listItem, paragraph } from './example-article.js'

const options: SplitOptions = { countTokens: countWords, passageBudget: () => 240 }
const split = (article: SplittableArticle, changes: Partial<SplitOptions> = {}): Passage[] =>
  splitArticle(article, { ...options, ...changes })
const sizes = (passages: readonly Passage[]): number[] => passages.map(({ text }) => countWords(text))
const boilerplate = (text: string): ExampleBlock => ({ kind: 'paragraph', text, boilerplate: 'share' })
const times = (count: number, words: number): number[] => Array<number>(count).fill(words)

describe('sizes of passages', () => {
  test.each<[string, ExampleBlock[], number[]]>([
    ['a paragraph near the target is a passage', [paragraph(...times(5, 20))], [100]],
    ['paragraphs stay whole', [paragraph(...times(4, 20)), paragraph(...times(6, 20))], [80, 120]],
    ['short paragraphs are put together', times(4, 50).map((words) => paragraph(words)), [100, 100]],
    ['a long paragraph is divided evenly', [paragraph(...times(10, 15))], [75, 75]],
    ['a very long one too', [paragraph(...times(54, 6))], [108, 108, 108]],
    ['a short rest joins its neighbour', [paragraph(...times(5, 20)), paragraph(12)], [112]],
    ['a short beginning joins its neighbour', [paragraph(12), paragraph(...times(5, 20))], [112]],
    ['a short rest joins even a long neighbour', [paragraph(190), paragraph(12)], [202]],
    [
      'a list stays with the paragraph before it',
      [paragraph(90), paragraph(10), ...times(5, 20).map((words) => listItem(words))],
      [90, 110],
    ],
    ['even where smaller passages would be nearer', [paragraph(60), paragraph(40), listItem(100)], [60, 140]],
    ['a paragraph is not shared out to even its neighbour', [paragraph(40), paragraph(65, 65)], [40, 130]],
    [
      'a long list is divided between its items',
      [paragraph(10), ...times(9, 20).map((words) => listItem(words))],
      [90, 100],
    ],
    ['a short section stays alone', [paragraph(100), heading('Next', 2), paragraph(5)], [100, 5]],
    ['headings alone make no passage', [heading('One', 1), heading('Two', 2)], []],
    ['an article without blocks makes none', [], []],
    ['blank blocks make none', [{ kind: 'paragraph', text: ' \n ' }], []],
  ])('%s', (_, blocks, expected) => {
    expect(sizes(split(exampleArticle(blocks)))).toEqual(expected)
  })

  test('the target can be chosen', () => {
    expect(sizes(split(exampleArticle([paragraph(...times(10, 10))]), { targetWords: 50 }))).toEqual([50, 50])
  })

  test('a short rest stays alone where the budget does not allow more', () => {
    const article = exampleArticle([paragraph(...times(5, 20)), paragraph(12)])
    expect(sizes(split(article, { passageBudget: () => 105 }))).toEqual([60, 52])
    expect(sizes(split(exampleArticle([paragraph(100), paragraph(12)]), { passageBudget: () => 105 }))).toEqual([
      100, 12,
    ])
  })

  test('a sentence above the budget is a passage of its own, whole', () => {
    expect(sizes(split(exampleArticle([paragraph(8, 300, 8)]), { passageBudget: () => 100 }))).toEqual([8, 300, 8])
  })

  test('the budget is asked for the heading line', () => {
    const article = exampleArticle([paragraph(40), heading('Long', 2), paragraph(40), paragraph(40)], {
      title: 'Title',
    })
    const passageBudget = (line: string): number => (line === 'Title — Long' ? 50 : 240)
    expect(sizes(split(article, { passageBudget }))).toEqual([40, 40, 40])
  })

  test('tokens are counted once a sentence', () => {
    const counted: string[] = []
    const countTokens = (text: string): number => counted.push(text)
    const passages = split(exampleArticle([paragraph(3, 4), listItem(5)]), { countTokens, passageBudget: () => 1e9 })
    expect(counted).toHaveLength(passages.flatMap(({ sentences }) => sentences).length)
  })
})

describe('what a passage says of itself', () => {
  test('its headings are the path above it, without the title', () => {
    const article = exampleArticle(
      [
        heading('On  Rivers', 1),
        paragraph(30),
        heading('Europe', 2),
        heading('The\nElbe', 3),
        paragraph(30),
        heading('Asia', 2),
        paragraph(30),
        heading('Sources', 1),
        paragraph(30),
      ],
      { title: 'On Rivers' },
    )
    expect(split(article).map(({ headings }) => headings)).toEqual([[], ['Europe', 'The Elbe'], ['Asia'], ['Sources']])
  })

  test('a boilerplate heading is no heading', () => {
    const title: ExampleBlock = { kind: 'heading', level: 1, text: 'Rivers', boilerplate: 'title' }
    expect(split(exampleArticle([title, paragraph(30)]))[0]?.headings).toEqual([])
  })

  test('its lines are those of the blocks it takes from', () => {
    const article = exampleArticle([heading('H', 2), paragraph(50), paragraph(50), paragraph(...times(10, 15))])
    expect(split(article).map(({ sourceLines }) => sourceLines)).toEqual([
      { first: 2, last: 3 },
      { first: 4, last: 4 },
      { first: 4, last: 4 },
    ])
  })

  test('its id names article, text and span', () => {
    const article = exampleArticle([paragraph(30)])
    const [passage] = split(article)
    expect(parsePassageId(passage!.id)).toEqual({
      articleId: 'example',
      textSha256Start: article.textSha256.slice(0, 12),
      span: passage!.span,
    })
  })
})

describe('what no passage reaches across', () => {
  test('boilerplate', () => {
    const article = exampleArticle([paragraph(20), boilerplate('Share this.'), paragraph(20)])
    expect(split(article).map(({ text }) => text.includes('Share'))).toEqual([false, false])
  })

  test('text that belongs to no block', () => {
    const article = exampleArticle([paragraph(20), paragraph(20)], { between: '\n* * *\n' })
    expect(split(article).map(({ text }) => text.includes('*'))).toEqual([false, false])
  })
})

describe('the sentences of blocks', () => {
  const sentencesIn = (kind: BlockKind, text: string): string[] => {
    const article = exampleArticle([{ kind, text }])
    return split(article).flatMap(({ sentences }) => sentences.map(({ start, end }) => article.text.slice(start, end)))
  }
  test.each<[string, BlockKind, string, string[]]>([
    ['a paragraph has sentences', 'paragraph', 'One. Two.', ['One.', 'Two.']],
    ['a quotation has sentences', 'quotation', 'One. Two.', ['One.', 'Two.']],
    ['a table row is one', 'table-row', 'One. Two.', ['One. Two.']],
    ['code is cut at blank lines', 'code', 'a. B\nc\n\n  d', ['a. B\nc', 'd']],
    ['code is cut after eight lines', 'code', '1\n2\n3\n4\n5\n6\n7\n8\n9\n', ['1\n2\n3\n4\n5\n6\n7\n8', '9']],
  ])('%s', (_, kind, text, expected) => {
    expect(sentencesIn(kind, text)).toEqual(expected)
  })

  test('a sentence never crosses a block', () => {
    const article = exampleArticle([
      { kind: 'paragraph', text: 'no stop' },
      { kind: 'paragraph', text: 'goes on' },
    ])
    expect(split(article).map(({ sentences }) => sentences.length)).toEqual([2])
  })
})

test.each([
  ['one two', 2],
  [' one\ntwo — three ', 4],
  ['他来了', 2],
  ['', 0],
])('%j has %i words', (text, expected) => {
  expect(countWords(text)).toBe(expected)
})

test('a book is split as an article is, and lets other work in meanwhile', async () => {
  const book = exampleArticle(times(500, 20).map((words) => paragraph(...times(6, words))))
  const slowly = { ...options, countTokens: (text: string) => countWords(text.repeat(20)) / 20 }
  let passages: Passage[] = []
  const share = await shareOfLongestTurn(async () => {
    passages = await splitGivingWay(book, slowly)
  })
  expect(share).toBeLessThan(0.4)
  expect(passages).toEqual(split(book, slowly))
})
