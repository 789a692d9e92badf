import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/**
 * Who may import whom: the table of docs/architecture.md. A name is a folder of `src/` or a file in it;
 * `types:` allows types only; `only:` names single files. `errors.ts`, `giving-way.ts` and `map-concurrently.ts` are open to all and import nothing.
 */
const mayImport: Record<string, readonly string[]> = {
  'errors.ts': [],
  'giving-way.ts': [],
  'map-concurrently.ts': [],
  'config.ts': [],
  articles: [],
  inference: [],
  'web-security': [],
  'language-models': [],
  prompts: ['types:language-models', 'types:articles'],
  embeddings: ['inference'],
  reader: ['types:inference', 'types:articles'],
  passages: ['types:articles'],
  citations: ['types:articles', 'types:quotes'],
  'search-index': ['types:passages', 'types:articles'],
  retrieval: ['types:embeddings', 'types:reader', 'types:search-index', 'types:passages', 'types:articles'],
  quotes: [
    'only:articles/author-names.ts',
    'types:search-index',
    'types:passages',
    'types:articles',
    'only:search-index/phrase-words.ts',
    'only:search-index/fold-text.ts',
  ],
  claims: [
    'only:search-index/phrase-words.ts',
    'types:retrieval',
    'types:reader',
    'types:embeddings',
    'types:search-index',
    'types:passages',
    'types:articles',
    'quotes',
  ],
  answers: [
    'types:reader',
    'types:retrieval',
    'only:retrieval/as-read.ts',
    'only:retrieval/asked-years.ts',
    'types:search-index',
    'only:search-index/lexical-terms.ts',
    'only:search-index/phrase-words.ts',
    'types:embeddings',
    'only:search-index/fold-text.ts',
    'types:passages',
    'types:articles',
    'only:articles/author-names.ts',
    'quotes',
    'claims',
    'only:citations/citation.ts',
    'only:passages/sentences.ts',
    'prompts',
    'types:language-models',
    'only:language-models/language-model.ts',
  ],
  conversation: [],
  'ingest.ts': ['types:articles', 'types:passages', 'types:embeddings', 'types:search-index'],
  'ask-parts.ts': [
    'types:answers',
    'types:articles',
    'types:embeddings',
    'types:language-models',
    'types:prompts',
    'types:retrieval',
    'types:search-index',
  ],
  'ask.ts': [
    'types:citations',
    'types:retrieval',
    'answers',
    'ask-parts.ts',
    'understood-question.ts',
    'quoted-answer.ts',
    'written-answer.ts',
  ],
  'understood-question.ts': [
    'types:answers',
    'types:ask-parts.ts',
    'conversation',
    'prompts',
    'only:language-models/language-model.ts',
  ],
  'quoted-answer.ts': ['types:articles', 'types:retrieval', 'answers', 'citations', 'ask-parts.ts'],
  'written-answer.ts': [
    'types:retrieval',
    'only:passages/heading-line.ts',
    'answers',
    'citations',
    'prompts',
    'only:language-models/language-model.ts',
    'ask-parts.ts',
    'types:quoted-answer.ts',
  ],
  'find-sources.ts': ['types:search-index', 'types:articles', 'claims', 'citations'],
  drafts: [
    'only:articles/article-text.ts',
    'only:articles/author-names.ts',
    'only:articles/front-matter.ts',
    'only:articles/markdown-lines.ts',
    'only:articles/markdown-table.ts',
    'types:articles',
    'types:search-index',
    'only:passages/sentences.ts',
    'only:passages/abbreviations.ts',
    'claims',
    'quotes',
    'citations',
  ],
  'check-draft.ts': ['check-sentence.ts', 'types:find-sources.ts', 'drafts', 'types:citations', 'types:search-index'],
  'check-sentence.ts': [
    'find-sources.ts',
    'verify-quote.ts',
    'drafts',
    'claims',
    'quotes',
    'types:articles',
    'types:citations',
    'types:search-index',
  ],
  'verify-quote.ts': ['types:search-index', 'types:articles', 'quotes', 'citations'],
  'select-articles.ts': [
    'types:articles',
    'only:articles/author-names.ts',
    'types:search-index',
    'only:search-index/fold-text.ts',
    'only:search-index/phrase-words.ts',
  ],
  'list-articles.ts': ['types:articles', 'types:search-index', 'select-articles.ts'],
  'article-facets.ts': [
    'only:articles/author-names.ts',
    'types:search-index',
    'only:search-index/filters.ts',
    'select-articles.ts',
  ],
  'stored-articles.ts': ['types:search-index', 'types:passages'],
  'resolve-citation.ts': ['types:search-index', 'types:articles', 'quotes', 'citations'],
  'make-bibliography.ts': ['types:search-index', 'types:articles', 'citations'],
  metrics: [
    'types:answers',
    'only:answers/answer.ts',
    'only:answers/written-verdict.ts',
    'types:check-draft.ts',
    'only:quotes/quote-verdict.ts',
    'types:service-status.ts',
  ],
  'models-when-needed.ts': ['types:open-models.ts'],
  'watch-corpus.ts': [],
  'ingestion-runs.ts': ['ingestion-record.ts', 'types:attest.ts', 'types:ingest.ts'],
  'ingestions.ts': ['search-index', 'types:ingestion-record.ts', 'types:attest.ts'],
  upkeep: ['search-index', 'embeddings', 'only:passages/heading-line.ts', 'types:articles', 'types:ingest.ts'],
  'ingestion-record.ts': ['ingest.ts', 'types:attest.ts'],
  'service-status.ts': ['types:inference', 'types:ingest.ts', 'types:ingestion-record.ts', 'types:search-index'],
  'attest.ts': [
    'types:service-status.ts',
    'types:make-bibliography.ts',
    'types:check-draft.ts',
    'types:find-sources.ts',
    'types:verify-quote.ts',
    'types:resolve-citation.ts',
    'types:stored-articles.ts',
    'types:select-articles.ts',
    'types:list-articles.ts',
    'types:article-facets.ts',
    'types:ingest.ts',
    'types:articles',
    'types:passages',
    'types:retrieval',
    'types:search-index',
    'types:answers',
  ],
  wire: [
    'only:answers/answer.ts',
    'only:answers/written-verdict.ts',
    'only:citations/citation.ts',
    'only:citations/markup.ts',
    'only:claims/claim-evidence.ts',
    'only:drafts/draft.ts',
    'only:list-articles.ts',
    'only:quotes/quote-verdict.ts',
    'only:quotes/marked-omissions.ts',
    'only:web-security/api-keys.ts',
  ],
  http: [
    'ingestion-runs.ts',
    'wire',
    'metrics',
    'types:attest.ts',
    'types:check-draft.ts',
    'types:select-articles.ts',
    'types:answers',
    'only:answers/decline-sentences.ts',
    'only:answers/rendered-segments.ts',
    'types:articles',
    'types:retrieval',
    'types:search-index',
    'only:citations/citation.ts',
    'web-security',
    'config.ts',
  ],
  mcp: [
    'wire',
    'types:attest.ts',
    'types:answers',
    'types:articles',
    'only:citations/citation.ts',
    'web-security',
    'config.ts',
  ],
  langchain: ['types:attest.ts', 'types:answers', 'types:articles', 'types:citations', 'types:search-index'],
  'served-version.ts': ['types:search-index'],
  'open-models.ts': [
    'config.ts',
    'embeddings',
    'reader',
    'inference',
    'open-language-model.ts',
    'only:prompts/prompts.ts',
    'types:ask-parts.ts',
    'types:service-status.ts',
  ],
  'open-language-model.ts': ['config.ts', 'language-models'],
  evaluation: [
    'types:attest.ts',
    'types:answers',
    'types:articles',
    'types:citations',
    'types:search-index',
    'config.ts',
  ],
  'server.ts': ['http', 'mcp', 'metrics', 'service.ts', 'config.ts', 'web-security', 'types:attest.ts'],
  cli: [
    'service.ts',
    'upkeep',
    'only:mcp/serve-over-stdio.ts',
    'server.ts',
    'evaluation',
    'config.ts',
    'types:attest.ts',
    'types:ingest.ts',
    'types:answers',
    'only:answers/answer.ts',
    'only:answers/decline-sentences.ts',
    'types:articles',
    'only:citations/citation.ts',
    'check-draft.ts',
    'types:check-sentence.ts',
    'only:drafts/draft.ts',
    'types:claims',
    'types:find-sources.ts',
    'types:verify-quote.ts',
    'types:citations',
    'types:retrieval',
    'types:search-index',
  ],
}
/** They put the parts together, so they may name all of them. */
const unrestricted = ['service.ts', 'build-version.ts', 'ingest-corpus.ts', 'index.ts']

