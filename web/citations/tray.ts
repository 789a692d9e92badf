import { stored } from '../frame/stored.js'
import type { WireCitation } from '../wire.js'

/** A citation that was kept: what exporting it, and finding it again, needs. */
export type KeptCitation = Pick<
  WireCitation,
  'quote' | 'articleId' | 'span' | 'sourceLines' | 'article' | 'selectors' | 'permalink' | 'link'
>

/** The citations that were kept, in the order that they are exported in. */
export const tray = stored<readonly KeptCitation[]>('tray', [], isTray)

export const isKept = (citation: Pick<KeptCitation, 'permalink'>): boolean =>
  tray.value.some(({ permalink }) => permalink === citation.permalink)

export function keep(citation: KeptCitation): void {
  if (isKept(citation)) return
  const { quote, articleId, span, sourceLines, article, selectors, permalink, link } = citation
  tray.value = [...tray.value, { quote, articleId, span, sourceLines, article, selectors, permalink, link }]
}

export function drop(citation: Pick<KeptCitation, 'permalink'>): void {
  tray.value = tray.value.filter(({ permalink }) => permalink !== citation.permalink)
}

/** @param by -1 for one place up, 1 for one down; at an end nothing moves. */
export function move(citation: Pick<KeptCitation, 'permalink'>, by: -1 | 1): void {
  const from = tray.value.findIndex(({ permalink }) => permalink === citation.permalink)
  const to = from + by
  if (from === -1 || to < 0 || to >= tray.value.length) return
  tray.value = tray.value.toSpliced(from, 1).toSpliced(to, 0, tray.value[from]!)
}

function isTray(value: unknown): value is readonly KeptCitation[] {
  return (
    Array.isArray(value) && value.every((one) => typeof one?.quote === 'string' && typeof one?.article === 'object')
  )
}
