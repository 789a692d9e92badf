import { addToQuery, type FilterFields, isFiltered, noFilters } from '../filters/filters.js'

export const sorts = ['-published', 'published', 'title', 'author'] as const
export type Sort = (typeof sorts)[number]

/** Which articles the library lists: empty where nothing narrows them. */
export interface Narrowing extends FilterFields {
  /** Words that are searched for. */
  readonly query: string
  readonly language: string
  readonly status: string
}

export interface Selection extends Narrowing {
  readonly sort: Sort
}

export const everything: Narrowing = { ...noFilters, query: '', language: '', status: '' }
export const allDates = { publishedFrom: '', publishedTo: '' }
const narrowingNames = Object.keys(everything) as (keyof Narrowing)[]

export const isNarrowed = (selection: Narrowing): boolean => narrowingNames.some((name) => selection[name] !== '')

/** An address holds the whole selection, so that a list can be shared and the way back leads to it. */
export function selectionFrom(address: URLSearchParams): Selection {
  const entries = narrowingNames.map((name) => [name, address.get(name)?.trim() ?? ''])
  const sort = sorts.find((one) => one === address.get('sort')) ?? sorts[0]
  return { ...(Object.fromEntries(entries) as Record<keyof Narrowing, string>), sort }
}

export function addressFor({ sort, ...narrowing }: Selection): string {
  const parameters = parametersFor(narrowing)
  if (sort !== sorts[0]) parameters.set('sort', sort)
  return parameters.size === 0 ? '/library' : `/library?${parameters}`
}

/** As the service takes them, too. */
export function parametersFor(narrowing: Narrowing): URLSearchParams {
  const given = narrowingNames.filter((name) => narrowing[name] !== '')
  return new URLSearchParams(given.map((name) => [name, narrowing[name]]))
}

/** Where the same articles are asked: a question takes some of the filters, and no search. @returns null where there is nothing that it takes alone. */
export function askAddress({ query, language, status, ...filters }: Narrowing): string | null {
  if (!isFiltered(filters) || query !== '' || language !== '' || status !== '') return null
  const parameters = new URLSearchParams()
  addToQuery(parameters, filters)
  return `/?${parameters}`
}
