import { z } from 'zod'
import { ArticleError, nearestName } from '../errors.js'
import type { ArticleWarning, MetadataField } from './article.js'
import { decodeBytes } from './decode-bytes.js'
import type { Statement } from './stated-metadata.js'
import { readYamlMapping, type YamlEntry } from './yaml-mapping.js'

/** `NAME.meta.yaml` beside `NAME.txt`: what its owner knows better than the file. */
export interface SideCar {
  readonly statements: readonly Statement[]
  /** Fields that it sets to null: unknown, whatever the file says. */
  readonly cleared: readonly MetadataField[]
  readonly statedId: string | null
  readonly aliases: readonly string[]
  readonly warnings: readonly ArticleWarning[]
}

export const sideCarEnding = '.meta.yaml'

export const sideCarPathOf = (articlePath: string): string => `${articlePath.replace(/\.[^./]*$/, '')}${sideCarEnding}`

const texts = z.union([z.string(), z.array(z.string())])
const author = z.union([
  z.string(),
  z.strictObject({ given: z.string(), family: z.string() }),
  z.strictObject({ literal: z.string() }),
  z.strictObject({ name: z.string() }),
])
const sideCarSchema = z.strictObject({
  id: z.string().optional(),
  aliases: texts.optional(),
  title: z.string().optional(),
  standfirst: z.string().optional(),
  authors: z.union([author, z.array(author)]).optional(),
  publisher: z.string().optional(),
  series: z.string().optional(),
  published: z.string().optional(),
  updated: z.string().optional(),
  url: z.string().optional(),
  language: z.string().optional(),
  tags: texts.optional(),
  status: z.enum(['', 'current', 'retracted']).optional(),
})
const knownKeys = Object.keys(sideCarSchema.shape)

/** @throws {ArticleError} `SIDECAR_INVALID` with the line to blame, or an error of decodeBytes. */
export function readSideCar(path: string, bytes: Uint8Array): SideCar {
  const decoded = decodeBytes(path, bytes)
  const reading = readYamlMapping(decoded.text, 1)
  if (reading.kind === 'invalid') {
    throw new ArticleError('SIDECAR_INVALID', path, reading.line, `not valid YAML: ${reading.problem}; correct it.`)
  }
  const { entries } = reading
  const problems = findProblems(path, entries)
  const usable = new Map(
    [...entries].filter(([key]) => knownKeys.includes(key) && !problems.some((problem) => problem.key === key)),
  )
  const { id, aliases } = Object.fromEntries([...usable].map(([key, { value }]) => [key, value]))
  const fields = [...usable].filter(([key]) => key !== 'id' && key !== 'aliases') as [MetadataField, YamlEntry][]
  return {
    statements: fields.map(([field, { value, line }]) => ({ field, key: field, value, line, source: 'side-car' })),
    cleared: fields
      .filter(([field, { value }]) => value === '' || (field === 'status' && value === 'current'))
      .map(([field]) => field),
    statedId: typeof id === 'string' && id !== '' ? id : null,
    aliases: [aliases ?? []].flat().filter((alias): alias is string => typeof alias === 'string' && alias !== ''),
    warnings: [...decoded.warnings, ...problems.map(({ warning }) => warning)],
  }
}

function findProblems(
  path: string,
  entries: ReadonlyMap<string, YamlEntry>,
): { key: string; warning: ArticleWarning }[] {
  const values = Object.fromEntries([...entries].map(([key, { value }]) => [key, value]))
  const warn = (
    code: ArticleWarning['code'],
    key: string,
    problem: string,
  ): { key: string; warning: ArticleWarning } => {
    const line = entries.get(key)?.line ?? null
    return { key, warning: { code, path, line, message: `${path}:${line}: ${key}: ${problem}` } }
  }
  const checked = sideCarSchema.safeParse(values)
  if (checked.success) return []
  return checked.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys.map((key) => warn('UNKNOWN_FIELD', key, `no such field${hint(key)}; it is left out.`))
      : [warn('INVALID_FIELD', String(issue.path[0]), `${issue.message}; the field is left out.`)],
  )
}

function hint(key: string): string {
  const nearest = nearestName(key, knownKeys)
  return nearest === null ? ` (known: ${knownKeys.join(', ')})` : `; did you mean "${nearest}"?`
}
