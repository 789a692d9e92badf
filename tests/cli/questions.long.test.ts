import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../../src/answers/answer.js'
import type { Article } from '../../src/articles/article.js'
import type { SearchResults } from '../../src/attest.js'
import { smallCorpus } from '../support/small-service.js'
import { attest, type Ended, makeWorkspace, startForTest } from './run-attest.js'

const marked = 'The gate\u200e of \u202eLund\u202c is \u001b[31mred\u001b[0m and was hung in 1790 by a smith.'
const workspace = makeWorkspace({
  ...smallCorpus,
  'moles.md': `---\ntitle: The moles of Ebbe\nstatus: retracted\n---\n\nThe moles of Ebbe slept for forty days in one winter.\n`,
  'gate.md': `---\ntitle: "The \u001b]0;owned\u0007 gate"\n---\n\n${marked} It has two wings of oak.\n\n${'It closes at dusk. '.repeat(20)}\n`,
})

beforeAll(async () => {
  const { code, stdout, stderr } = await attest(['ingest'], workspace.settings)
  expect(code, stdout + stderr).toBe(0)
})
afterAll(workspace.remove)

const run = (...args: string[]): Promise<Ended> => attest(args, workspace.settings)

test('an answered question prints its quote, reference, place and link, and exits with 0', async () => {
  const { code, stdout, stderr } = await run('ask', 'When was the lighthouse at Skerry Point built?')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^The lighthouse at Skerry Point was built in 1871 by the engineer Thomas Orde\. \[1\]\n\n/)
  expect(stdout).toMatch(
    /\n\[1\] Vale, N\. \(2026, February\)\. .*\n {4}lighthouse, line 11\n {4}https:\/\/example\.org\/lighthouse#:~:text=/,
  )
})

test('its JSON quotes what stands in the article', async () => {
  const { code, stdout, stderr } = await run('ask', 'Who', 'was', 'the', 'last', 'keeper?', '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const answer = JSON.parse(stdout) as Answer
  if (answer.kind !== 'answered') throw new Error(`Expected an answer, received ${stdout}`)
  expect(answer.citations.length).toBeGreaterThan(0)
  for (const { quote } of answer.citations) expect(smallCorpus['lighthouse.md']).toContain(quote)
})

test('a declined question says why and what was looked at, and exits with 1', async () => {
  const { code, stdout, stderr } = await run('ask', 'Who won the chess tournament in Oslo?')
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(/^The articles say nothing about this\.\nLooked at 7 articles, \d+ passages\.\n/)
  expect(stdout).toMatch(/\nWords that occur nowhere: .*chess.*\n/)
})

test('its JSON says the same', async () => {
  const { code, stdout } = await run('ask', 'Who won the chess tournament in Oslo?', '--json')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'unanswerable', reason: 'no_topic' })
})

test('filters apply, and a filter that no article passes is the reason given', async () => {
  const { code, stdout } = await run('ask', 'When was the lighthouse built?', '--author', 'Nobody')
  expect(code).toBe(1)
  expect(stdout).toMatch(/^No article passes these filters\.\n/)
})

test.each([
  ['--top', '0'],
  ['--top', 'many'],
  ['--from', '2026-13'],
  ['--to', 'yesterday'],
])('%s %s is refused before anything is looked up', async (option, value) => {
  const { code, stdout, stderr } = await run('search', 'bees', option, value)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(new RegExp(`^attest: ${option} takes .* received "${value}"\\. \\(USAGE\\)\n$`))
})

test('search prints passages best first, each with its title, headings and score', async () => {
  const { code, stdout, stderr } = await run('search', 'last keeper of the tower')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(
    /^1\. The lighthouse at Skerry Point › The keeper \(0\.\d{3}\)\n {3}The last keeper, Ines Duarte/,
  )
  const scores = [...stdout.matchAll(/^\d+\. .* \((\d\.\d{3})\)$/gm)].map(([, score]) => Number(score))
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
})

test('--top limits the passages', async () => {
  const { stdout } = await run('search', 'tower', '--top', '1', '--json')
  expect((JSON.parse(stdout) as SearchResults).passages).toHaveLength(1)
})

test('a search that no article passes says so and exits with 1', async () => {
  expect(await run('search', 'tower', '--language', 'fr')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'Nothing was found: there are no articles, or none passes these filters.\n',
  })
})

test.each([
  ['ask', 'How long did the moles of Ebbe sleep?', /^\[\d\] .*\n {4}RETRACTED.*\n {4}moles, line 6\n/m],
  ['search', 'moles of Ebbe sleep', /^1\. The moles of Ebbe \[RETRACTED\] \(/],
  ['ask', 'Which enzyme repairs the damaged DNA of moles of Ebbe?', /^Nearest: The moles of Ebbe \[RETRACTED\]\n/m],
])('%s marks a retracted article: %s', async (command, text, expected) => {
  expect((await run(command, text)).stdout).toMatch(expected)
})

test.each([
  ['ask', 'x'],
  ['search', 'x'],
])('%s without an index says how to make one', async (command, text) => {
  const settings = { ...workspace.settings, ATTEST_INDEX_DIR: path.join(workspace.folder, 'none') }
  const { code, stdout, stderr } = await attest([command, text], settings)
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
  expect(stderr).toMatch(/Run "attest ingest" first\. \(INDEX_MISSING\)\n$/)
})

test('inspect prints each field with its source and each block with its lines', async () => {
  const { code, stdout, stderr } = await run('inspect', path.join(workspace.corpus, 'lighthouse.md'))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^id +lighthouse\ntitle +The lighthouse at Skerry Point {3}\(front-matter title, line 2\)\n/)
  expect(stdout).toMatch(
    /\n +11 {2}paragraph +The lighthouse at .*\n +13 {2}heading 2 +The keeper\n +15 {2}paragraph +The last keeper/,
  )
})

