import { ArticleError } from '../errors.js'
import type { MetadataField } from './article.js'
import type { SourceText } from './format.js'
import type { Statement } from './stated-metadata.js'
import { readYamlMapping, type YamlEntry, type YamlValue } from './yaml-mapping.js'

/** Keys of front matter in use, the most telling first; compared without case, "-" and "_". */
const keysOf: { readonly [Field in MetadataField]: readonly string[] } = {
  title: ['title', 'headline'],
  standfirst: ['standfirst', 'dek', 'subtitle', 'summary', 'description', 'excerpt'],
  authors: ['authors', 'author', 'byline', 'creator'],
  publisher: ['publisher', 'sitename', 'site', 'source', 'publication'],
  series: ['series'],
  published: ['published', 'datepublished', 'publishedat', 'publishdate', 'pubdate', 'date'],
  updated: ['updated', 'modified', 'datemodified', 'updatedat', 'lastmod', 'lastmodified'],
  url: ['canonical', 'canonicalurl', 'url', 'link', 'permalink'],
  language: ['language', 'lang', 'locale'],
  tags: ['tags', 'keywords', 'categories'],
  status: ['status', 'retracted'],
}

export interface FrontMatter {
  readonly statements: readonly Statement[]
  readonly statedId: string | null
  readonly aliases: readonly string[]
}

/** How many lines the front matter takes, its fences included; 0 where there is none. */
export function frontMatterLength(lines: readonly string[]): number {
  if (lines[0]?.trimEnd() !== '---') return 0
  const end = lines.findIndex((line, index) => index > 0 && (line.trimEnd() === '---' || line.trimEnd() === '...'))
  if (end < 0) return 0
  // Two thematic breaks around prose are no front matter.
  const firstWords = lines.slice(1, end).find((line) => line.trim() !== '' && !line.startsWith('#'))
  return firstWords === undefined || /^["']?[\w-]+["']?\s*:(?:\s|$)/.test(firstWords) || /^\{/.test(firstWords)
    ? end + 1
    : 0
}

/** @throws {ArticleError} `FRONT_MATTER_INVALID` with the line to blame. */
export function readFrontMatter({ path }: SourceText, lines: readonly string[]): FrontMatter {
  const length = frontMatterLength(lines)
  if (length === 0) {
    if (lines[0]?.trimEnd() === '---' && /^(?:title|author|date|description)\s*:/i.test(lines[1] ?? '')) {
      throw new ArticleError(
        'FRONT_MATTER_INVALID',
        path,
        1,
        'the front matter that begins here has no end; close it with a line "---".',
      )
    }
    return { statements: [], statedId: null, aliases: [] }
  }
  const reading = readYamlMapping(lines.slice(1, length - 1).join('\n'), 2)
  if (reading.kind === 'invalid') {
    throw new ArticleError(
      'FRONT_MATTER_INVALID',
      path,
      reading.line,
      `the front matter is not valid YAML: ${reading.problem}; correct it.`,
    )
  }
  const entries = new Map(
    [...reading.entries].map(([key, entry]) => [key.toLowerCase().replace(/[-_]/g, ''), { ...entry, key }]),
  )
  return {
    statements: statementsOf(entries),
    statedId: idIn(entries.get('id')),
    aliases: textsIn(entries.get('aliases')?.value),
  }
}

function statementsOf(entries: ReadonlyMap<string, YamlEntry & { readonly key: string }>): Statement[] {
  const fields = Object.keys(keysOf) as MetadataField[]
  return fields.flatMap((field) =>
    keysOf[field].flatMap((name) => {
      const entry = entries.get(name)
      if (!entry) return []
      const value = name === 'retracted' && entry.value === 'true' ? 'retracted' : entry.value
      return [{ field, key: entry.key, value, line: entry.line, source: 'front-matter' as const }]
    }),
  )
}

const idIn = (entry: YamlEntry | undefined): string | null =>
  typeof entry?.value === 'string' && entry.value.trim() !== '' ? entry.value.trim() : null

const textsIn = (value: YamlValue | undefined): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
    .map((text) => text.trim())
