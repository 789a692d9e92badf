import type { ArticleMetadata, ArticleWarning, ArticleWarningCode, Author, Evidence, MetadataField } from './article.js'
import { collapseWhiteSpace } from './article-text.js'
import { authorsFromField } from './author-names.js'
import { readDate } from './edtf-date.js'
import { readWebAddress } from './web-address.js'
import type { YamlValue } from './yaml-mapping.js'

/** A field that a source states under a key of its own: front matter, side-car, meta element or JSON-LD. */
export interface Statement {
  readonly field: MetadataField
  readonly key: string
  readonly value: YamlValue
  readonly line: number | null
  readonly source: Evidence['source']
}

export interface StatedMetadata {
  readonly metadata: Partial<ArticleMetadata>
  readonly evidence: Partial<Record<MetadataField, Evidence>>
  readonly warnings: readonly ArticleWarning[]
}

type FieldReading<Value> =
  | { readonly value: Value }
  | { readonly code: ArticleWarningCode; readonly problem: string }
  | null

/** Takes, for each field, the first statement that can be used; one that cannot be used is a warning. */
export function readStatements(path: string, statements: readonly Statement[]): StatedMetadata {
  const metadata: Record<string, unknown> = {}
  const evidence: Partial<Record<MetadataField, Evidence>> = {}
  const warnings: ArticleWarning[] = []
  for (const { field, key, value, line, source } of statements) {
    if (field in metadata) continue
    const reading = readers[field](value)
    if (reading === null) continue
    if ('value' in reading) {
      metadata[field] = reading.value
      evidence[field] = { source, key, span: null, sourceLines: line === null ? null : { first: line, last: line } }
    } else {
      const at = line === null ? path : `${path}:${line}`
      warnings.push({ code: reading.code, path, line, message: `${at}: ${key}: ${reading.problem}` })
    }
  }
  return { metadata: metadata as Partial<ArticleMetadata>, evidence, warnings }
}

const maxTextLength = 1_000

const readText = (value: YamlValue): FieldReading<string> => {
  const named = nameIn(value)
  if (named === null) return { code: 'INVALID_FIELD', problem: 'expected text; the field is left out.' }
  const text = collapseWhiteSpace(named)
  if (text === '') return null
  return text.length <= maxTextLength
    ? { value: text }
    : { code: 'INVALID_FIELD', problem: `expected at most ${maxTextLength} characters; the field is left out.` }
}

// A longer "description" is a copy of the article, not what stands under its title.
const maxStandfirstLength = 400
const readStandfirst = (value: YamlValue): FieldReading<string> =>
  typeof value === 'string' && value.length > maxStandfirstLength ? null : readText(value)

// "source" and "site" often hold an address, which is no name.
const readPublisher = (value: YamlValue): FieldReading<string> => (isAddress(value) ? null : readText(value))

const isAddress = (value: YamlValue): boolean => typeof value === 'string' && /^https?:\/\//i.test(value.trim())

const readDateField = (value: YamlValue): FieldReading<string> => {
  if (typeof value !== 'string') return { code: 'INVALID_DATE', problem: 'expected one date; the date is left out.' }
  if (value.trim() === '') return null
  const reading = readDate(value)
  return reading.kind === 'date'
    ? { value: reading.date }
    : { code: 'INVALID_DATE', problem: `${reading.problem} The date is left out.` }
}

const readAddress = (value: YamlValue): FieldReading<string> => {
  if (typeof value !== 'string')
    return { code: 'INVALID_URL', problem: 'expected one address; the address is left out.' }
  if (value.trim() === '') return null
  const reading = readWebAddress(value)
  return 'address' in reading
    ? { value: reading.address }
    : { code: 'INVALID_URL', problem: `${reading.problem} The address is left out.` }
}

const readLanguage = (value: YamlValue): FieldReading<string> => {
  if (typeof value !== 'string') return { code: 'INVALID_FIELD', problem: 'expected one language; it is left out.' }
  const tag = value.trim().replaceAll('_', '-')
  if (tag === '') return null
  const isTag = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}$/i.test(tag) && isLocale(tag)
  return isTag
    ? { value: Intl.getCanonicalLocales(tag)[0]! }
    : {
        code: 'INVALID_FIELD',
        problem: `expected a language tag such as "en"; ${JSON.stringify(tag.slice(0, 40))} is left out.`,
      }
}

const isLocale = (tag: string): boolean => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const readTags = (value: YamlValue): FieldReading<readonly string[]> => {
  const written = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.map(nameIn) : [null]
  if (written.includes(null)) return { code: 'INVALID_FIELD', problem: 'expected a list of words; they are left out.' }
  const tags = [...new Set(written.map((tag) => collapseWhiteSpace(tag!)))].filter(
    (tag) => tag !== '' && tag.length <= 200,
  )
  return tags.length === 0 ? null : { value: tags.slice(0, 100) }
}

const readAuthors = (value: YamlValue): FieldReading<readonly Author[]> => {
  const people = Array.isArray(value) ? value : [value]
  const authors = people.map((person) => authorsIn(person))
  if (authors.includes(null)) return { code: 'INVALID_FIELD', problem: 'expected names; the authors are left out.' }
  const found = authors.flatMap((list) => list!)
  return found.length === 0 ? null : { value: found }
}

function authorsIn(person: YamlValue): Author[] | null {
  // An address where a name belongs (Facebook's article:author) names nobody.
  if (typeof person === 'string') return isAddress(person) ? [] : authorsFromField(person)
  if (Array.isArray(person)) return null
  const parts = person as { readonly [key: string]: YamlValue }
  const given = parts.given ?? parts.givenName ?? parts.first
  const family = parts.family ?? parts.familyName ?? parts.last
  if (typeof given === 'string' && typeof family === 'string' && given !== '' && family !== '') {
    return [{ given: collapseWhiteSpace(given), family: collapseWhiteSpace(family) }]
  }
  const literal = parts.literal ?? parts.name
  if (typeof literal !== 'string') return null
  if (literal.trim() === '') return []
  const isOneName =
    parts.literal !== undefined || parts['@type'] === 'Organization' || parts['@type'] === 'NewsMediaOrganization'
  return isOneName ? [{ literal: collapseWhiteSpace(literal) }] : authorsFromField(literal)
}

const nameIn = (value: YamlValue): string | null => {
  if (typeof value === 'string') return value
  const name = Array.isArray(value) ? null : (value as { readonly [key: string]: YamlValue }).name
  return typeof name === 'string' ? name : null
}

const readStatus = (value: YamlValue): FieldReading<'current' | 'retracted'> =>
  typeof value === 'string' && /^(?:retracted|withdrawn)$/i.test(value.trim()) ? { value: 'retracted' } : null

const readers: { readonly [Field in MetadataField]: (value: YamlValue) => FieldReading<ArticleMetadata[Field]> } = {
  title: readText,
  standfirst: readStandfirst,
  authors: readAuthors,
  publisher: readPublisher,
  series: readText,
  published: readDateField,
  updated: readDateField,
  url: readAddress,
  language: readLanguage,
  tags: readTags,
  status: readStatus,
}
