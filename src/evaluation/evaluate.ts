import type { Answer, AnswerRequest } from '../answers/answer.js'
import type { Filters } from '../search-index/search-index.js'
import type { GoldQuestion } from './gold.js'
import { mergedSpans } from './gold-spans.js'
import type { FigureName, QuestionRecord } from './question-record.js'
import { quoteFigures } from './quote-metrics.js'
import {
  goldWithinWords,
  ndcgAtK,
  type ResultPassage,
  rankedArticles,
  recallAtK,
  reciprocalRankAtK,
  spanRecallAtK,
} from './retrieval-metrics.js'

/** What is evaluated; `Attest` is one. Without `ask`, only the search is measured. */
export interface EvaluatedService {
  search(request: EvaluatedSearch): Promise<{ readonly passages: readonly ResultPassage[] }>
  /** Must answer whatever its confidence (a threshold of 0), so that quotes and confidence are measured apart. */
  ask?(request: AnswerRequest): Promise<Answer>
}

export interface EvaluatedSearch {
  readonly query: string
  readonly topK: number
  readonly filters?: Filters | undefined
}

export interface EvaluateOptions {
  /** Questions whose confidence is below count as declined, 0 to 1. */
  readonly declineBelow: number
  /** Passages to look at; enough that ten articles are among them. 50 unless told. */
  readonly passages?: number
  /** Questions under way at once; 1 unless told, so that times are those of one user. */
  readonly atOnce?: number
  readonly onProgress?: (done: number) => void
}

/** Passages that an answer is asked for; as the doors do by default. */
const ANSWER_PASSAGES = 8

/** Asks every question and measures what came back. @returns one record a question, in order. */
export async function evaluate(
  questions: readonly GoldQuestion[],
  service: EvaluatedService,
  options: EvaluateOptions,
): Promise<QuestionRecord[]> {
  const records = new Array<QuestionRecord>(questions.length)
  let next = 0
  let done = 0
  const worker = async (): Promise<void> => {
    while (next < questions.length) {
      const at = next++
      records[at] = await evaluateQuestion(questions[at]!, service, options)
      options.onProgress?.(++done)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce ?? 1 }, worker))
  return records
}

async function evaluateQuestion(
  gold: GoldQuestion,
  service: EvaluatedService,
  { declineBelow, passages: topK = 50 }: EvaluateOptions,
): Promise<QuestionRecord> {
  const { id, answerable, filters } = gold
  const { result, ms: searchMs } = await timed(() => service.search({ query: gold.question, topK, filters }))
  const found = answerable ? searchFigures(result.passages, gold) : {}
  if (service.ask === undefined) return { id, answerable, figures: found, confidence: null, searchMs, askMs: null }

  const request: AnswerRequest = { question: gold.question, filters, topK: ANSWER_PASSAGES, style: 'apa' }
  const { result: answer, ms: askMs } = await timed(() => service.ask!(request))
  const quoted = answerable ? answerFigures(answer, gold, declineBelow) : {}
  return { id, answerable, figures: { ...found, ...quoted }, confidence: answer.confidence, searchMs, askMs }
}

type Figures = Partial<Record<FigureName, number>>

function searchFigures(results: readonly ResultPassage[], gold: GoldQuestion): Figures {
  const spans = mergedSpans(gold.spans)
  return {
    ...(spans.length === 0
      ? {}
      : {
          goldWithin400Words: goldWithinWords(results, spans, 400),
          goldWithin800Words: goldWithinWords(results, spans, 800),
          goldWithin1200Words: goldWithinWords(results, spans, 1_200),
          spanRecallAt1: spanRecallAtK(results, spans, 1),
          spanRecallAt5: spanRecallAtK(results, spans, 5),
          spanRecallAt10: spanRecallAtK(results, spans, 10),
          reciprocalRankAt10: reciprocalRankAtK(results, spans, 10),
        }),
    ...articleFigures(rankedArticles(results), new Set(gold.relevantArticles)),
  }
}

const articleFigures = (ranked: readonly string[], relevant: ReadonlySet<string>): Figures =>
  relevant.size === 0
    ? {}
    : {
        firstArticleRelevant: Number(ranked.slice(0, 1).some((id) => relevant.has(id))),
        articleNdcgAt10: ndcgAtK(ranked, relevant, 10),
        articleRecallAt10: recallAtK(ranked, relevant, 10),
      }

function answerFigures(answer: Answer, gold: GoldQuestion, declineBelow: number): Figures {
  const quotes = answer.kind === 'answered' ? answer.citations : []
  const figures = quoteFigures(quotes, gold)
  const answeredRight =
    figures.firstQuoteRight === null ? null : answer.confidence < declineBelow ? 0 : figures.firstQuoteRight
  const known = Object.entries({ ...figures, answeredRight }).filter(([, value]) => value !== null)
  return Object.fromEntries(known) as Figures
}

async function timed<Result>(run: () => Promise<Result>): Promise<{ result: Result; ms: number }> {
  const started = performance.now()
  const result = await run()
  return { result, ms: performance.now() - started }
}
