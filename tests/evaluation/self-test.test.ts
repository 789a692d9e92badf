import { describe, expect, test } from 'vitest'
import type { SelfTestReport } from '../../src/evaluation/self-test.js'
import { selfTest } from '../../src/evaluation/self-test.js'
import { type SelfTestArticle, selfTestQuestions } from '../../src/evaluation/self-test-questions.js'
import { selfTestReport } from '../../src/evaluation/self-test-report.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

describe('questions made of an article', () => {
  const text = 'How it was built\n\nThe tower on the northern cliff was built by Thomas Orde for the harbour board.'
  const start = text.indexOf('The tower')
  const sourceLines = { first: 1, last: 1 }
  const article: SelfTestArticle = {
    id: 'tower',
    text,
    blocks: [
      { kind: 'heading', level: 2, span: { start: 0, end: 16 }, sourceLines, boilerplate: null },
      { kind: 'paragraph', level: null, span: { start, end: text.length }, sourceLines, boilerplate: null },
    ],
    metadata: {
      title: 'The tower',
      standfirst: null,
      authors: [{ given: 'Nora', family: 'Vale' }],
      publisher: null,
      series: null,
      published: null,
      updated: null,
      url: null,
      language: null,
      tags: [],
      status: 'current',
    },
  }
  const made = selfTestQuestions(article, ['bees', 'bread'], 1)
  const ofKind = (kind: string) => made.find((question) => question.kind === kind)!

  test('ask for its sentences, headings and masked words, with and without filters', () => {
    expect(made.map(({ kind }) => kind)).toEqual([
      'excerpt',
      'edited-excerpt',
      'heading',
      'masked-word',
      'elsewhere',
      'filter',
    ])
    expect(ofKind('excerpt').question).toBe(text.slice(start))
    expect(ofKind('heading').question).toBe('What do the articles say about How it was built?')
    expect(ofKind('masked-word')).toMatchObject({
      question: 'The tower on the northern cliff was built by who or what for the harbour board?',
      answers: ['Thomas Orde'],
      spans: [{ articleId: 'tower', start, end: text.length }],
    })
    expect(ofKind('elsewhere')).toMatchObject({
      answerable: false,
      filters: { articleIds: ['bees', 'bread'] },
      spans: [],
    })
    expect(ofKind('filter').filters).toEqual({ authors: ['Nora Vale'] })
  })

  test('are the same for the same seed', () => {
    expect(selfTestQuestions(article, ['bees', 'bread'], 1)).toEqual(made)
  })

  test('have ids of their own', () => {
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length)
  })

  test('are none where the article has no sentence to ask for', () => {
    expect(selfTestQuestions({ ...article, blocks: [] }, ['bees'], 1)).toEqual([])
  })
})

describe('the self-test', () => {
  test('says what works on a corpus of a few articles', async () => {
    const service = serviceOn(smallCorpus, { ATTEST_DECLINE_BELOW: '0' })
    try {
      await service.attest.ingest()
      const report = await selfTest(service.attest, { articles: 50, declineBelow: 0.5 })
      const excerpts = report.findings.find(({ kind }) => kind === 'excerpt')!
      expect(excerpts.questions).toBeGreaterThanOrEqual(4)
      expect(excerpts.right).toBe(excerpts.questions)
      expect(report.corpus).toMatchObject({ articles: 5, withoutDate: 1, withoutAuthor: 1, notEnglish: 0 })
      expect(report.falseDeclines.questions).toBeGreaterThan(0)
    } finally {
      await service.close()
    }
  })

  test('is told in plain words', () => {
    const report: SelfTestReport = {
      findings: [
        { kind: 'excerpt', right: 48, questions: 50 },
        { kind: 'edited-excerpt', right: 40, questions: 50 },
        { kind: 'masked-word', right: 2, questions: 5 },
        { kind: 'heading', right: 0, questions: 0 },
      ],
      falseDeclines: { declined: 3, questions: 55, declineBelow: 0.5 },
      corpus: { articles: 50, passages: 400, withoutAuthor: 0, withoutDate: 7, notEnglish: 0 },
      records: [],
    }
    expect(selfTestReport(report).slice(0, 9)).toEqual([
      '50 articles, 400 passages.',
      '',
      'Finding the article that a sentence was copied from: works (48 of 50).',
      'Finding it when some words are missing and case and punctuation are gone: mostly works (40 of 50).',
      'Quoting the name or number that was asked for, in the words of the article: does not work reliably (2 of 5; so few questions say little).',
      'Finding the section that a heading names, within the first 800 words of the results: not tested, no such question could be made of these articles.',
      'Of 55 questions that the articles do answer, 3 would have been declined.',
      '',
      '7 of 50 articles have no date: filters by date leave them out, citations say "n.d.".',
    ])
    const strict = { ...report, falseDeclines: { declined: 20, questions: 55, declineBelow: 0.5 } }
    expect(selfTestReport(strict).join('\n')).toContain(
      '20 would have been declined; a lower ATTEST_DECLINE_BELOW (now 0.5)',
    )
  })
})
