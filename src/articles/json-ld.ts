import { decodeCharacterReferences } from './character-references.js'
import type { YamlValue } from './yaml-mapping.js'

/** An object of JSON-LD, its scalars as text. */
export type LinkedObject = { readonly [key: string]: YamlValue }

export type JsonLdReading =
  | { readonly kind: 'article'; readonly article: LinkedObject }
  | { readonly kind: 'none' }
  | { readonly kind: 'invalid' }

const articleType = /(?:Article|BlogPosting|^Report)$/
const maxDepth = 12

/** The first article that a `<script type="application/ld+json">` describes; references by `@id` inside it are followed once. */
export function readJsonLd(text: string): JsonLdReading {
  let parsed: unknown
  try {
    parsed = JSON.parse(text.trim().replace(/^<!\[CDATA\[|\]\]>$/g, ''))
  } catch {
    return { kind: 'invalid' }
  }
  const objects = objectsIn(stated(parsed, 0))
  const article = objects.find((object) => typesOf(object).some((type) => articleType.test(type)))
  if (article === undefined) return { kind: 'none' }
  const byId = new Map(
    objects.flatMap((object) => (typeof object['@id'] === 'string' ? [[object['@id'], object] as const] : [])),
  )
  const resolved = Object.entries(article).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map((part) => resolve(part, byId)) : resolve(value, byId),
  ])
  return { kind: 'article', article: Object.fromEntries(resolved) }
}

export const typesOf = (object: LinkedObject): string[] =>
  [object['@type']]
    .flat()
    .filter((type): type is string => typeof type === 'string')
    .map((type) => type.replace(/^.*[/#]/, ''))

export const isLinkedObject = (value: YamlValue | undefined): value is LinkedObject =>
  typeof value === 'object' && !Array.isArray(value)

const objectsIn = (value: YamlValue): LinkedObject[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (!isLinkedObject(value)) return []
  return [value, ...(value['@graph'] === undefined ? [] : objectsIn(value['@graph']))]
}

function resolve(value: YamlValue, byId: ReadonlyMap<string, LinkedObject>): YamlValue {
  if (!isLinkedObject(value) || value.name !== undefined || typeof value['@id'] !== 'string') return value
  return byId.get(value['@id']) ?? value
}

function stated(value: unknown, depth: number): YamlValue {
  if (depth > maxDepth || value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((part) => stated(part, depth + 1))
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, stated(part, depth + 1)]))
  return typeof value === 'string' ? decodeCharacterReferences(value) : String(value)
}