const sourceFolder = path.resolve(import.meta.dirname, '../src')

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

const sourceFiles = (readdirSync(sourceFolder, { recursive: true }) as string[])
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.split(path.sep).join('/'))
  .sort()

const sourceText = (file: string): string => readFileSync(path.join(sourceFolder, file), 'utf8')

const imports: readonly Import[] = sourceFiles.flatMap((file) =>
  [...sourceText(file).matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?)from\s+'(\.[^']+)'/gm)].map((match) => {
    const names =
      /^\s*\{([^}]*)\}\s*$/
        .exec(match[2]!)?.[1]
        ?.split(',')
        .filter((name) => name.trim() !== '') ?? []
    return {
      from: file,
      to: path.posix.join(path.posix.dirname(file), match[3]!).replace(/\.js$/, '.ts'),
      typeOnly: match[1] !== undefined || (names.length > 0 && names.every((name) => name.trim().startsWith('type '))),
    }
  }),
)

const partOf = (file: string): string => file.split('/')[0]!

const openToAll = ['errors.ts', 'giving-way.ts', 'map-concurrently.ts']

function isAllowed({ from, to, typeOnly }: Import): boolean {
  if (partOf(from) === partOf(to) || openToAll.includes(to) || unrestricted.includes(partOf(from))) return true
  const allowed = mayImport[partOf(from)] ?? []
  return (
    allowed.includes(partOf(to)) ||
    allowed.includes(`only:${to}`) ||
    (typeOnly && allowed.includes(`types:${partOf(to)}`))
  )
}

