import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'

/** A YAML value with every scalar as it is written: `2026-02`, `1984` and `true` are strings. Null and blank scalars are ''. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue }

export interface YamlEntry {
  readonly value: YamlValue
  /** 1-based line of the key in the file. */
  readonly line: number
}

/** `line` is 1-based, in the file. */
export type YamlReading =
  | { readonly kind: 'mapping'; readonly entries: ReadonlyMap<string, YamlEntry> }
  | { readonly kind: 'invalid'; readonly line: number; readonly problem: string }

/** @param firstLine the line of the file that `text` begins at. */
export function readYamlMapping(text: string, firstLine: number): YamlReading {
  const lineCounter = new LineCounter()
  const invalid = (offset: number, problem: string): YamlReading => ({
    kind: 'invalid',
    line: firstLine - 1 + lineCounter.linePos(offset).line,
    problem,
  })
  try {
    // The failsafe schema guesses no types, so a date is not padded and a title that is a number keeps its zeros.
    const document = parseDocument(text, { schema: 'failsafe', lineCounter, prettyErrors: false, logLevel: 'error' })
    const [error] = document.errors
    if (error) return invalid(error.pos[0], error.message.split('\n')[0]!)
    if (document.contents === null) return { kind: 'mapping', entries: new Map() }
    if (!isMap(document.contents)) return invalid(0, 'expected lines of the form "key: value"')
    const values = document.toJS({ mapAsMap: true, maxAliasCount: 50 }) as Map<unknown, unknown>
    const entries = new Map<string, YamlEntry>()
    for (const { key } of document.contents.items) {
      if (!isScalar(key)) return invalid(0, 'expected keys to be words')
      const line = firstLine - 1 + lineCounter.linePos(key.range?.[0] ?? 0).line
      entries.set(String(key.value), { value: plain(values.get(key.value)), line })
    }
    return { kind: 'mapping', entries }
  } catch (thrown) {
    // Aliases that multiply, and nesting beyond the stack, are thrown instead of being reported.
    return invalid(0, thrown instanceof Error ? thrown.message.split('\n')[0]! : String(thrown))
  }
}

function plain(value: unknown): YamlValue {
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [String(key), plain(inner)]))
  const text = value === null || value === undefined ? '' : String(value)
  return text === 'null' || text === '~' ? '' : text
}
