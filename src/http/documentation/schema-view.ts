import { html } from 'hono/html'
import { type Schema, schemaName } from './api-document.js'
import { inlineCode } from './inline-code.js'

type View = ReturnType<typeof html> | string

export const schemaAnchor = (name: string): string => `schema-${name}`

/** What a value is, in a few words, with links to schemas that have a name. */
export function typeView(schema: Schema): View | View[] {
  const { $ref, items, additionalProperties, type } = schema
  if ($ref !== undefined) return html`<a href="#${schemaAnchor(schemaName($ref))}">${schemaName($ref)}</a>`
  if (schema.enum !== undefined) return joined(schema.enum.map((value) => html`<code>${JSON.stringify(value)}</code>`))
  const either = alternativesOf(schema)
  if (either.length > 0) return joined(either.map((one) => html`${typeView(one)}`))
  if (schema.allOf !== undefined) return schema.allOf.filter(isTyped).map((part) => html`${typeView(part)}`)
  if (items !== undefined) return html`list of ${typeView(items)}`
  if (typeof additionalProperties === 'object') return html`any names, each ${typeView(additionalProperties)}`
  return joined([type ?? []].flat().map((name) => html`${name}`))
}

/** The fields of a value, each with its type, its limits and what is inside it; empty where it has none. */
export function fieldsView(schema: Schema): View | View[] {
  const parts = [schema, ...(schema.allOf ?? [])].filter(({ properties }) => properties !== undefined)
  if (parts.length === 0) return innerSchemas(schema).map((inner) => html`${fieldsView(inner)}`)
  return html`<dl class="fields">
${parts.flatMap(({ properties, required }) =>
  Object.entries(properties!).map(([name, field]) => fieldView(name, field, required?.includes(name) ?? false)),
)}</dl>`
}

export function fieldView(name: string, field: Schema, isRequired: boolean) {
  const notes = [isRequired ? '' : 'optional', ...limitsOf(field)].filter((note) => note !== '')
  return html`<dt><code>${name}</code> <span class="type">${typeView(field)}</span>${notes.map((note) => html` <span class="limit">${note}</span>`)}</dt>
<dd>${inlineCode(descriptionOf(field))}${fieldsView(field)}</dd>
`
}

/** Schemas without a name within one without fields: of a list, of alternatives, of any names. */
function innerSchemas(schema: Schema): Schema[] {
  const { items, additionalProperties } = schema
  return [
    items ?? [],
    alternativesOf(schema),
    typeof additionalProperties === 'object' ? additionalProperties : [],
  ].flat()
}

const alternativesOf = ({ anyOf, oneOf }: Schema): readonly Schema[] => anyOf ?? oneOf ?? []

const isTyped = ({ $ref, type }: Schema): boolean => $ref !== undefined || type !== undefined

const descriptionOf = ({ description, allOf }: Schema): string =>
  description ?? allOf?.find((part) => part.description !== undefined)?.description ?? ''

function limitsOf(schema: Schema): string[] {
  return [
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minimum, schema.maximum, ''),
    range(schema.minItems, schema.maxItems, ' of them'),
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ]
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (most === undefined) return least === undefined ? '' : `at least ${least}${unit}`
  return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`
}

const joined = (views: readonly View[]): View[] => views.flatMap((view, i) => (i === 0 ? [view] : [' or ', view]))
