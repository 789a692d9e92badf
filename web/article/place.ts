import type { WireArticle, WireSpan } from '../wire.js'

/** Words that an address names: `?text=…&start=…&end=…`. */
export interface PlaceInAddress {
  /** The beginning of the text's SHA-256 when they were cited; null where the address does not say. */
  readonly version: string | null
  readonly span: WireSpan
}

/** @returns null where the address names the article alone, or names words in no way that is understood. */
export function placeInAddress(query: URLSearchParams): PlaceInAddress | null {
  const [start, end] = ['start', 'end'].map((name) => offset(query.get(name)))
  if (start === undefined || end === undefined || start === null || end === null || start >= end) return null
  return { version: query.get('text')?.toLowerCase() || null, span: { start, end } }
}

const offset = (text: string | null): number | null => (text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null)

/** Whether the article still has the text that the words were cited from. */
export const isOfThisText = ({ version }: PlaceInAddress, { textSha256 }: Pick<WireArticle, 'textSha256'>): boolean =>
  version === null || textSha256.startsWith(version)
