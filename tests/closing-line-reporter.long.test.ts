import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** Runs a test file of its own and gives the exit code and the last line. */
function lastLine(source: string, env: NodeJS.ProcessEnv = {}): { code: number | null; line: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-reporter-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(path.join(folder, 'one.test.js'), source)
  const reporter = path.join(root, 'tests/closing-line-reporter.ts')
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  const run = spawnSync(
    process.execPath,
    ['--import', 'tsx', vitest, 'run', '--globals', '--root', folder, `--reporter=${reporter}`],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH, ...env } },
  )
  return { code: run.status, line: run.stdout.trim().split('\n').at(-1) ?? '' }
}

test.each([
  [
    'a pass and a failure',
    `test('a', () => {}); test('b', () => expect(1).toBe(2))`,
    1,
    '1 passed, 1 failed, 0 skipped',
  ],
  ['a skip', `test.skip('a', () => {}); test('b', () => {})`, 0, '1 passed, 0 failed, 1 skipped'],
  ['a file that cannot be loaded', `throw new Error('no')`, 1, '0 passed, 1 failed, 0 skipped'],
  [
    'a group whose preparation fails',
    `describe('g', () => { beforeAll(() => { throw new Error('no') }); test('a', () => {}) })`,
    1,
    '0 passed, 1 failed, 1 skipped',
  ],
])('the closing line and the exit code tell of %s', (_, source, code, line) => {
  expect(lastLine(source)).toEqual({ code, line })
})

test.each([
  ['fails the run where its reason does not lie in the machine', 'later', 1, '0 passed, 1 failed, 0 skipped'],
  ['is let through where it does', 'skipped: ../shared is not here', 0, '0 passed, 0 failed, 1 skipped'],
])('with CI set a skip %s', (_, reason, code, line) => {
  expect(lastLine(`test('a', (ctx) => ctx.skip(${JSON.stringify(reason)}))`, { CI: 'true' })).toEqual({ code, line })
})