describe('the architecture', () => {
  test('has a rule for every part of src', () => {
    const parts = [...new Set(sourceFiles.map(partOf))]
    expect(parts.filter((part) => mayImport[part] === undefined && !unrestricted.includes(part))).toEqual([])
  })

  test('lets each part import only what its rule names', () => {
    expect(imports.length).toBeGreaterThan(100)
    expect(imports.filter((edge) => !isAllowed(edge)).map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  test('has no import cycle at run time', () => {
    expect(cycleIn(imports.filter(({ typeOnly }) => !typeOnly))).toEqual([])
  })

  test('imports only files that exist', () => {
    expect(imports.filter(({ to }) => !existsSync(path.join(sourceFolder, to)))).toEqual([])
  })

  test('keeps a file to one idea: at most 250 lines', () => {
    const long = sourceFiles.filter((file) => sourceText(file).split('\n').length > 251)
    expect(long).toEqual([])
  })

  test('reads the environment in config.ts alone, handed over by cli/main.ts', () => {
    const readers = sourceFiles.filter((file) => /process\.env\b/.test(sourceText(file)))
    expect(readers).toEqual(['cli/main.ts'])
  })

  test.each([
    [
      'a stage that reaches into a later one',
      { from: 'articles/html.ts', to: 'passages/sentences.ts', typeOnly: false },
    ],
    ['a value where only types are allowed', { from: 'passages/x.ts', to: 'articles/formats.ts', typeOnly: false }],
    ['http naming an implementation', { from: 'http/app.ts', to: 'search-index/local/segment.ts', typeOnly: false }],
  ])('would notice %s', (_, edge) => {
    expect(isAllowed(edge)).toBe(false)
  })

  test('would notice a cycle', () => {
    const edge = (from: string, to: string) => ({ from, to, typeOnly: false })
    expect(cycleIn([edge('a', 'b'), edge('b', 'c'), edge('c', 'b')])).toEqual(['b', 'c', 'b'])
  })
})

/** The first cycle found by walking depth first, as its files in order; empty where there is none. */
function cycleIn(edges: readonly Import[]): string[] {
  const targets = new Map<string, Import[]>()
  for (const edge of edges) targets.set(edge.from, [...(targets.get(edge.from) ?? []), edge])
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const { to } of targets.get(file) ?? []) {
      const cycle = walk(to, [...path, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of targets.keys()) {
    const cycle = walk(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}
