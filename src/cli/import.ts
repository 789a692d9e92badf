import { importVersion } from '../upkeep/import-version.js'
import { type Command, exitCodes } from './command.js'
import { oneFile } from './export.js'

export const importCommand: Command = {
  name: 'import',
  summary: 'serve a version that was exported elsewhere',
  help: `Usage: attest import FILE [--pin] [--json]

Checks all of an exported version and makes it the newest one; a running server answers from it within seconds.
The next ingestion replaces it by what ATTEST_CORPUS_DIR holds: with --pin it stays until "attest unpin".
The settings must name the model that it was built with. Import only what you exported yourself.

Options
  --pin    keep serving it, whatever is ingested
  --json   print what was done as JSON
  --help   print this

Examples
  attest import articles.attest --pin

Exit codes: 0 done, 2 wrong usage or settings, 3 could not be done, and the index is as it was`,
  options: { json: { type: 'boolean' }, pin: { type: 'boolean' } },
  async run(positionals, { json, pin }, { config, output }) {
    const file = oneFile(positionals)
    const options = { keepVersions: config.KEEP_VERSIONS, pin: pin === true }
    const done = await importVersion(config.INDEX_DIR, file, options)
    if (json === true) {
      output.json(done)
      return exitCodes.ok
    }
    output.line(`Version ${done.version} has ${done.articles} articles, ${done.passages} passages.`)
    if (done.pinned !== null) output.line(`Version ${done.pinned} is pinned and still served, until "attest unpin".`)
    return exitCodes.ok
  },
}
