import type { Article, ArticleMetadata, Block, Evidence, MetadataField } from '../articles/article.js'
import { AttestError } from '../errors.js'
import { type Command, exitCodes } from './command.js'

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'show what was understood of an article, block by block',
  help: `Usage: attest inspect FILE [--json]

Reads one article without ingesting it and prints its metadata, where each field was found, and every block
with its kind and its lines in the file. Blocks marked "not retrieved" are quotable but are not searched.

Options
  --json   print the article as JSON
  --help   print this

Examples
  attest inspect corpus/bm25-rare-and-common-words.md
  attest inspect draft.html --json

Exit codes: 0 understood, 2 wrong usage or settings, 3 the file is not an article`,
  options: { json: { type: 'boolean' } },
  async run(positionals, { json }, { config, output }) {
    const [file, ...rest] = positionals
    if (file === undefined || rest.length > 0) {
      throw new AttestError('USAGE', `Expected one file, received ${positionals.length}. Example: attest inspect FILE`)
    }
    const { inspectFile } = await import('../service.js')
    const { article, warnings } = await inspectFile(file, config)
    if (json === true) {
      output.json({ article, warnings })
      return exitCodes.ok
    }
    for (const line of metadataLines(article)) output.line(line)
    for (const { message, code } of warnings) output.line(`warning ${message} (${code})`)
    output.line('')
    for (const block of article.blocks) output.line(blockLine(block, article.text))
    return exitCodes.ok
  },
}

function metadataLines({ id, metadata, evidence }: Article): string[] {
  const fields = Object.keys(metadata) as MetadataField[]
  return [
    `${'id'.padEnd(12)}${id}`,
    ...fields.map((field) => `${field.padEnd(12)}${written(metadata, field)}${found(evidence[field])}`),
  ]
}

function written(metadata: ArticleMetadata, field: MetadataField): string {
  if (field === 'authors') {
    const names = metadata.authors.map((author) =>
      'literal' in author ? author.literal : `${author.given} ${author.family}`,
    )
    return names.join('; ') || '–'
  }
  const value = metadata[field]
  return Array.isArray(value) ? value.join(', ') || '–' : String(value ?? '–')
}

function found(evidence: Evidence | undefined): string {
  if (evidence === undefined) return ''
  const { source, key, sourceLines } = evidence
  const place = sourceLines === null ? '' : `, line ${sourceLines.first}`
  return `   (${source}${key === null ? '' : ` ${key}`}${place})`
}

function blockLine({ kind, level, span, sourceLines: { first, last }, boilerplate }: Block, text: string): string {
  const lines = first === last ? `${first}` : `${first}-${last}`
  const name = level === null ? kind : `${kind} ${level}`
  const mark = boilerplate === null ? '' : `[${boilerplate}: not retrieved] `
  return `${lines.padStart(9)}  ${name.padEnd(11)} ${mark}${text.slice(span.start, span.end).replaceAll('\n', ' ⏎ ')}`
}
