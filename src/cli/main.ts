#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { loadConfig } from '../config.js'
import { AttestError, asError, nearestName } from '../errors.js'
import { askCommand } from './ask.js'
import { checkCommand } from './check.js'
import { citeCommand } from './cite.js'
import { type Command, type ExitCode, exitCodes } from './command.js'
import { evaluateCommand } from './evaluate.js'
import { exportCommand } from './export.js'
import { importCommand } from './import.js'
import { ingestCommand } from './ingest.js'
import { inspectCommand } from './inspect.js'
import { mcpCommand } from './mcp.js'
import { type Output, terminalOutput } from './output.js'
import { removeCommand } from './remove.js'
import { rollbackCommand } from './rollback.js'
import { searchCommand } from './search.js'
import { serveCommand } from './serve.js'
import { unpinCommand } from './unpin.js'
import { verifyCommand } from './verify.js'
import { verifyIndexCommand } from './verify-index.js'
import { versionsCommand } from './versions.js'

const commands: readonly Command[] = [
  ingestCommand,
  serveCommand,
  mcpCommand,
  askCommand,
  searchCommand,
  citeCommand,
  verifyCommand,
  checkCommand,
  inspectCommand,
  evaluateCommand,
  versionsCommand,
  rollbackCommand,
  unpinCommand,
  verifyIndexCommand,
  removeCommand,
  exportCommand,
  importCommand,
]

const overview = `Attest answers questions from your own articles; every citation is an exact quote.

Usage: attest COMMAND [options]

${commands.map(({ name, summary }) => `  ${name.padEnd(14)}${summary}`).join('\n')}

attest COMMAND --help tells more. Settings are ATTEST_* variables, also read from .env: docs/configuration.md`

async function main(args: readonly string[], output: Output): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === undefined) {
    output.note(overview)
    return exitCodes.usage
  }
  if (['--help', '-h', 'help'].includes(name)) {
    output.line(overview)
    return exitCodes.ok
  }
  try {
    const command = commandNamed(name)
    const { values, positionals } = parse(command, rest)
    if (values.help === true) {
      output.line(command.help)
      return exitCodes.ok
    }
    const context = { config: loadConfig(process.env, process.cwd()), output }
    return await command.run(positionals, values, context)
  } catch (thrown) {
    return report(asError(thrown), output)
  }
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command !== undefined) return command
  const names = commands.map((candidate) => candidate.name)
  const nearest = nearestName(name, names)
  throw new AttestError(
    'USAGE',
    `There is no command ${JSON.stringify(name)}. ${nearest === null ? `Expected one of ${names.join(', ')}.` : `Did you mean ${nearest}?`}`,
  )
}

function parse({ name, options: own }: Command, args: string[]) {
  const options = { ...own, help: { type: 'boolean', short: 'h' } } as const
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name))
      throw unknownOption(token, name, Object.keys(options))
  }
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (thrown) {
    throw new AttestError('USAGE', `${asError(thrown).message}. "attest ${name} --help" lists the options.`)
  }
}

function unknownOption(option: { name: string; rawName: string }, command: string, known: string[]): AttestError {
  const nearest = nearestName(option.name, known)
  const hint = nearest === null ? `"attest ${command} --help" lists the options.` : `Did you mean --${nearest}?`
  return new AttestError('USAGE', `"attest ${command}" has no option ${option.rawName}. ${hint}`)
}

const usageCodes: readonly string[] = [
  'USAGE',
  'INVALID_REQUEST',
  'CONFIG_UNKNOWN_SETTING',
  'CONFIG_INVALID_SETTING',
  'CONFIG_UNSAFE_BIND',
]

function report(error: Error, output: Output): ExitCode {
  if (!(error instanceof AttestError)) {
    output.note(`attest: ${error.stack ?? error.message}`)
    return exitCodes.failed
  }
  output.note(`attest: ${error.message} (${error.code})`)
  return usageCodes.includes(error.code) ? exitCodes.usage : exitCodes.failed
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // "| head" hangs up when it has enough; that is no fault.
  if (error.code === 'EPIPE') return
  process.stderr.write(`attest: the result could not be written: ${error.message}\n`)
  process.exit(exitCodes.failed)
})
// Beside the result: a full disk or a closed pipe that keeps it from being told ends neither an ingestion nor a server.
process.stderr.on('error', () => {})
// Not process.exit(): what was written to a pipe must arrive first.
process.exitCode = await main(process.argv.slice(2), terminalOutput(process.stdout, process.stderr))
