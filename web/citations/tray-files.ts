import { postJson } from '../service/request.js'
import type { ReferenceStyle, WireBibliography } from '../wire.js'
import { escapeMarkdown } from './escape.js'
import { referenceOf } from './format.js'
import type { KeptCitation } from './tray.js'

/** What reference managers read. */
export const fileFormats = {
  bibtex: { name: 'citations.bib', mediaType: 'application/x-bibtex' },
  ris: { name: 'citations.ris', mediaType: 'application/x-research-info-systems' },
  'csl-json': { name: 'citations.json', mediaType: 'application/vnd.citationstyles.csl+json' },
} as const
export type FileFormat = keyof typeof fileFormats

type Cited = Pick<KeptCitation, 'articleId'>

/** All articles that are cited, each once, as a file or a list. @throws as `send`. */
export async function bibliographyOf(
  citations: readonly Cited[],
  style: ReferenceStyle,
  markup: 'plain' | 'markdown' | 'html' = 'plain',
): Promise<string> {
  const distinct = [...new Set(citations.map(({ articleId }) => articleId))]
  const body = { citations: distinct.map((articleId) => ({ articleId })), style, markup }
  const { text } = await postJson<WireBibliography>('/api/bibliography', body)
  return text
}

/** Every quote with its source in a note, in the order of the tray. @throws as `send`. */
export async function quotesWithFootnotes(citations: readonly KeptCitation[], style: ReferenceStyle): Promise<string> {
  // A note is for people, whatever the programs read.
  const noteStyle = style in fileFormats ? 'chicago-note' : style
  const ids = [...new Set(citations.map(({ articleId }) => articleId))]
  const references = new Map<string, string>()
  for (const articleId of ids) references.set(articleId, await referenceOf({ articleId }, noteStyle, 'markdown'))
  const quotes = citations.map(({ quote }, i) => `“${escapeMarkdown(quote)}”[^${i + 1}]`)
  const notes = citations.map(({ articleId }, i) => `[^${i + 1}]: ${references.get(articleId)!}`)
  return `${[...quotes, ...notes].join('\n\n')}\n`
}
