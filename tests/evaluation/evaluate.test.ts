import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/answers/answer.js'
import { compare } from '../../src/evaluation/compare.js'
import { type EvaluatedService, evaluate } from '../../src/evaluation/evaluate.js'
import type { QuestionRecord } from '../../src/evaluation/question-record.js'
import { summarise } from '../../src/evaluation/summarise.js'
import { comparisonTable, reliabilityTable, summaryTables } from '../../src/evaluation/tables.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'
import { goldQuestion } from './gold-question.js'

const questions = [
  goldQuestion({
    id: 'built',
    question: 'Who built the lighthouse at Skerry Point?',
    relevantArticles: ['lighthouse'],
    answers: ['Thomas Orde'],
  }),
  goldQuestion({
    id: 'bees',
    question: 'How much honey does a colony of bees eat in winter?',
    relevantArticles: ['bees'],
    answers: ['fifteen kilograms', '15 kg'],
  }),
  goldQuestion({ id: 'off', question: 'Which team won the hockey final of 1994?', answerable: false }),
]

describe('an evaluation of the service', () => {
  test('measures search, quotes and declining of every question', async () => {
    const service = serviceOn(smallCorpus, { ATTEST_DECLINE_BELOW: '0' })
    try {
      await service.attest.ingest()
      const lighthouse = (await service.attest.article('lighthouse'))!
      const at = lighthouse.text.indexOf('The lighthouse at Skerry Point was built')
      const spans = [{ articleId: 'lighthouse', start: at, end: at + 70 }]
      const gold = questions.map((question) => (question.id === 'built' ? { ...question, spans } : question))
      const done: number[] = []
      const records = await evaluate(gold, service.attest, { declineBelow: 0.2, onProgress: (n) => done.push(n) })

      expect(records.map(({ id }) => id)).toEqual(['built', 'bees', 'off'])
      expect(done).toEqual([1, 2, 3])
      expect(records[0]!.figures).toMatchObject({
        goldWithin400Words: 1,
        spanRecallAt1: 1,
        reciprocalRankAt10: 1,
        articleNdcgAt10: 1,
        firstQuoteGold: 1,
        firstQuoteRight: 1,
        answerInQuotes: 1,
        answeredRight: 1,
      })
      expect(records[1]!.figures).toMatchObject({ firstArticleRelevant: 1, answerInQuotes: 1 })
      expect(records[1]!.figures).not.toHaveProperty('spanRecallAt1')
      expect(records[2]!.figures).toEqual({})
      expect(records[0]!.confidence).toBeGreaterThan(records[2]!.confidence!)

      const { declining } = summarise(records, 0.2)
      expect(declining!.auroc!.value).toBe(1)
      expect(declining!.falseDeclines!.value).toBe(0)
    } finally {
      await service.close()
    }
  })

  test('counts a right quote that would have been declined as not answered right', async () => {
    const service = answering({ confidence: 0.3, quote: 'Thomas Orde built it.' })
    const [record] = await evaluate([questions[0]!], service, { declineBelow: 0.5 })
    expect(record!.figures).toMatchObject({ firstQuoteRight: 1, answeredRight: 0, quotedWords: 4 })
  })

  test('leaves out quotes and confidence where only a search is given', async () => {
    const { search } = answering({ confidence: 1, quote: '' })
    const records = await evaluate(questions, { search }, { declineBelow: 0.5 })
    expect(records.every(({ confidence, askMs }) => confidence === null && askMs === null)).toBe(true)
    expect(summarise(records, 0.5).declining).toBeNull()
  })

  test('asks no more questions at once than it may, and keeps their order', async () => {
    let under = 0
    let most = 0
    const service: EvaluatedService = {
      async search() {
        most = Math.max(most, ++under)
        await new Promise((resolve) => setImmediate(resolve))
        under--
        return { passages: [] }
      },
    }
    const many = Array.from({ length: 20 }, (_, i) => goldQuestion({ id: `${i}`, answerable: false }))
    const records = await evaluate(many, service, { declineBelow: 0.5, atOnce: 3 })
    expect(most).toBe(3)
    expect(records.map(({ id }) => id)).toEqual(many.map(({ id }) => id))
  })
})

describe('a summary', () => {
  test('is shown as tables without empty columns', async () => {
    const records = await evaluate(questions, answering({ confidence: 0.7, quote: 'Thomas Orde.' }), {
      declineBelow: 0.5,
    })
    const named = { name: 'small', summary: summarise(records, 0.5) }
    const tables = summaryTables([named])
    expect(tables).toContain('| small | 2 | .500 (.000 to 1.000) |')
    expect(tables).not.toContain('MRR@10')
    expect(reliabilityTable(named)).toContain('| 0.7–0.8 | 3 | .700 | .667 |')
  })
})

describe('a comparison of two runs', () => {
  const runs = async () => ({
    before: await evaluate(questions, answering({ confidence: 0.2, quote: 'Nobody.' }), { declineBelow: 0 }),
    after: await evaluate(questions, answering({ confidence: 0.9, quote: 'Thomas Orde.' }), { declineBelow: 0 }),
  })

  test('names the questions that changed and the interval of the difference', async () => {
    const { before, after } = await runs()
    const { questions: count, figures } = compare(before, after)
    expect(count).toBe(3)
    expect(figures.firstQuoteRight).toMatchObject({ rose: ['built'], fell: [] })
    expect(figures.firstQuoteRight!.difference).toMatchObject({ value: 0.5, low: 0, high: 1, questions: 2 })
    expect(compare(after, before).figures.firstQuoteRight).toMatchObject({ rose: [], fell: ['built'] })
  })

  test('leaves out questions that only one run has', async () => {
    const { before, after } = await runs()
    expect(compare(before.slice(1), after).questions).toBe(2)
  })

  test('resamples the AUROC of both runs with the same questions', () => {
    const run = (confidences: readonly number[]): QuestionRecord[] =>
      confidences.map((confidence, i) => ({
        id: `${i}`,
        answerable: i % 2 === 0,
        figures: {},
        confidence,
        searchMs: 0,
        askMs: 0,
      }))
    const { auroc } = compare(run([0.9, 0.8, 0.2, 0.3, 0.7, 0.1]), run([0.9, 0.8, 0.5, 0.3, 0.7, 0.1]))
    // Of nine pairs six were in order, then seven.
    expect(auroc!.value).toBeCloseTo(1 / 9, 12)
    expect(auroc!.low).toBe(0)
    expect(auroc!.high).toBeGreaterThan(1 / 9)
  })

  test('finds no difference between a run and itself', async () => {
    const { after } = await runs()
    const comparison = compare(after, after)
    expect(comparison.auroc).toMatchObject({ value: 0, low: 0, high: 0 })
    expect(Object.values(comparison.figures).every(({ rose, fell }) => rose.length + fell.length === 0)).toBe(true)
    expect(comparisonTable('same', comparison)).not.toContain('*')
  })
})

/** A service that always finds and quotes the same. */
function answering({ confidence, quote }: { confidence: number; quote: string }): Required<EvaluatedService> {
  const span = { start: 0, end: quote.length }
  return {
    search: async () => ({ passages: [{ id: 'lighthouse.0', articleId: 'lighthouse', span, text: quote }] }),
    ask: async () =>
      ({ kind: 'answered', confidence, citations: [{ articleId: 'lighthouse', span, quote }] }) as unknown as Answer,
  }
}
