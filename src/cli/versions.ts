import { listVersions, type StoredVersion } from '../upkeep/versions.js'
import { type Command, exitCodes, refuseWords } from './command.js'

export const versionsCommand: Command = {
  name: 'versions',
  summary: 'list the versions of the index',
  help: `Usage: attest versions [--json]

Lists what the index folder holds, oldest first, and which version questions are answered from.
ATTEST_KEEP_VERSIONS says how many stay; a pinned one always does.

Options
  --json   print the list as JSON
  --help   print this

Examples
  attest versions

Exit codes: 0 listed, 1 there is none, 2 wrong usage or settings, 3 could not be done`,
  options: { json: { type: 'boolean' } },
  async run(positionals, { json }, { config, output }) {
    refuseWords('versions', positionals)
    const versions = await listVersions(config.INDEX_DIR)
    if (json === true) output.json(versions)
    else for (const version of versions) output.line(describe(version))
    if (versions.length > 0) return exitCodes.ok
    output.note('There is no index yet. Run "attest ingest" first.')
    return exitCodes.no
  },
}

function describe({ version, createdAt, articles, passages, bytes, problem, ...is }: StoredVersion): string {
  const marks = [is.isServed && 'served', is.isPinned && 'pinned', is.isNewest && 'newest'].filter(Boolean)
  const mark = marks.length === 0 ? '' : `  (${marks.join(', ')})`
  if (problem !== null) return `${version}  ${problem}${mark}`
  return `${version}  ${createdAt}  ${articles} articles, ${passages} passages, ${inMegabytes(bytes ?? 0)}${mark}`
}

export const inMegabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`
