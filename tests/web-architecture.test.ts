import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom among the pages: a folder's own files and the words, types and formats are open to all of them. */
const shared: Record<string, readonly string[]> = {
  service: [],
  frame: ['service'],
  filters: ['service', 'frame'],
  articles: ['service', 'frame'],
  citations: ['service', 'frame', 'articles'],
  history: ['frame'],
  'mount.tsx': ['service', 'frame', 'citations'],
}
const pages = ['ask', 'write', 'library', 'article', 'status']
const openToAll = ['texts.ts', 'wire.ts', 'formats.ts']

const web = path.resolve(import.meta.dirname, '../web')
const files = (readdirSync(web, { recursive: true }) as string[])
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
const textOf = (file: string): string => readFileSync(path.join(web, file), 'utf8')
const partOf = (file: string): string => file.split('/')[0]!
const isFile = new Set(files)

interface Edge {
  readonly from: string
  readonly to: string
}

const edges: readonly Edge[] = files.flatMap((from) =>
  [...textOf(from).matchAll(/from '(\.[^']+)\.js'/g)].map((match) => {
    const target = path.posix.join(path.posix.dirname(from), match[1]!)
    return { from, to: isFile.has(`${target}.tsx`) ? `${target}.tsx` : `${target}.ts` }
  }),
)

function isAllowed({ from, to }: Edge): boolean {
  const [user, used] = [partOf(from), partOf(to)]
  if (user === used || openToAll.includes(used)) return true
  return pages.includes(user) ? used in shared : (shared[user] ?? []).includes(used)
}

describe('the pages', () => {
  test('share what they share, and none of them reaches into another', () => {
    expect(edges.length).toBeGreaterThan(100)
    const inside = edges.filter(({ to }) => !to.startsWith('..'))
    expect(inside.filter((edge) => !isAllowed(edge)).map(({ from, to }) => `${from} → ${to}`)).toEqual([])
    expect(isAllowed({ from: 'ask/x.ts', to: 'write/y.ts' })).toBe(false)
    expect(isAllowed({ from: 'service/x.ts', to: 'frame/y.ts' })).toBe(false)
  })

  test('know of the service only the types of what it sends', () => {
    const outside = edges.filter(({ to }) => to.startsWith('..'))
    expect(new Set(outside.map(({ from }) => from))).toEqual(new Set(['wire.ts']))
    expect(outside.filter(({ to }) => !to.startsWith('../src/wire/'))).toEqual([])
    expect(textOf('wire.ts')).not.toMatch(/^import (?!type )/m)
  })

  test('make markup of nothing', () => {
    const making = /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|document\.write)\b/
    expect(files.filter((file) => making.test(textOf(file)))).toEqual([])
  })

  test('keep a file to one idea: at most 250 lines, but for the one that holds every word', () => {
    const long = files.filter((file) => file !== 'texts.ts' && textOf(file).split('\n').length > 251)
    expect(long).toEqual([])
  })
})
