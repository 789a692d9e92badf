import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The publishers' texts: tests read them where they are, the repository never holds them. */
export const articlesFolder = join(import.meta.dirname, '../../../shared/articles')
export const articlesMissing = 'skipped: ../shared/articles is not here'

/** A whole sentence: [start, end) in UTF-16 code units of the decoded source file. */
export interface GoldSpan {
  readonly file: string
  readonly sha256: string
  readonly start: number
  readonly end: number
}

export interface GoldQuestion {
  readonly id: string
  readonly question: string
  /** How the question stands to its answer: near its words, far from them, or without one (on topic, off topic). */
  readonly kind: 'close' | 'paraphrase' | 'paraphrase-hard' | 'unanswerable-near' | 'unanswerable-far'
  readonly answerable: boolean
  /** Sentences that answer equally well; empty where nothing does. */
  readonly gold: readonly GoldSpan[]
}

export const goldQuestions: readonly GoldQuestion[] = readFileSync(
  join(import.meta.dirname, '../fixtures/real-articles-gold.jsonl'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldQuestion)

export const readSource = (file: string): string => readFileSync(join(articlesFolder, file), 'utf8')

export const goldSentence = ({ file, start, end }: GoldSpan): string => readSource(file).slice(start, end)

/** Text as a reader sees it: Markdown's emphasis, code and link marks gone, white space one blank. */
export const asRead = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/(\*\*|__|`)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_]*\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/\s+/g, ' ')
    .trim()
