import type { Facet, Facets } from '../filters/facets.js'
import { getJson } from '../service/request.js'
import { allDates, type Narrowing, parametersFor } from './selection.js'

export interface LibraryFacets extends Facets {
  readonly languages: readonly Facet[]
  readonly statuses: readonly Facet[]
  /** By month; by year what is dated by the year alone. In order. */
  readonly published: readonly Facet[]
  readonly undated: number
  readonly total: number
}

export interface SelectionFacets {
  readonly facets: LibraryFacets
  /** Under the same selection but at any time: what its time is chosen from. */
  readonly atAnyTime: LibraryFacets
}

/** @throws as `send`. */
export async function loadSelectionFacets(narrowing: Narrowing, signal: AbortSignal): Promise<SelectionFacets> {
  const read = (of: Narrowing) => getJson<LibraryFacets>(`/api/facets?${parametersFor(of)}`, signal)
  const facets = read(narrowing)
  const isDated = narrowing.publishedFrom !== '' || narrowing.publishedTo !== ''
  const [inTime, atAnyTime] = await Promise.all([facets, isDated ? read({ ...narrowing, ...allDates }) : facets])
  return { facets: inTime, atAnyTime }
}
