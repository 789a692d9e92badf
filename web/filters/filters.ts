import type { WireFilters } from '../wire.js'

/** The filters as a form holds them: empty where there is none. */
export interface FilterFields {
  readonly author: string
  readonly publisher: string
  readonly tag: string
  readonly publishedFrom: string
  readonly publishedTo: string
}

export const noFilters: FilterFields = { author: '', publisher: '', tag: '', publishedFrom: '', publishedTo: '' }
export const filterNames = Object.keys(noFilters) as (keyof FilterFields)[]

export const isFiltered = (fields: FilterFields): boolean => filterNames.some((name) => fields[name].trim() !== '')

export function asFilters(fields: FilterFields): WireFilters {
  const { author, publisher, tag, publishedFrom, publishedTo } = trimmed(fields)
  return {
    ...(author !== '' && { authors: [author] }),
    ...(publisher !== '' && { publishers: [publisher] }),
    ...(tag !== '' && { tags: [tag] }),
    ...(publishedFrom !== '' && { publishedFrom }),
    ...(publishedTo !== '' && { publishedTo }),
  }
}

/** The form that these were given in, which takes one name of each. */
export function fieldsOf({
  authors,
  publishers,
  tags,
  publishedFrom = '',
  publishedTo = '',
}: WireFilters): FilterFields {
  const first = (names: readonly string[] | undefined) => names?.[0] ?? ''
  return { author: first(authors), publisher: first(publishers), tag: first(tags), publishedFrom, publishedTo }
}

/** As they stand in an address, so that a filtered question or list can be shared. */
export function filtersFrom(query: URLSearchParams): FilterFields {
  const entries = filterNames.map((name) => [name, query.get(name) ?? ''])
  return Object.fromEntries(entries) as Record<keyof FilterFields, string>
}

export function addToQuery(query: URLSearchParams, fields: FilterFields): void {
  for (const [name, value] of Object.entries(trimmed(fields))) if (value !== '') query.set(name, value)
}

function trimmed(fields: FilterFields): FilterFields {
  return Object.fromEntries(filterNames.map((name) => [name, fields[name].trim()])) as Record<
    keyof FilterFields,
    string
  >
}
