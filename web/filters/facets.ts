import { getJson } from '../service/request.js'

export interface Facet {
  readonly value: string
  readonly articles: number
}

/** What the articles have, and how many of them have it; the most frequent first. */
export interface Facets {
  readonly authors: readonly Facet[]
  readonly publishers: readonly Facet[]
  readonly tags: readonly Facet[]
  /** Articles that were counted. */
  readonly total: number
}

export const loadFacets = (signal: AbortSignal): Promise<Facets> => getJson('/api/facets', signal)
