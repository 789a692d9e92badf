import { stored } from '../frame/stored.js'
import type { WireCitation } from '../wire.js'

/** A citation that was kept: what exporting it, and finding it again, needs. */
export type KeptCitation = Pick<
  WireCitation,
  'quote' | 'articleId' | 'span' | 'sourceLines' | 'article' | 'selectors' | 'permalink' | 'link'
>

/** The citations that were kept, in the order that they are exported in. */
export const tray = stored<readonly KeptCitation[]>('tray', (kept) =>
  Array.isArray(kept) ? kept.filter(isKeptCitation) : [],
)

export const isKept = (citation: Pick<KeptCitation, 'permalink'>): boolean =>
  tray.value.some(({ permalink }) => permalink === citation.permalink)

export function keep(citation: KeptCitation): void {
  if (!isKept(citation)) tray.value = [...tray.value, asKept(citation)]
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

/** Puts a citation in the place of the one that it was before its article was edited; once only, where both are kept. */
export function replace(before: Pick<KeptCitation, 'permalink'>, now: KeptCitation): void {
  const others = tray.value.filter(({ permalink }) => permalink !== now.permalink || permalink === before.permalink)
  tray.value = others.map((one) => (one.permalink === before.permalink ? asKept(now) : one))
}

/** Puts citations back that were removed from `before`, each where it stood; what was kept since stays. */
export function restore(before: readonly KeptCitation[]): void {
  const stood = new Set(before.map(({ permalink }) => permalink))
  tray.value = [...before, ...tray.value.filter(({ permalink }) => !stood.has(permalink))]
}

function asKept(citation: KeptCitation): KeptCitation {
  const { quote, articleId, span, sourceLines, article, selectors, permalink, link } = citation
  return { quote, articleId, span, sourceLines, article, selectors, permalink, link }
}

/** What the pages read of it without asking is there. */
function isKeptCitation(one: Partial<KeptCitation> | null): boolean {
  return (
    typeof one?.quote === 'string' &&
    typeof one.articleId === 'string' &&
    typeof one.permalink === 'string' &&
    typeof one.span?.start === 'number' &&
    typeof one.sourceLines?.first === 'number' &&
    Array.isArray(one.article?.authors) &&
    Array.isArray(one.selectors)
  )
}
