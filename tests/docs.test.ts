import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { articleWarningCodes } from '../src/articles/article.js'
import { settingNames } from '../src/config.js'
import { errorCodes } from '../src/errors.js'
import { ServiceMetrics } from '../src/metrics/service-metrics.js'
import type { ServiceStatus } from '../src/service-status.js'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const filesUnder = (folder: string, extension: string): string[] =>
  (readdirSync(path.join(root, folder), { recursive: true }) as string[])
    .filter((name) => name.endsWith(extension))
    .map((name) => path.join(folder, name))

/** First cells of a document's tables that are code. */
const tableKeys = (document: string): string[] => [...document.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!)

describe('the documents', () => {
  test('explain every error and warning code, and no other', () => {
    expect(tableKeys(read('docs/errors.md')).sort()).toEqual([...errorCodes, ...articleWarningCodes].sort())
  })

  test('explain every setting, and no other', () => {
    expect(tableKeys(read('docs/configuration.md')).sort()).toEqual(settingNames.map((name) => `ATTEST_${name}`).sort())
  })

  test('explain every route of the HTTP API', () => {
    const folders = ['src/http/routes', 'src/http/openai']
    const routes = folders
      .flatMap((folder) => filesUnder(folder, '.ts'))
      .flatMap((file) => {
        const source = read(file)
        const created = [...source.matchAll(/path: '([^']+)'/g)].map((match) => match[1]!)
        return [
          ...created,
          ...[...source.matchAll(/app\.(?:get|post)\('([^']+)'/g)].map((match) => match[1]!.replace(/:(\w+)/, '{$1}')),
        ]
      })
    expect(routes.length).toBeGreaterThan(7)
    const document = read('docs/http-api.md')
    expect(routes.filter((route) => !document.includes(route))).toEqual([])
  })

  test('explain every metric, and no other', async () => {
    const nothing: ServiceStatus = {
      version: null,
      versionCreatedAt: null,
      newestVersion: null,
      pinnedVersion: null,
      corpus: null,
      models: { embedding: 'any', reader: null, reranker: null, languageModel: null },
      inference: null,
      ingestion: { running: null, last: null },
    }
    const text = await new ServiceMetrics({ release: '1.2.3' }).exposition(nothing)
    const given = [...text.matchAll(/^# TYPE (\S+) \S+$/gm)].map((match) => match[1]!)
    const document = read('docs/operations.md')
    const onLinuxOnly = [...document.matchAll(/^\| `([^`]+)` \|.*on Linux/gm)].map((match) => match[1]!)
    const explained = tableKeys(document).filter((name) => process.platform === 'linux' || !onLinuxOnly.includes(name))
    expect(explained.sort()).toEqual(given.sort())
  })

  test('explain every command', () => {
    const commands = filesUnder('src/cli', '.ts').flatMap(
      (file) => /^ {2}name: '([\w-]+)'/m.exec(read(file))?.[1] ?? [],
    )
    expect(commands.length).toBeGreaterThan(4)
    const document = read('docs/command-line.md')
    expect(commands.filter((command) => !document.includes(`\`attest ${command}`))).toEqual([])
  })

  test('use every error code somewhere in the code', () => {
    const sources = filesUnder('src', '.ts')
      .filter((file) => !file.endsWith('errors.ts'))
      .map(read)
      .join('\n')
    expect(
      [...errorCodes]
        .filter((code) => !sources.includes(`'${code}'`))
        // They have classes of their own, beside the list.
        .filter((code) => !['INDEX_MODEL_MISMATCH', 'TOO_MANY_REQUESTS'].includes(code)),
    ).toEqual([])
  })

  test.each([
    ['each defence', 'docs/security.md'],
    ['each promise', 'docs/reliability.md'],
  ])('say of %s which tests there are of it', (_, document) => {
    const rows = read(document)
      .split('\n')
      .filter((line) => /^\| [A-Z]/.test(line))
    const tests = rows.map((row) => [...row.split('|')[3]!.matchAll(/`([^`]+\.ts)`/g)].map((match) => match[1]!))
    expect(rows.length).toBeGreaterThan(15)
    expect(rows.filter((_, i) => tests[i]!.length === 0)).toEqual([])
    expect(tests.flat().filter((file) => !existsSync(path.join(root, 'tests', file)))).toEqual([])
  })

  test('name every fault test among the promises', () => {
    const document = read('docs/reliability.md')
    const files = filesUnder('tests/faults', '.test.ts').map((file) => path.relative('tests', file))
    expect(files.filter((file) => !document.includes(`\`${file}\``))).toEqual([])
  })

  test('link only to files that exist', () => {
    const documents = ['README.md', 'CONTRIBUTING.md', ...filesUnder('docs', '.md')]
    const broken = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map((match) => path.join(path.dirname(file), match[1]!))
        .filter((target) => !existsSync(path.join(root, target))),
    )
    expect(broken).toEqual([])
  })

  test('name the two commands of the README that do everything', () => {
    expect(read('README.md')).toMatch(/npm ci && npm start/)
    expect(read('README.md')).toMatch(/npm ci && npm test/)
  })
})
