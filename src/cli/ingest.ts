import type { IngestOutcome } from '../attest.js'
import type { IngestFailure, IngestReport } from '../ingest.js'
import { type Command, type ExitCode, exitCodes, refuseWords } from './command.js'
import { downloadReporter, duration, progressReporter } from './progress.js'
import { endingSignal, ingestWatching, type WatchingParts } from './watching.js'

export const ingestCommand: Command = {
  name: 'ingest',
  summary: 'read the corpus folder and build the index',
  help: `Usage: attest ingest [--watch] [--json]

Reads every article in ATTEST_CORPUS_DIR, embeds what is new and makes the result the current version.
A file that cannot be read is reported and left out; the others are ingested. Running it again does only what
changed; killed at any time, it goes on where it was.

Options
  --watch  go on ingesting whenever the folder changes, until SIGINT or SIGTERM
  --json   print the report as JSON; with --watch, a line each
  --help   print this

Examples
  attest ingest
  attest ingest --watch
  ATTEST_CORPUS_DIR=~/articles attest ingest --json

Exit codes: 0 done, 1 done but some articles failed (not with --watch), 2 wrong usage or settings, 3 not done`,
  options: { json: { type: 'boolean' }, watch: { type: 'boolean' } },
  async run(positionals, { json, watch }, { config, output }) {
    refuseWords('ingest', positionals)
    const { createAttest } = await import('../service.js')
    // Nothing is asked, so no process need hold the reader.
    const attest = createAttest({ ...config, READER_MODEL: 'none' }, { onDownload: downloadReporter(output) })
    const tell = (outcome: IngestOutcome) => {
      if (json === true)
        output.json(outcome.kind === 'ingested' ? { ...outcome.report, pinned: outcome.pinned } : outcome)
      else for (const line of describe(outcome)) output.line(line)
    }
    try {
      if (watch === true) return await watchUntilSignal({ attest, config, output, tell })
      const outcome = await attest.ingest({ onProgress: progressReporter(output) })
      output.status('')
      tell(outcome)
      await attest.idle()
      const { failed } = outcome.kind === 'ingested' ? outcome.report : outcome
      return failed.length > 0 ? exitCodes.no : exitCodes.ok
    } finally {
      await attest.close()
    }
  },
}

async function watchUntilSignal(parts: Omit<WatchingParts, 'signal'>): Promise<ExitCode> {
  const signal = endingSignal()
  // An ingestion that runs is given up: what it has embedded is kept.
  signal.addEventListener('abort', () => void parts.attest.close())
  await ingestWatching({ ...parts, signal })
  return exitCodes.ok
}

export function describe(outcome: IngestOutcome): string[] {
  const { pinned } = outcome
  return [
    ...(outcome.kind === 'ingested' ? describeReport(outcome.report) : describeNoChange(outcome)),
    ...(pinned === null ? [] : [`Version ${pinned} is pinned and still served, until "attest unpin".`]),
  ]
}

function describeNoChange(outcome: Extract<IngestOutcome, { kind: 'up-to-date' }>): string[] {
  const { articles, passages } = outcome.statistics
  return [
    ...outcome.failed.map(describeFailure),
    `Nothing changed: version ${outcome.version} has ${articles} articles, ${passages} passages.`,
  ]
}

function describeReport(report: IngestReport): string[] {
  const rows: [string, number][] = [
    ['added', report.added.length],
    ['changed', report.changed.length],
    ['unchanged', report.unchanged.length],
    ['removed', report.removed.length],
    ['failed', report.failed.length],
  ]
  const width = Math.max(...rows.map(([, count]) => String(count).length), 5)
  const seconds = report.elapsedMs / 1000
  const speed = Math.round(report.characters / Math.max(seconds, 0.001)).toLocaleString('en')
  return [
    ...report.warnings.map(({ message, code }) => `warning ${message} (${code})`),
    ...report.failed.map(describeFailure),
    ...rows.map(([name, count]) => `${name.padEnd(10)}${String(count).padStart(width)}`),
    `version ${report.version}: ${report.passages} passages (${report.embeddedPassages} newly embedded) in ${duration(seconds)}, ${speed} characters/s`,
  ]
}

const describeFailure = ({ message, code }: IngestFailure): string => `failed  ${message} (${code})`
