import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { standaloneQuestion } from '../../src/conversation/standalone-question.js'
import { complete, followUps, turns } from './follow-ups.js'

describe('a follow-up', () => {
  test.each(
    followUps.map(({ said, asked, understood, carried }) => [said.at(-1)!, asked, understood, carried, said] as const),
  )('after %j: %j is understood as %j', (_, asked, understood, carried, said) => {
    expect(standaloneQuestion(asked, turns(said))).toEqual({ question: understood, carried, citedArticleIds: [] })
  })

  test('brings the articles that the last answer cited, and those of no earlier one', () => {
    const [first, second] = [['lighthouse'], ['tram', 'museum']]
    const conversation = [
      { role: 'user', text: 'When was the lighthouse at Skerry Point built?' },
      { role: 'assistant', text: 'In 1871. [1]', citedArticleIds: first },
      { role: 'user', text: 'When did the first tram of Altdorf run?' },
      { role: 'assistant', text: 'In 1906. [1]', citedArticleIds: second },
    ] as const
    expect(standaloneQuestion('Why did it close?', conversation)).toEqual({
      question: 'Why did the first tram of Altdorf close?',
      carried: 'subject',
      citedArticleIds: second,
    })
    expect(standaloneQuestion('What is BM25?', conversation).citedArticleIds).toEqual([])
  })

  test('follows a chain of follow-ups', () => {
    const said = ['What does BM25 do with rare words?', '', 'and common words?', '', 'What about HNSW?', '']
    expect(standaloneQuestion('why?', turns(said)).question).toBe('What does HNSW do with common words, and why?')
  })

  test('goes by the question, where the assistant spoke first', () => {
    const conversation = [
      { role: 'assistant', text: 'Hello, I am Ines Duarte. [1]' },
      ...turns(['What is BM25?']),
    ] as const
    expect(standaloneQuestion('Who invented it?', conversation).question).toBe('Who invented BM25?')
    expect(standaloneQuestion('Who said that?', conversation.slice(0, 1)).carried).toBeNull()
  })
})

describe('a complete question', () => {
  test.each(complete.map(([said, asked]) => [said[0] ?? 'nothing', asked, said] as const))(
    'after %j stays as it is: %j',
    (_, asked, said) => {
      expect(standaloneQuestion(asked, turns(said))).toEqual({ question: asked, carried: null, citedArticleIds: [] })
    },
  )

  test('stays as it is after any other, whatever is asked of the corpus', () => {
    const lines = readFileSync(new URL('../fixtures/corpus-questions.jsonl', import.meta.url), 'utf8')
      .trim()
      .split('\n')
    const questions = lines.map((line) => (JSON.parse(line) as { question: string }).question)
    expect(questions.length).toBeGreaterThan(70)
    const changed = questions.flatMap((asked, i) => {
      const last = questions[(i + 1) % questions.length]!
      const { question } = standaloneQuestion(asked, turns([last, 'Some words of an article. [1]']))
      return question === asked ? [] : [`${last} ${asked} ${question}`]
    })
    expect(changed).toEqual([])
  })
})

test('time grows with the length of what is said, not faster', () => {
  const hostile = [
    'and '.repeat(20_000),
    `${'a '.repeat(50_000)}?`,
    `Who ${'is '.repeat(30_000)}`,
    `“${'x '.repeat(40_000)}`,
    `In ${'Aa '.repeat(30_000)}?`,
    'the of '.repeat(20_000),
    `It is ${'true-'.repeat(20_000)}`,
  ]
  const timed = (length: number): number => {
    const started = performance.now()
    for (const text of hostile.map((whole) => whole.slice(0, length))) {
      for (const asked of [text.slice(0, length / 8), 'why?', 'who said that?', 'and in Africa?', 'How old is she?']) {
        standaloneQuestion(asked, turns([text, text, text, text]))
      }
    }
    return performance.now() - started
  }
  timed(2_000)
  // A pattern that backtracks would need thousands of times as long for twice the text.
  expect(timed(2_000)).toBeLessThan(8 * timed(1_000) + 50)
  expect(timed(100_000)).toBeLessThan(8 * timed(2_000) + 50)
})
