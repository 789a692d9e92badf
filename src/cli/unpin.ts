import { unpin } from '../upkeep/versions.js'
import { type Command, exitCodes, refuseWords } from './command.js'

export const unpinCommand: Command = {
  name: 'unpin',
  summary: 'answer from the newest version again',
  help: `Usage: attest unpin [--json]

Ends what "attest rollback" began.

Options
  --json   print what was done as JSON
  --help   print this

Examples
  attest unpin

Exit codes: 0 done, or nothing was pinned, 2 wrong usage or settings, 3 could not be done`,
  options: { json: { type: 'boolean' } },
  async run(positionals, { json }, { config, output }) {
    refuseWords('unpin', positionals)
    const done = await unpin(config.INDEX_DIR)
    if (json === true) output.json(done)
    else if (done.pinned === null) output.line('Nothing was pinned.')
    else output.line(`Unpinned ${done.pinned}; the newest version is ${done.version ?? 'not there'}.`)
    return exitCodes.ok
  },
}
