import { describe, expect, test } from 'vitest'
import type { SentenceCandidate } from '../../src/answers/extractive.js'
import { inContext, withoutRepeats } from '../../src/answers/in-context.js'
import type { Article } from '../../src/articles/article.js'
import { readArticle } from '../../src/articles/read-article.js'
import { splitArticle } from '../../src/passages/split-passages.js'
import { evidenceOf } from './evidence-of.js'

const countTokens = (text: string): number => text.split(/\s+/).length

const articleOf = (markdown: string): Article =>
  readArticle({ path: 'tower.md', bytes: Buffer.from(markdown), sideCarBytes: null }).article

/** The sentence that begins so, as the retrieval would have found it, the words `answering` marked by the reader. */
function sentence(article: Article, beginning: string, answering?: string): SentenceCandidate {
  const start = article.text.indexOf(beginning)
  for (const passage of splitArticle(article, { countTokens, passageBudget: () => 200 })) {
    const span = passage.sentences.find((candidate) => candidate.start === start)
    if (span === undefined) continue
    const within = article.text.slice(span.start, span.end).indexOf(answering ?? '')
    const highlight = answering === undefined ? null : { start: within, end: within + answering.length }
    const { ranked } = evidenceOf({ sentences: [] })
    return {
      ranked: { ...ranked, passage, article: { ...ranked.article, id: article.id } },
      span,
      score: 1,
      highlight,
    }
  }
  throw new Error(`no sentence begins with ${beginning}`)
}

const quotes = (article: Article, ...sentences: SentenceCandidate[]): string[] =>
  withoutRepeats(sentences.flatMap((one) => inContext(one, article))).map(({ span }) =>
    article.text.slice(span.start, span.end),
  )

const tower = articleOf(`# The tower

Thomas Orde built the tower. It was lit in 1871. This made the coast safe. The keepers left in 1968. Nobody came after them.

## How to visit

Bring these:

- a lamp
- a coat

Take the path at low tide.

## Opening hours

- Mondays from nine
- Sundays from ten

| Keeper | Left |
|---|---|
| Ines Duarte | 1968 |
| Jo Meier | 1951 |
`)

describe('a sentence in its context', () => {
  test('stands alone where it can be understood alone', () => {
    expect(quotes(tower, sentence(tower, 'The keepers'))).toEqual(['The keepers left in 1968.'])
  })

  test('brings the sentence before it where it points back', () => {
    expect(quotes(tower, sentence(tower, 'It was lit'))).toEqual(['Thomas Orde built the tower. It was lit in 1871.'])
  })

  test('brings two where the first of them points back too', () => {
    expect(quotes(tower, sentence(tower, 'This made'))).toEqual([
      'Thomas Orde built the tower. It was lit in 1871. This made the coast safe.',
    ])
  })

  test('keeps the words that answer marked', () => {
    const [quotation] = inContext(sentence(tower, 'It was lit', '1871'), tower)
    const quote = tower.text.slice(quotation!.span.start, quotation!.span.end)
    expect(quote.slice(quotation!.highlight!.start, quotation!.highlight!.end)).toBe('1871')
  })

  test.each([
    ['This week the tower opened.', false],
    ['But the lamp stayed dark.', true],
    ['“They left,” she said.', true],
    ['These were the last.', true],
    ['Items were sold.', false],
    ['Sodium lamps came later.', false],
    ['For example, a lamp.', true],
  ])('%s points back: %s', (words, pointsBack) => {
    const article = articleOf(`The tower is old. ${words}\n`)
    expect(quotes(article, sentence(article, words))).toEqual([pointsBack ? `The tower is old. ${words}` : words])
  })

  test('at the start of its passage has nothing before it', () => {
    const article = articleOf('It was lit in 1871. Nobody knows by whom.\n')
    expect(quotes(article, sentence(article, 'It was lit'))).toEqual(['It was lit in 1871.'])
  })
})

describe('a list item', () => {
  test('comes after the words that introduce the list', () => {
    expect(quotes(tower, sentence(tower, 'a coat'))).toEqual(['Bring these:', 'a coat'])
  })

  test('comes after the heading where nothing else introduces the list', () => {
    expect(quotes(tower, sentence(tower, 'Sundays'))).toEqual(['Opening hours', 'Sundays from ten'])
  })

  test('does not repeat the words that introduce another item', () => {
    expect(quotes(tower, sentence(tower, 'a lamp'), sentence(tower, 'a coat'))).toEqual([
      'Bring these:',
      'a lamp',
      'a coat',
    ])
  })
})

test('a table row comes after the first row', () => {
  const row = tower.blocks
    .filter(({ kind }) => kind === 'table-row')
    .map(({ span }) => tower.text.slice(span.start, span.end))
  expect(row).toHaveLength(3)
  expect(quotes(tower, sentence(tower, row[2]!))).toEqual([row[0], row[2]])
})

test('sentences that share their context are one quotation, with the words that answer marked', () => {
  const chosen = [sentence(tower, 'Thomas Orde'), sentence(tower, 'It was lit', '1871')]
  const [quotation, ...others] = withoutRepeats(chosen.flatMap((one) => inContext(one, tower)))
  expect(others).toEqual([])
  const { span, highlight } = quotation!
  expect(tower.text.slice(span.start + highlight!.start, span.start + highlight!.end)).toBe('1871')
})

test('the same span in two articles is two quotations', () => {
  const one = inContext(sentence(tower, 'The keepers'), tower)
  const other = one.map((quotation) => {
    const { ranked } = quotation.sentence
    return {
      ...quotation,
      sentence: { ...quotation.sentence, ranked: { ...ranked, article: { ...ranked.article, id: 'b' } } },
    }
  })
  expect(withoutRepeats([...one, ...other])).toHaveLength(2)
})
