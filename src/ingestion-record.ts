import type { IngestOutcome, Readiness } from './attest.js'
import { asError } from './errors.js'
import { type IngestFailure, type IngestProgress, recordedFailures } from './ingest.js'

/** How the last ingestion ended. What another process did is known only as far as its version says: the rest is null. */
export interface LastIngestion {
  /** ISO 8601, UTC. */
  readonly finishedAt: string
  readonly durationMs: number | null
  /** `up-to-date`: nothing was to do. */
  readonly outcome: 'ingested' | 'up-to-date' | 'failed'
  /** The version that it made or found to be up to date. */
  readonly version: string | null
  /** Articles, against the version before. */
  readonly added: number | null
  readonly changed: number | null
  readonly removed: number | null
  readonly unchanged: number | null
  /** Files that could not be taken in. */
  readonly failedFiles: number | null
  /** The first `MOST_FAILED_SHOWN` of them. */
  readonly failed: readonly IngestFailure[]
  /** Why it failed as a whole. */
  readonly problem: string | null
}

/** What a version says of its making. */
export interface VersionOrigin {
  readonly version: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  /** The version of the same articles that it was put in the place of. */
  readonly replaces?: string | undefined
  /** As `ingest` kept it with the version. */
  readonly corpus: unknown
}

/** A status is asked for every few seconds, and a corpus of the wrong files may have thousands that fail. */
const MOST_FAILED_SHOWN = 200

const nothingKnown = { durationMs: null, added: null, changed: null, removed: null, unchanged: null, problem: null }

/** What runs, how the last ingestion ended, and what is wrong now. */
export class IngestionRecord {
  progress: IngestProgress | null = null
  #problem: string | null = null
  #last: LastIngestion | null = null
  #versionCreatedAt: string | null = null

  get last(): LastIngestion | null {
    return this.#last
  }

  /** When the version that is served was made. */
  get versionCreatedAt(): string | null {
    return this.#versionCreatedAt
  }

  /**
   * A version is served from now on, whoever built it.
   * @param isNewest whether the last ingestion made it: not where an operator went back to it.
   */
  opened(origin: VersionOrigin, isNewest: boolean): void {
    this.#problem = null
    this.#versionCreatedAt = origin.createdAt
    if (!isNewest || origin.version === this.#last?.version) return
    const { version, createdAt: finishedAt, corpus, replaces } = origin
    if (this.#last !== null && replaces === this.#last.version) {
      this.#last = { ...this.#last, version }
      return
    }
    this.#last = { ...nothingKnown, finishedAt, outcome: 'ingested', version, ...shown(recordedFailures(corpus)) }
  }

  /** @returns what takes its end. */
  begun(): { succeeded(outcome: IngestOutcome): void; failed(thrown: unknown): void } {
    const started = new Date()
    return {
      succeeded: (outcome) => {
        this.#problem = null
        this.#last = succeededIngestion(outcome, started)
      },
      failed: (thrown) => {
        this.#last = failedIngestion(thrown, started)
        this.#problem = this.#last.problem
      },
    }
  }

  readiness(version: string | null): Readiness {
    return { ready: version !== null, version, ingestion: this.progress, problem: this.#problem }
  }

  whyNotReady(): string {
    if (this.#problem !== null) return this.#problem
    if (this.progress === null) return 'There is no index yet. Run "attest ingest" first.'
    const { filesDone, files } = this.progress
    return `The first version is being built: ${filesDone} of ${files} files are done.`
  }
}

export const succeededIngestion = (outcome: IngestOutcome, started: Date): LastIngestion => ({
  ...ended(started),
  outcome: outcome.kind,
  problem: null,
  ...changes(outcome),
})

export function failedIngestion(thrown: unknown, started: Date): LastIngestion {
  const unknown = { ...nothingKnown, version: null, failedFiles: null, failed: [] }
  return { ...unknown, ...ended(started), outcome: 'failed', problem: asError(thrown).message }
}

function ended(started: Date) {
  const now = new Date()
  return { finishedAt: now.toISOString(), durationMs: Math.max(0, now.getTime() - started.getTime()) }
}

function changes(outcome: IngestOutcome) {
  if (outcome.kind === 'up-to-date') {
    const { version, statistics, failed } = outcome
    return { version, added: 0, changed: 0, removed: 0, unchanged: statistics.articles, ...shown(failed) }
  }
  const { version, added, changed, removed, unchanged, failed } = outcome.report
  return {
    version,
    added: added.length,
    changed: changed.length,
    removed: removed.length,
    unchanged: unchanged.length,
    ...shown(failed),
  }
}

const shown = (failed: readonly IngestFailure[]) => ({
  failedFiles: failed.length,
  failed: failed.slice(0, MOST_FAILED_SHOWN),
})
