import { AttestError } from '../errors.js'
import type { Filters } from '../search-index/search-index.js'
import type { Command, OptionValues } from './command.js'

/** What `ask` and `search` have in common: which articles, and how many passages. */
export const filterOptions: Command['options'] = {
  author: { type: 'string', multiple: true },
  publisher: { type: 'string', multiple: true },
  article: { type: 'string', multiple: true },
  tag: { type: 'string', multiple: true },
  language: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
  top: { type: 'string' },
}

export const filterHelp = `  --top N            passages to return, 1 to 50 (8)
  --author NAME      only articles by this author; may be repeated, as may the next four
  --publisher NAME   only articles of this publisher
  --article ID       only this article
  --tag TAG          only articles with this tag
  --language TAG     only articles in this language
  --from DATE        only articles published on or after YYYY[-MM[-DD]]
  --to DATE          only articles published on or before YYYY[-MM[-DD]]`

export function filtersFrom(options: OptionValues): Filters {
  return {
    authors: listOf(options.author),
    publishers: listOf(options.publisher),
    articleIds: listOf(options.article),
    tags: listOf(options.tag),
    languages: listOf(options.language),
    publishedFrom: dateOf('--from', options.from),
    publishedTo: dateOf('--to', options.to),
  }
}

export function topKFrom({ top }: OptionValues): number {
  if (top === undefined) return 8
  const topK = Number(top)
  if (Number.isInteger(topK) && topK >= 1 && topK <= 50) return topK
  throw new AttestError('USAGE', `--top takes a whole number from 1 to 50, received ${JSON.stringify(top)}.`)
}

const listOf = (value: OptionValues[string]): string[] | undefined =>
  Array.isArray(value) ? value.map(String) : undefined

function dateOf(option: string, value: OptionValues[string]): string | undefined {
  if (value === undefined) return undefined
  if (/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(String(value))) return String(value)
  throw new AttestError(
    'USAGE',
    `${option} takes a date as YYYY, YYYY-MM or YYYY-MM-DD, received ${JSON.stringify(value)}.`,
  )
}
