import { expect, test } from 'vitest'
import { attest } from './run-attest.js'

const commands = ['ingest', 'serve', 'ask', 'search', 'inspect']

test.concurrent.each(commands)('%s --help prints usage, options, examples and exit codes', async (command) => {
  const { code, stdout, stderr } = await attest([command, '--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(new RegExp(`^Usage: attest ${command}\\b`))
  expect(stdout).toMatch(new RegExp(`\nExamples\n(  .*attest ${command}\\b.*\n){2}`))
  expect(stdout).toMatch(/\nOptions\n(.*\n)* {2}--help +print this\n/)
  expect(stdout).toMatch(/\nExit codes: 0 /)
})

test.concurrent.each([['--help'], ['-h'], ['help']])('attest %s lists every command', async (word) => {
  const { code, stdout, stderr } = await attest([word])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
})

test.concurrent.each<[string, string[], Record<string, string>, RegExp]>([
  ['no command', [], {}, /^Attest answers[\s\S]*\n {2}ingest /],
  ['an unknown command', ['serch', 'bees'], {}, /"serch"\. Did you mean search\? \(USAGE\)$/],
  ['a command that is like none', ['xyzzyplugh'], {}, /Expected one of ingest, serve, .* \(USAGE\)$/],
  ['an unknown option', ['ask', '--jsn', 'x'], {}, /no option --jsn\. Did you mean --json\? \(USAGE\)$/],
  ['an option that is like none', ['ask', '--qqqqqqqqqq'], {}, /"attest ask --help" lists .* \(USAGE\)$/],
  [
    'an option of another command',
    ['ingest', '--author', 'x'],
    {},
    /"attest ingest" has no option --author\..* \(USAGE\)$/,
  ],
  ['an option without its value', ['ask', 'x', '--top'], {}, /--top .*"attest ask --help" .* \(USAGE\)$/],
  ['a value for an option that takes none', ['ingest', '--json=yes'], {}, /--json.* \(USAGE\)$/],
  ['words for ingest', ['ingest', 'articles'], {}, /takes options only, received "articles"\. \(USAGE\)$/],
  ['words for serve', ['serve', '8080'], {}, /takes options only, received "8080"\. \(USAGE\)$/],
  ['no question', ['ask'], {}, /Expected a question, received none\. Example: attest ask .* \(USAGE\)$/],
  ['a blank query', ['search', '  '], {}, /Expected a query, received none\. .* \(USAGE\)$/],
  ['an endless question', ['ask', 'why '.repeat(501)], {}, /at most 2,000 characters, received 2003\. \(USAGE\)$/],
  ['two files', ['inspect', 'a.md', 'b.md'], {}, /Expected one file, received 2\. .* \(USAGE\)$/],
  [
    'an unknown setting',
    ['ask', 'x'],
    { ATTEST_INDXE_DIR: 'x' },
    /Did you mean ATTEST_INDEX_DIR\? \(CONFIG_UNKNOWN_SETTING\)$/,
  ],
  [
    'an impossible setting',
    ['ask', 'x'],
    { ATTEST_PORT: 'http' },
    /ATTEST_PORT is "http", .* \(CONFIG_INVALID_SETTING\)$/,
  ],
])('%s is refused on standard error and exits with 2', async (_, args, settings, message) => {
  const { code, stdout, stderr } = await attest(args, settings)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr.trimEnd()).toMatch(message)
  expect(stderr).not.toMatch(/\n {4}at /)
})
