import type { Attest, IngestOutcome } from '../attest.js'
import type { Config } from '../config.js'
import { AttestError, asError } from '../errors.js'
import type { Output } from './output.js'
import { progressReporter } from './progress.js'

export interface WatchingParts {
  readonly attest: Attest
  readonly config: Config
  readonly output: Output
  /** Told of each ingestion. */
  readonly tell: (outcome: IngestOutcome) => void
  readonly signal: AbortSignal
}

/** Ingests at once and whenever the corpus folder changes, until the signal. */
export async function ingestWatching({ attest, config, output, tell, signal }: WatchingParts): Promise<void> {
  const { corpusStamp, watchCorpus } = await import('../service.js')
  await watchCorpus({
    look: () => corpusStamp(config.CORPUS_DIR),
    ingest: () => ingestTelling(attest, output, tell),
    onProblem: (thrown) => output.note(`Ingestion failed: ${told(thrown)}`),
    intervalMs: config.WATCH_INTERVAL_MS,
    signal,
  })
}

export async function ingestTelling(attest: Attest, output: Output, tell: WatchingParts['tell']): Promise<void> {
  const outcome = await attest.ingest({ onProgress: progressReporter(output) })
  output.status('')
  tell(outcome)
}

export const told = (thrown: unknown): string =>
  thrown instanceof AttestError ? `${thrown.message} (${thrown.code})` : asError(thrown).message

/** Aborted by SIGINT or SIGTERM, which then end nothing by themselves: whoever has something to finish does so. */
export function endingSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return controller.signal
}
