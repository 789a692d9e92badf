import { once } from 'node:events'
import type { IngestOutcome } from '../attest.js'
import { type Command, exitCodes, refuseWords } from './command.js'
import { describe } from './ingest.js'
import { downloadReporter } from './progress.js'
import { endingSignal, ingestTelling, ingestWatching, told } from './watching.js'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'ingest what changed, then answer over HTTP',
  help: `Usage: attest serve [--json]

Listens at once on ATTEST_HOST:ATTEST_PORT. When the corpus folder or a setting changed since the index was built,
it ingests first; until the first version stands /health/ready answers 503 and says how far it is.
With ATTEST_WATCH_CORPUS=true it also ingests whenever the folder changes later.
Ends on SIGINT or SIGTERM after the requests in flight.

Options
  --json   print the address as JSON
  --help   print this

Examples
  attest serve
  ATTEST_PORT=8080 ATTEST_CORPUS_DIR=~/articles attest serve

Exit codes: 0 ended by a signal, 2 wrong usage or settings, 3 could not be done`,
  options: { json: { type: 'boolean' } },
  async run(positionals, { json }, { config, output }) {
    refuseWords('serve', positionals)
    const signal = endingSignal()
    const { startServer } = await import('../server.js')
    const server = await startServer(config, downloadReporter(output))
    if (json === true) output.json({ url: server.url })
    else output.line(`Attest listens on ${server.url}`)
    const { attest } = server
    const tell = (outcome: IngestOutcome) => {
      for (const line of describe(outcome)) output.note(line)
    }
    const ingestion = config.WATCH_CORPUS
      ? ingestWatching({ attest, config, output, tell, signal })
      : ingestTelling(attest, output, tell).catch((thrown) => output.note(`Ingestion failed: ${told(thrown)}`))
    if (!signal.aborted) await once(signal, 'abort')
    await server.close()
    await ingestion
    return exitCodes.ok
  },
}
