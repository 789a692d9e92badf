import { z } from 'zod'
import type { Article } from '../articles/article.js'
import { AttestError } from '../errors.js'
import type { GoldQuestion, GoldSpan } from './gold.js'

const relevantSchema = z.strictObject({
  /** Id, former id or address. */
  article: z.string().min(1),
  quote: z.string().min(1).optional(),
  start: z.int().min(0).optional(),
  end: z.int().min(1).optional(),
})

/** A line of a gold file; docs/evaluation.md explains it. */
const lineSchema = z.strictObject({
  id: z.string().min(1).optional(),
  question: z.string().trim().min(1).max(2_000),
  answerable: z.boolean().optional(),
  relevant: z.array(relevantSchema).default([]),
  answers: z.array(z.string()).default([]),
})
type GoldLine = z.infer<typeof lineSchema>
type RelevantEntry = z.infer<typeof relevantSchema>

/** Where a gold file's articles are looked up; `Attest` has it. */
export type ArticleLookup = (idOrAlias: string) => Promise<Pick<Article, 'id' | 'text'> | null>

/**
 * Reads a gold file: JSON lines, one question each. A relevant entry names an article and, where known, the answer's
 * place in it: a quote that occurs there exactly once, or `start` and `end` in UTF-16 code units (both: they must agree).
 * Every entry is checked against the corpus, so no figure rests on a span that is not there.
 *
 * @param file names the file in errors.
 * @throws {AttestError} `USAGE` naming file and line.
 */
export async function readGoldFile(file: string, text: string, lookup: ArticleLookup): Promise<GoldQuestion[]> {
  const questions: GoldQuestion[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const place = `${file}:${index + 1}`
    questions.push(await goldQuestion(parseLine(place, line), `${index + 1}`, place, lookup))
  }
  if (questions.length === 0) throw new AttestError('USAGE', `Expected questions in ${file}, found none.`)
  return questions
}

function parseLine(place: string, line: string): GoldLine {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new AttestError('USAGE', `${place}: expected one JSON object a line, received ${excerpt(line)}.`, { cause })
  }
  const parsed = lineSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0]!
  throw new AttestError(
    'USAGE',
    `${place}: ${path.length === 0 ? 'the line' : path.join('.')} is not valid: ${message}.`,
  )
}

async function goldQuestion(line: GoldLine, id: string, place: string, lookup: ArticleLookup): Promise<GoldQuestion> {
  const { question, answers, relevant, answerable = relevant.length > 0 || answers.length > 0 } = line
  if (!answerable && relevant.length > 0) {
    throw new AttestError(
      'USAGE',
      `${place}: an unanswerable question cannot have relevant articles. Remove one of both.`,
    )
  }
  const spans: GoldSpan[] = []
  const articles = new Set<string>()
  for (const entry of relevant) {
    const article = await lookup(entry.article)
    if (article === null) {
      throw new AttestError(
        'USAGE',
        `${place}: there is no article ${excerpt(entry.article)}. "attest search" shows ids.`,
      )
    }
    articles.add(article.id)
    const span = spanOf(entry, article, place)
    if (span !== null) spans.push(span)
  }
  return {
    id: line.id ?? id,
    question,
    answerable,
    relevantArticles: [...articles],
    maybeRelevantArticles: [],
    spans,
    answers,
  }
}

function spanOf({ quote, start, end }: RelevantEntry, { id, text }: Pick<Article, 'id' | 'text'>, place: string) {
  if (start !== undefined && end !== undefined) {
    const slice = text.slice(start, end)
    const agrees = slice.length === end - start && slice.trim() !== '' && (quote === undefined || slice === quote)
    if (agrees) return { articleId: id, start, end }
    throw new AttestError(
      'USAGE',
      `${place}: expected ${excerpt(quote ?? 'words')} at ${start}–${end} of ${id}, found ${excerpt(slice)}.`,
    )
  }
  if (quote === undefined) return null
  const at = text.indexOf(quote)
  if (at !== -1 && text.indexOf(quote, at + 1) === -1) return { articleId: id, start: at, end: at + quote.length }
  const problem = at === -1 ? 'does not occur in' : 'occurs more than once in'
  throw new AttestError(
    'USAGE',
    `${place}: ${excerpt(quote)} ${problem} ${id}. Give its start and end, or other words.`,
  )
}

const excerpt = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text)
