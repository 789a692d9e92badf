import { cpSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpApp } from '../support/http-app.js'
import { serviceOn } from '../support/small-service.js'

interface Schema {
  readonly properties?: object
  readonly allOf?: readonly Schema[]
  readonly $ref?: string
  readonly example?: unknown
}
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly schema: Schema
}
interface Body {
  readonly schema: Schema
  readonly example?: unknown
}
interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Body>> }
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}

/** On the articles that ship with the product: there the examples of the documentation hold. */
const service = serviceOn({})
const app = httpApp(service.attest, { log: { error: (fields) => console.error(fields) } })
const document = await (await app.request('http://127.0.0.1/openapi.json')).json()

beforeAll(async () => {
  cpSync('corpus', service.corpus, { recursive: true })
  await service.attest.ingest()
})
afterAll(() => service.close())

const operations = Object.entries<Record<string, Operation>>(document.paths)
  .filter(([path]) => path.startsWith('/api/'))
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })))
const named = operations.map((one) => [`${one.method.toUpperCase()} ${one.path}`, one] as const)

/** A schema that says which fields there are allows no other; the parts of an `allOf` only say some. */
function closed(value: unknown, open: ReadonlySet<unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => closed(one, open))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, closed(inner, open)])
  const schema = Object.fromEntries(entries)
  if ('properties' in value && !('additionalProperties' in value) && !open.has(value)) {
    schema.additionalProperties = false
  }
  if ('allOf' in value) schema.unevaluatedProperties = false
  return schema
}

function partsOfAllOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const parts = ((value as Schema).allOf ?? []).flatMap((part) => [part, resolved(part)])
  return [...parts, ...Object.values(value).flatMap(partsOfAllOf)]
}

const resolved = ({ $ref }: Schema): unknown =>
  $ref === undefined ? undefined : document.components.schemas[$ref.split('/').at(-1)!]

const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true })
ajv.addSchema(closed(document, new Set(partsOfAllOf(document))) as object, 'document')

/** What is wrong with a body, by the schema that stands at the pointer in the document. */
function problemsOf(body: unknown, ...pointer: readonly string[]): unknown[] {
  const ref = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
  const validate = ajv.compile({ $ref: `document#/${encodeURI(ref)}` })
  return validate(body) ? [] : (validate.errors ?? [])
}

const exampleBody = ({ requestBody }: Operation) => requestBody?.content['application/json']?.example

/** What takes something is about the articles; what takes nothing, about the service. */
const takesSomething = ({ requestBody, parameters }: Operation): boolean =>
  requestBody !== undefined || parameters !== undefined

function exampleRequest(path: string, method: string, operation: Operation): Request {
  const given = (operation.parameters ?? []).filter(({ schema }) => schema.example !== undefined)
  const query = new URLSearchParams(
    given.filter((one) => one.in === 'query').map(({ name, schema }) => [name, String(schema.example)]),
  )
  const filled = given
    .filter((one) => one.in === 'path')
    .reduce((all, { name, schema }) => all.replace(`{${name}}`, encodeURIComponent(String(schema.example))), path)
  const body = exampleBody(operation)
  return new Request(`http://127.0.0.1${filled}?${query}`, {
    method: method.toUpperCase(),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  })
}

describe('the description of the API', () => {
  test('is about every operation under /api', () => {
    const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
    const expected = routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    expect(named.map(([name]) => name).sort()).toEqual([...new Set(expected)].sort())
    expect(named.length).toBeGreaterThan(7)
  })

  test.each(named)('%s says what it does and what it answers, with an example', (_, { operation }) => {
    expect(operation.summary).toMatch(/\S/)
    expect(operation.description).toMatch(/\S/)
    for (const { description } of Object.values(operation.responses)) expect(description).toMatch(/\S/)
    const examples = [exampleBody(operation), ...(operation.parameters ?? []).map(({ schema }) => schema.example)]
    expect(examples.some((example) => example !== undefined)).toBe(takesSomething(operation))
    if (operation.requestBody !== undefined) expect(exampleBody(operation)).toBeDefined()
    const unfilled = operation.parameters?.filter((one) => one.in === 'path' && one.schema.example === undefined)
    expect(unfilled ?? []).toEqual([])
  })

  test.each(named)('%s answers its example as it says', async (_, { path, method, operation }) => {
    const at = ['paths', path, method]
    const body = exampleBody(operation)
    if (body !== undefined) {
      expect(problemsOf(body, ...at, 'requestBody', 'content', 'application/json', 'schema')).toEqual([])
    }
    const response = await app.request(exampleRequest(path, method, operation))
    const answer = await response.json()
    const [success] = Object.keys(operation.responses)
    expect(response.status, JSON.stringify(answer)).toBe(Number(success))
    expect(problemsOf(answer, ...at, 'responses', success!, 'content', 'application/json', 'schema')).toEqual([])
    if (takesSomething(operation) && !/^\/api\/(session|ingest)\b/.test(path))
      expect(JSON.stringify(answer)).toMatch(/bm25/i)
  })

  test.each([
    ['an abstention', '/api/ask', { question: 'Which enzyme repairs damaged DNA in zebrafish?' }, 200, 'Answer'],
    [
      'a reference without words',
      '/api/citations/format',
      { articleId: 'bm25-rare-and-common-words' },
      200,
      'FormattedCitation',
    ],
    [
      'a citation that is gone',
      '/api/citations/resolve',
      { articleId: 'no-such', selectors: [{ type: 'TextPositionSelector', start: 0, end: 1 }] },
      200,
      'CitationNow',
    ],
    ['a problem', '/api/ask', { question: '' }, 400, 'Problem'],
    ['a problem with the filters', '/api/search', { query: 'a', filters: { author: 'b' } }, 422, 'Problem'],
  ])('%s is as its schema says', async (_, path, body, status, schema) => {
    const headers = { 'Content-Type': 'application/json' }
    const response = await app.request(`http://127.0.0.1${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    expect(response.status).toBe(status)
    expect(problemsOf(await response.json(), 'components', 'schemas', schema)).toEqual([])
  })

  test.each([
    ['a field that is not described', { live: true, more: 1 }],
    ['a field that is missing', {}],
    ['a value of another kind', { live: 'yes' }],
  ])('would be broken by %s', (_, body) => {
    const at = ['paths', '/health/live', 'get', 'responses', '200', 'content', 'application/json', 'schema']
    expect(problemsOf(body, ...at)).not.toEqual([])
  })
})
