import { postJson } from '../service/request.js'
import type { ReferenceStyle, WireCitation, WireFormattedCitation } from '../wire.js'
import { escapeHtml, escapeMarkdown } from './escape.js'

type Markup = 'plain' | 'markdown' | 'html'
type Cited = Pick<WireCitation, 'articleId' | 'span' | 'quote' | 'permalink'>

/** The reference of the cited article in a style, by the service. */
export async function referenceOf(
  { articleId }: Pick<Cited, 'articleId'>,
  style: ReferenceStyle,
  markup: Markup = 'plain',
) {
  const { reference } = await postJson<WireFormattedCitation>('/api/citations/format', { articleId, style, markup })
  return reference
}

/** A sentence with its note, ready to be pasted into Markdown; the label tells notes apart that come from several places. */
export async function markdownFootnote(cited: Cited, style: ReferenceStyle): Promise<string> {
  const label = `${cited.articleId.replace(/[^\p{L}\p{N}-]+/gu, '-')}-${cited.span.start}`
  return `“${escapeMarkdown(cited.quote)}”[^${label}]\n\n[^${label}]: ${await referenceOf(cited, style, 'markdown')}\n`
}

/** The quote and its reference as a word processor takes them. */
export async function richText(cited: Cited, style: ReferenceStyle): Promise<{ html: string; plain: string }> {
  const [html, plain] = await Promise.all([referenceOf(cited, style, 'html'), referenceOf(cited, style)])
  return { html: `<p>“${escapeHtml(cited.quote)}” (${html})</p>`, plain: `“${cited.quote}” (${plain})` }
}
