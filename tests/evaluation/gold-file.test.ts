import { describe, expect, test } from 'vitest'
import { readGoldFile } from '../../src/evaluation/gold-file.js'

const article = { id: 'tower', text: 'The tower was built in 1871. It was lit in 1903. It was lit again.' }
const lookup = async (id: string) => (id === 'tower' || id === 'old-tower' ? article : null)
const read = (...lines: readonly (object | string)[]) =>
  readGoldFile(
    'gold.jsonl',
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    lookup,
  )

describe('a gold file', () => {
  test('places quotes in their articles', async () => {
    const [question] = await read({
      question: 'When?',
      relevant: [{ article: 'old-tower', quote: 'in 1871' }],
      answers: ['1871'],
    })
    expect(question).toEqual({
      id: '1',
      question: 'When?',
      answerable: true,
      relevantArticles: ['tower'],
      maybeRelevantArticles: [],
      spans: [{ articleId: 'tower', start: 20, end: 27 }],
      answers: ['1871'],
    })
  })

  test('takes spans, article alone, unanswerable questions, own ids and blank lines', async () => {
    const questions = await read(
      { id: 'x', question: 'When?', relevant: [{ article: 'tower', start: 20, end: 27, quote: 'in 1871' }] },
      '',
      { question: 'Where?', relevant: [{ article: 'tower' }] },
      { question: 'Why?', answerable: false },
    )
    expect(questions.map(({ id, answerable, spans }) => [id, answerable, spans.length])).toEqual([
      ['x', true, 1],
      ['3', true, 0],
      ['4', false, 0],
    ])
  })

  test.each([
    ['a line that is not JSON', ['{"question": '], 'gold.jsonl:1: expected one JSON object'],
    ['a question that is missing', [{ answers: [] }], 'gold.jsonl:1: question is not valid'],
    ['an unknown field', [{ question: 'a?', answer: 'b' }], 'answer'],
    [
      'an article that is not there',
      [{ question: 'a?', relevant: [{ article: 'castle' }] }],
      'there is no article "castle"',
    ],
    [
      'a quote that does not occur',
      [{ question: 'a?', relevant: [{ article: 'tower', quote: 'in 1999' }] }],
      'does not occur in tower',
    ],
    [
      'a quote that occurs twice',
      [{ question: 'a?', relevant: [{ article: 'tower', quote: 'It was lit' }] }],
      'occurs more than once',
    ],
    [
      'a span that is not its quote',
      [{ question: 'a?', relevant: [{ article: 'tower', start: 0, end: 3, quote: 'in 1871' }] }],
      'expected "in 1871" at 0–3 of tower, found "The"',
    ],
    [
      'a span outside of the text',
      [{ question: 'a?', relevant: [{ article: 'tower', start: 60, end: 99 }] }],
      'at 60–99',
    ],
    [
      'an unanswerable question with an answer’s place',
      [{ question: 'a?', answerable: false, relevant: [{ article: 'tower' }] }],
      'cannot have relevant articles',
    ],
    ['no question at all', [''], 'Expected questions in gold.jsonl'],
  ])('is refused for %s', async (_, lines, message) => {
    await expect(read(...lines)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining(message) })
  })
})
