import { postJson } from '../service/request.js'
import type { WireArticle, WireCitationNow, WireSpan } from '../wire.js'
import { isOfThisText, type PlaceInAddress } from './place.js'
import { rememberedCitation } from './remembered-citation.js'

type Diff = Extract<WireCitationNow['resolved'], { state: 'changed' }>['diff']

/** What became of the words that the address names; a span is that of words that are there now. */
export type PlaceNow =
  | { readonly state: 'none' | 'no-such-words' | 'edited'; readonly span: null }
  | { readonly state: 'here' | 'moved'; readonly span: WireSpan }
  | { readonly state: 'changed'; readonly span: WireSpan; readonly diff: Diff }
  | { readonly state: 'gone'; readonly span: null; readonly quote: string }

/** As far as the address and the article alone say. */
export function placeNow(place: PlaceInAddress | null, article: WireArticle): PlaceNow {
  if (place === null) return { state: 'none', span: null }
  if (!isOfThisText(place, article)) return { state: 'edited', span: null }
  const { start, end } = place.span
  const hasWords = end <= article.text.length && article.text.slice(start, end).trim() !== ''
  return hasWords ? { state: 'here', span: place.span } : { state: 'no-such-words', span: null }
}

/**
 * Where the article was edited, an address does not say which words it named; but where this browser has the citation
 * (in the tray, or with an answer), the service finds them again.
 *
 * @returns null where nothing more is known.
 */
export async function foundAgain(
  place: PlaceInAddress,
  article: WireArticle,
  signal: AbortSignal,
): Promise<PlaceNow | null> {
  const citation = await rememberedCitation(place, article)
  if (citation === null) return null
  const { selectors, quote } = citation
  const body = { articleId: article.id, selectors }
  const { resolved } = await postJson<WireCitationNow>('/api/citations/resolve', body, signal)
  if (resolved.state === 'gone') return { state: 'gone', span: null, quote }
  if (resolved.state === 'changed') return { state: 'changed', span: resolved.span, diff: resolved.diff }
  return { state: 'moved', span: resolved.span }
}
