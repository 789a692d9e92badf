import { AttestError } from '../errors.js'
import { type IndexVerification, verifyIndex } from '../upkeep/verify-index.js'
import { type Command, exitCodes, refuseWords } from './command.js'

export const verifyIndexCommand: Command = {
  name: 'verify-index',
  summary: 'check every file of the index',
  help: `Usage: attest verify-index [--version VERSION] [--json]

Checks the sum of every file of the version that is served, and that the files fit each other: spans lie inside the texts,
vectors are finite and of unit length, ids are unique, postings and phrases agree with the texts, the graph has every passage.
Each problem is a line that names its file; the first 100 are told. Nothing is changed.

Options
  --version VERSION   check this one; "attest versions" lists them
  --json              print the report as JSON
  --help              print this

Examples
  attest verify-index
  attest verify-index --version 000041-5f3a9c1e --json

Exit codes: 0 whole, 1 something is wrong, 2 wrong usage or settings, 3 could not be done`,
  options: { json: { type: 'boolean' }, version: { type: 'string' } },
  async run(positionals, { json, version }, { config, output }) {
    refuseWords('verify-index', positionals)
    if (version === '') throw new AttestError('USAGE', 'Expected the name of a version; "attest versions" lists them.')
    const report = await verifyIndex(config.INDEX_DIR, typeof version === 'string' ? version : undefined)
    if (json === true) output.json(report)
    else for (const line of describe(report)) output.line(line)
    return report.problems.length === 0 ? exitCodes.ok : exitCodes.no
  },
}

function describe({ version, files, articles, passages, problems }: IndexVerification): string[] {
  if (problems.length === 0) {
    return [`Version ${version} is whole: ${files} files, ${articles} articles, ${passages} passages.`]
  }
  return [
    ...problems.map(({ file, problem }) => `${file}: ${problem}`),
    `Version ${version ?? 'unknown'} is damaged. "attest ingest" builds it anew; "attest rollback" serves an older one meanwhile.`,
  ]
}
