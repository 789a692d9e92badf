import { AttestError } from '../errors.js'
import { rollBack } from '../upkeep/versions.js'
import { type Command, exitCodes } from './command.js'

export const rollbackCommand: Command = {
  name: 'rollback',
  summary: 'answer from an older version until "attest unpin"',
  help: `Usage: attest rollback [VERSION] [--json]

Checks every file of the version and pins it: from then on questions are answered from it, by a running server within
seconds. What is ingested meanwhile is built and kept, but not served until "attest unpin".
Without VERSION it is the one before what is served; "attest versions" lists them.

Options
  --json   print what was done as JSON
  --help   print this

Examples
  attest rollback
  attest rollback 000041-5f3a9c1e

Exit codes: 0 done, 2 wrong usage or settings, 3 could not be done, and nothing has changed`,
  options: { json: { type: 'boolean' } },
  async run(positionals, { json }, { config, output }) {
    if (positionals.length > 1) throw new AttestError('USAGE', `Expected one version, received ${positionals.length}.`)
    const done = await rollBack(config.INDEX_DIR, positionals[0])
    if (json === true) output.json(done)
    else output.line(`Version ${done.version} is pinned; before, ${done.before} was served.`)
    if (!done.hasSameModel) {
      output.note('It was built with another model or splitter: with the present settings it will be refused.')
    }
    return exitCodes.ok
  },
}
