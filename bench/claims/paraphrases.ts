import { readFileSync } from 'node:fs'
import path from 'node:path'

/** A sentence of a shipped article, and the same in other words. */
export interface Paraphrase {
  readonly article: string
  readonly sentence: string
  readonly paraphrase: string
}

const file = path.resolve(import.meta.dirname, '../../tests/fixtures/paraphrases.jsonl')

export const readParaphrases = (): Paraphrase[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
