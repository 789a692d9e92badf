import { AttestError } from '../errors.js'
import { exportVersion } from '../upkeep/export-version.js'
import { type Command, exitCodes } from './command.js'
import { inMegabytes } from './versions.js'

export const exportCommand: Command = {
  name: 'export',
  summary: 'write a version of the index as one file',
  help: `Usage: attest export FILE [--version VERSION] [--json]

Writes the version that is served, or another, as one file for "attest import" on another machine. It holds the articles'
texts. Sums are checked on the way, and the file appears once it is whole; one that is there is never written over.

Options
  --version VERSION   export this one; "attest versions" lists them
  --json              print what was done as JSON
  --help              print this

Examples
  attest export articles.attest

Exit codes: 0 done, 2 wrong usage or settings, or the file cannot be written, 3 could not be done`,
  options: { json: { type: 'boolean' }, version: { type: 'string' } },
  async run(positionals, { json, version }, { config, output }) {
    const file = oneFile(positionals)
    const done = await exportVersion(config.INDEX_DIR, file, typeof version === 'string' ? version : undefined)
    if (json === true) output.json(done)
    else output.line(`Version ${done.version} is in ${file}: ${inMegabytes(done.bytes)}, SHA-256 ${done.sha256}`)
    return exitCodes.ok
  },
}

export function oneFile(positionals: readonly string[]): string {
  const [file, ...rest] = positionals
  if (file !== undefined && file !== '' && rest.length === 0) return file
  throw new AttestError('USAGE', `Expected one file, received ${positionals.length}.`)
}
