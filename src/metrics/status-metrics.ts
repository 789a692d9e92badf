import { Gauge, type Registry } from 'prom-client'
import type { ServiceStatus } from '../service-status.js'

interface StatusMetric {
  readonly name: string
  readonly help: string
  /** Where `read` gives several values: what they differ in. */
  readonly label?: string
  /** One value, or one by each value of the label; left out where it is not known. */
  read(status: ServiceStatus): number | Readonly<Record<string, number>> | null | undefined
}

const metrics: readonly StatusMetric[] = [
  {
    name: 'attest_ready',
    help: '1 where questions can be answered, else 0',
    read: ({ version }) => (version === null ? 0 : 1),
  },
  {
    name: 'attest_index_info',
    help: '1, with the version that is served',
    label: 'version',
    read: ({ version }) => (version === null ? null : { [version]: 1 }),
  },
  {
    name: 'attest_index_created_timestamp_seconds',
    help: 'When the version that is served was made',
    read: ({ versionCreatedAt }) => (versionCreatedAt === null ? null : seconds(versionCreatedAt)),
  },
  {
    name: 'attest_index_pinned',
    help: '1 while an older version is pinned, else 0',
    read: ({ newestVersion, pinnedVersion }) => (newestVersion === null ? null : Number(pinnedVersion !== null)),
  },
  {
    name: 'attest_corpus_articles',
    help: 'Articles that are served',
    label: 'status',
    read: ({ corpus }) => corpus && { current: corpus.articles - corpus.retracted, retracted: corpus.retracted },
  },
  {
    name: 'attest_corpus_undated_articles',
    help: 'Articles without a publication date',
    read: ({ corpus }) => corpus?.undated,
  },
  {
    name: 'attest_corpus_passages',
    help: 'Passages that are served',
    read: ({ corpus }) => corpus?.passages,
  },
  {
    name: 'attest_inference_processes',
    help: 'Processes that have their models loaded',
    read: ({ inference }) => inference?.processes,
  },
  {
    name: 'attest_inference_queued',
    help: 'Runs of a model that wait for a process',
    label: 'priority',
    read: ({ inference }) => inference?.queued,
  },
  {
    name: 'attest_inference_in_flight',
    help: 'Runs of a model that a process has',
    read: ({ inference }) => inference?.inFlight,
  },
  {
    name: 'attest_inference_deaths',
    help: 'Processes that ended without being asked to, since the start',
    read: ({ inference }) => inference?.deaths,
  },
  {
    name: 'attest_ingestion_running',
    help: '1 while this process ingests, else 0',
    read: ({ ingestion }) => (ingestion.running === null ? 0 : 1),
  },
  {
    name: 'attest_ingestion_files',
    help: 'Files of the running ingestion',
    label: 'state',
    read: ({ ingestion: { running } }) =>
      running && { done: running.filesDone, waiting: running.files - running.filesDone },
  },
  {
    name: 'attest_last_ingestion_timestamp_seconds',
    help: 'When the last ingestion ended',
    label: 'outcome',
    read: ({ ingestion: { last } }) => last && { [last.outcome]: seconds(last.finishedAt) },
  },
  {
    name: 'attest_last_ingestion_duration_seconds',
    help: 'How long the last ingestion took, where this process did it',
    read: ({ ingestion: { last } }) => (last?.durationMs == null ? null : last.durationMs / 1_000),
  },
  {
    name: 'attest_last_ingestion_failed_files',
    help: 'Files that the last ingestion could not take in',
    read: ({ ingestion: { last } }) => last?.failedFiles,
  },
]

/** The metrics of what the service is and holds. @returns what shows a status. */
export function statusMetrics(registry: Registry): (status: ServiceStatus) => void {
  const shown = metrics.map(({ name, help, label, read }) => ({
    gauge: new Gauge({ name, help, labelNames: label === undefined ? [] : [label], registers: [registry] }),
    label,
    read,
  }))
  return (status) => {
    for (const { gauge, label, read } of shown) show(read(status), gauge, label)
  }
}

function show(value: ReturnType<StatusMetric['read']>, gauge: Gauge, label: string | undefined): void {
  gauge.reset()
  if (typeof value === 'number') gauge.set(value)
  // It would be 0 now, which would be a claim.
  else if (label === undefined) gauge.remove()
  else for (const [key, one] of Object.entries(value ?? {})) gauge.set({ [label]: key }, one)
}

const seconds = (date: string): number => Date.parse(date) / 1_000
