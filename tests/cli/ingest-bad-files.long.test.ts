import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { addBadFiles, doubtful, failing, failingLinks, passedOver, quietlyIngested } from './bad-files.js'
import { attest, type Ended, makeWorkspace } from './run-attest.js'

const workspace = makeWorkspace(smallCorpus)
let run: Ended

beforeAll(async () => {
  addBadFiles(workspace)
  run = await attest(['ingest'], workspace.settings)
})
afterAll(workspace.remove)

const linesAbout = (place: string): string[] =>
  run.stdout.split('\n').filter((line) => line.startsWith(`failed  ${place}:`) || line.startsWith(`warning ${place}:`))

test('an ingestion in which files failed exits with 1 and says nothing on standard error', () => {
  expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 1, stderr: '' })
})

test.each([...failing.map(([, , place, code]) => [place, code] as const), ...failingLinks])(
  '%s fails with %s, named once',
  (place, code) => {
    const [line, ...rest] = linesAbout(place)
    expect(rest).toEqual([])
    expect(line).toMatch(new RegExp(`^failed {2}.*\\(${code}\\)$`))
  },
)

test.each([...doubtful.map(([, , place, code]) => [place, code] as const), ...passedOver])(
  '%s is warned about with %s, named once',
  (place, code) => {
    const [line, ...rest] = linesAbout(place)
    expect(rest).toEqual([])
    expect(line).toMatch(new RegExp(`^warning .*\\(${code}\\)$`))
  },
)

test('every other file is ingested, and the table counts both', () => {
  const ingested = Object.keys(smallCorpus).length + doubtful.length + quietlyIngested.length
  const failed = failing.length + failingLinks.length
  const table = run.stdout.slice(run.stdout.search(/^added/m))
  expect(table).toMatch(
    new RegExp(`^added +${ingested}\nchanged +0\nunchanged +0\nremoved +0\nfailed +${failed}\nversion 000001-`),
  )
})

test('what is left out of the corpus by a link is not to be found', async () => {
  const { code, stdout } = await attest(['search', 'private password swordfish', '--json'], workspace.settings)
  expect(code).toBe(0)
  expect(stdout).not.toContain('swordfish')
})

test('an article whose address could run a program is ingested without it', async () => {
  const { code, stdout } = await attest(['search', 'ferry', '--article', 'script', '--json'], workspace.settings)
  const { passages } = JSON.parse(stdout) as { passages: { article: { id: string; url: string | null } }[] }
  expect(code).toBe(0)
  expect(passages.map(({ article: { id, url } }) => ({ id, url }))).toEqual([{ id: 'script', url: null }])
})

test('a second ingestion has nothing to do, and names again what failed', async () => {
  const { code, stdout } = await attest(['ingest'], workspace.settings)
  expect(code).toBe(1)
  expect(stdout).toMatch(
    /^(failed {2}.+\n)+Nothing changed: version 000001-[0-9a-f]{8} has \d+ articles, \d+ passages\.\n$/,
  )
})
