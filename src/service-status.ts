import type { InferenceStats } from './inference/inference-pool.js'
import type { IngestProgress } from './ingest.js'
import type { LastIngestion } from './ingestion-record.js'
import type { IndexStatistics, SearchIndex } from './search-index/search-index.js'

export interface CorpusStatus extends IndexStatistics {
  readonly retracted: number
}

/** The models' names as the settings give them; null where there is none. */
export interface ModelNames {
  readonly embedding: string
  readonly reader: string | null
  readonly reranker: string | null
  readonly languageModel: string | null
}

export interface InferenceStatus {
  /** That have their models loaded. */
  readonly processes: number
  /** Runs of a model that wait for a process. */
  readonly queued: InferenceStats['queued']
  /** Runs that a process has. */
  readonly inFlight: number
  /** Processes that ended without being asked to. */
  readonly deaths: number
}

/** What whoever runs the service wants to know of it. */
export interface ServiceStatus {
  /** The version that questions are answered from; null before the first stands. */
  readonly version: string | null
  /** When that version was made, ISO 8601, UTC. */
  readonly versionCreatedAt: string | null
  /** The version that was built last: another than what is served where one is pinned, or for the moment until it is opened. */
  readonly newestVersion: string | null
  /** The version that an operator went back to; null where the newest is served. */
  readonly pinnedVersion: string | null
  /** What it holds. */
  readonly corpus: CorpusStatus | null
  readonly models: ModelNames
  /** Null before the models are open. */
  readonly inference: InferenceStatus | null
  readonly ingestion: { readonly running: IngestProgress | null; readonly last: LastIngestion | null }
}

export async function corpusStatus(index: SearchIndex): Promise<CorpusStatus> {
  const [statistics, articles] = await Promise.all([index.statistics(), index.articles()])
  return { ...statistics, retracted: articles.filter(({ metadata }) => metadata.status === 'retracted').length }
}

export const inferenceStatus = ({ processIds, queued, inFlight, deaths }: InferenceStats): InferenceStatus => ({
  processes: processIds.length,
  queued: { interactive: queued.interactive, bulk: queued.bulk },
  inFlight,
  deaths,
})