test('its JSON is the article, whose blocks lie where they say', async () => {
  const { code, stdout } = await run('inspect', path.join(workspace.corpus, 'tram.html'), '--json')
  expect(code).toBe(0)
  const { article } = JSON.parse(stdout) as { article: Article }
  expect(article).toMatchObject({ id: 'tram', metadata: { title: 'The tram of Altdorf' } })
  const texts = article.blocks.map(({ span }) => article.text.slice(span.start, span.end))
  expect(texts.some((text) => text.startsWith('The line closed in 1951'))).toBe(true)
})

test.each([
  ['a file that is not there', 'no-such.md', 'no-such.md: there is no such file; check its name. (ARTICLE_UNREADABLE)'],
  ['a folder', '../index', 'index: expected a file, found a folder; name a file in it. (ARTICLE_UNREADABLE)'],
  ['a file of another format', '../index/CURRENT', 'rename or convert it. (ARTICLE_FORMAT_UNKNOWN)'],
])('inspect of %s says what to do', async (_, file, message) => {
  const ended = await run('inspect', path.join(workspace.corpus, file))
  expect(ended).toMatchObject({ code: 3, stdout: '' })
  expect(ended.stderr).toMatch(/^attest: .*\n$/)
  expect(ended.stderr).toContain(message)
})

test.each([
  ['ask', ['ask', 'What colour is the gate of Lund?']],
  ['search', ['search', 'gate of Lund']],
  ['inspect', ['inspect', path.join(workspace.corpus, 'gate.md')]],
  ['an error', ['inspect', 'no\u001b[2J\u202e.md']],
])('%s prints control characters and direction marks as �', async (_, args) => {
  const { stdout, stderr } = await run(...args)
  expect(stdout + stderr).toContain('�')
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u202a-\u202e]/)
})

test('JSON holds them as escapes, so that a quote is read back exactly', async () => {
  const { stdout } = await run('search', 'gate of Lund', '--json')
  expect(stdout.trimEnd()).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200e\u202a-\u202e]/)
  const found = (JSON.parse(stdout) as SearchResults).passages.find(({ articleId }) => articleId === 'gate')
  const inspected = JSON.parse((await run('inspect', path.join(workspace.corpus, 'gate.md'), '--json')).stdout)
  const { text } = (inspected as { article: Article }).article
  expect(found?.text).toBe(text.slice(found?.span.start, found?.span.end))
  expect(text).toContain('\u202eLund\u202c')
})

test.each([
  ['search', ['search', 'lighthouse', '--top', '50']],
  ['inspect', ['inspect', path.join(workspace.corpus, 'lighthouse.md')]],
])('a reader that hangs up early (| head -1) is no fault of %s', async (_, args) => {
  const { child, ended } = startForTest(args, workspace.settings)
  child.stdout?.destroy()
  expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' })
})

test.skipIf(process.platform !== 'linux')('a result that cannot be written is a failure', async () => {
  const program = path.join(import.meta.dirname, '../../dist/cli/main.js')
  const child = spawn(process.execPath, [program, '--help'], { stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'] })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  expect(await once(child, 'close')).toEqual([3, null])
  expect(stderr).toMatch(/^attest: the result could not be written: .*ENOSPC/)
})

test('a quotation is verified: exact exits with 0, changed words are shown and exit with 1', async () => {
  const exact = await run('verify', '“Its lamp burned whale oil until 1903.”')
  expect(exact).toMatchObject({ code: 0, stderr: '' })
  expect(exact.stdout).toMatch(
    /^Exact: .*\n\n\[1\] Its lamp burned whale oil until 1903\.\n {4}Vale, N\. \(2026, February\)/,
  )
  const altered = await run('verify', 'Its lamp burned whale oil until 1913.', '--style', 'mla')
  expect(altered.code).toBe(1)
  expect(altered.stdout).toContain('until [-1903-] {+1913+}')
  expect(altered.stdout).toContain('Changed: number.')
})

test('a quotation under another name, of a withdrawn article, or nowhere says so', async () => {
  const misattributed = await run('verify', 'Its lamp burned whale oil until 1903.', '--claimed-author', 'Tom Hale')
  expect(misattributed).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Misattributed: /) })
  const retracted = await run('verify', 'The moles of Ebbe slept for forty days', '--json')
  expect(JSON.parse(retracted.stdout).matches[0].citation.article.status).toBe('retracted')
  expect(await run('verify', 'Moles never sleep at all')).toMatchObject({ code: 1 })
  expect(await run('verify', '…')).toMatchObject({ code: 2, stderr: expect.stringContaining('at least one word') })
  expect(await run('verify', 'x', '--style', 'mlaa')).toMatchObject({ code: 2, stderr: expect.stringContaining('mla') })
})

test('a claim is supported with 0, and contradicted with 1, each with its sentence and reference', async () => {
  const supported = await run('cite', 'A colony eats about fifteen kilograms of honey between October and March')
  expect(supported).toMatchObject({ code: 0, stderr: '' })
  expect(supported.stdout).toMatch(/^\[1\] Supports: A colony eats about fifteen kilograms .*\n {4}Hale, T\. \(2025/)
  const conflicting = await run('cite', 'A colony eats about fifty kilograms of honey between October and March')
  expect(conflicting.code).toBe(1)
  expect(conflicting.stdout).toContain('number: claimed "fifty", found "fifteen"')
})
