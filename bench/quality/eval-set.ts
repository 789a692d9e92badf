import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Article } from '../../src/articles/article.js'
import type { GoldQuestion, GoldSpan } from '../../src/evaluation/gold.js'
import { codeUnitOffsets } from './code-unit-offsets.js'
import { type SetDocument, setArticle } from './set-article.js'

/** Where the question sets lie; they are not part of the repository. */
export const evalsFolder = path.resolve(import.meta.dirname, '../../../shared/evals')

/** Small ones first, so that the first figures come early. */
export const setNames = [
  'timeqa_dev',
  'clapnq_dev2',
  'doc2dial_val',
  'squad2_dev',
  'xquad_en',
  'covidqa',
  'realtimeqa_a',
  'scifact',
] as const

/** A question set in the product's own terms. */
export interface EvalSet {
  readonly name: string
  readonly articles: readonly Article[]
  readonly questions: readonly EvalQuestion[]
}

export interface EvalQuestion extends GoldQuestion {
  /** The article that an unanswerable question seems to be about; null where the set names none. */
  readonly about: string | null
}

const relevantSchema = z.object({
  doc: z.string(),
  start: z.int().optional(),
  end: z.int().optional(),
  quote: z.string().optional(),
})
const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  relevant: z.array(relevantSchema),
  answers: z.array(z.string()),
  answerable: z.boolean(),
  maybe_relevant: z.array(z.string()).default([]),
  about: z.object({ doc: z.string() }).optional(),
})
const documentSchema = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  source: z.string().optional(),
  author: z.string().optional(),
  date: z.string().optional(),
  url: z.string().optional(),
})

/**
 * Reads one set of `../shared/evals`. Every gold span is checked against its quote, so a set whose offsets do not fit
 * its texts gives no figure at all.
 * @throws {RangeError} naming the question whose span is not its quote.
 */
export function readEvalSet(name: string, folder = evalsFolder): EvalSet {
  const lines = (file: string): unknown[] =>
    readFileSync(path.join(folder, name, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  const documents: SetDocument[] = lines('corpus.jsonl').map((line) => documentSchema.parse(line))
  const offsets = new Map(documents.map(({ id, text }) => [id, { text, offsetOf: codeUnitOffsets(text) }]))
  const questions = lines('questions.jsonl').map((line): EvalQuestion => {
    const { id, question, relevant, answers, answerable, maybe_relevant, about } = questionSchema.parse(line)
    return {
      id,
      question,
      answers,
      answerable,
      relevantArticles: [...new Set(relevant.map(({ doc }) => doc))],
      maybeRelevantArticles: maybe_relevant,
      spans: relevant.flatMap((entry) => goldSpan(id, entry, offsets)),
      about: about?.doc ?? null,
    }
  })
  return { name, articles: documents.map(setArticle), questions }
}

type Offsets = ReadonlyMap<string, { readonly text: string; readonly offsetOf: (codePoint: number) => number }>

function goldSpan(question: string, entry: z.infer<typeof relevantSchema>, offsets: Offsets): GoldSpan[] {
  const { doc, start, end, quote } = entry
  const document = offsets.get(doc)
  if (document === undefined) throw new RangeError(`${question}: its relevant article ${doc} is not in the corpus`)
  if (start === undefined || end === undefined) return []
  const span = { articleId: doc, start: document.offsetOf(start), end: document.offsetOf(end) }
  const slice = document.text.slice(span.start, span.end)
  if (slice !== quote) {
    throw new RangeError(`${question}: expected ${JSON.stringify(quote)} at its span, found ${JSON.stringify(slice)}`)
  }
  return [span]
}
