/** What the documentation reads of an OpenAPI 3.1 document. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly description?: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

export interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> }
  readonly responses: Readonly<Record<string, ApiResponse>>
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

export interface ApiResponse {
  readonly description: string
  readonly content?: Readonly<Record<string, Content>>
}

export interface Content {
  readonly schema: Schema
  readonly example?: unknown
}

export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly description?: string
  readonly default?: unknown
  readonly example?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

export interface NamedOperation {
  /** As in `POST /api/ask`. */
  readonly name: string
  /** Where it stands in the page. */
  readonly anchor: string
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

export function operationsOf({ paths }: ApiDocument): NamedOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([lowerCase, operation]) => {
      const method = lowerCase.toUpperCase()
      const name = `${method} ${path}`
      return { name, anchor: name.replace(/[^a-z]+/gi, '-').replace(/-$/, ''), method, path, operation }
    }),
  )
}

export const schemaName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1)

/** What a schema with a name stands for; any other is itself. */
export const resolvedSchema = (schema: Schema, { components }: ApiDocument): Schema =>
  schema.$ref === undefined ? schema : components.schemas[schemaName(schema.$ref)]!
