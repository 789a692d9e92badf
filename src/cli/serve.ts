import { once } from 'node:events'
import { AttestError, asError } from '../errors.js'
import { startServer } from '../server.js'
import { type Command, exitCodes, refuseWords } from './command.js'
import { describe } from './ingest.js'
import { downloadReporter, progressReporter } from './progress.js'

export const serveCommand: Command = {
  name: 'serve',
  summary: 'ingest what changed, then answer over HTTP',
  help: `Usage: attest serve [--json]

Listens at once on ATTEST_HOST:ATTEST_PORT. When the corpus folder or a setting changed since the index was built,
it ingests first; until the first version stands /health/ready answers 503 and says how far it is.
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
    const server = await startServer(config, downloadReporter(output))
    if (json === true) output.json({ url: server.url })
    else output.line(`Attest listens on ${server.url}`)
    const ingestion = server.attest.ingest({ onProgress: progressReporter(output) }).then(
      (outcome) => {
        output.status('')
        for (const line of describe(outcome)) output.note(line)
      },
      (thrown) => output.note(`Ingestion failed: ${described(thrown)}`),
    )
    if (!signal.aborted) await once(signal, 'abort')
    await server.close()
    await ingestion
    return exitCodes.ok
  },
}

const described = (thrown: unknown): string =>
  thrown instanceof AttestError ? `${thrown.message} (${thrown.code})` : asError(thrown).message

/** Only a server has something to finish; the other commands may be ended anywhere, as the system does it. */
function endingSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return controller.signal
}
