import { formatLanguage } from '../formats.js'
import { texts } from '../texts.js'
import type { LibraryFacets } from './library-facets.js'

/** What the list is narrowed by with one value each. */
export const facetNames = ['author', 'publisher', 'tag', 'language', 'status'] as const
export type FacetName = (typeof facetNames)[number]

export const valuesOf = ({ authors, publishers, tags, languages, statuses }: LibraryFacets) => ({
  author: authors,
  publisher: publishers,
  tag: tags,
  language: languages,
  status: statuses,
})

/** As people say it. */
export function nameOfValue(facet: FacetName, value: string): string {
  if (facet === 'language') return formatLanguage(value)
  if (facet === 'status' && isStatus(value)) return texts.library.statuses[value]
  return value
}

const isStatus = (value: string): value is keyof typeof texts.library.statuses =>
  Object.hasOwn(texts.library.statuses, value)
