import { formatDuration, formatTime } from '../formats.js'
import { LoadProblem } from '../frame/load-problem.js'
import { texts } from '../texts.js'
import type { WireStatus } from '../wire.js'
import { ActivityView } from './activity-view.js'
import { CorpusView } from './corpus-view.js'
import { IngestionView } from './ingestion-view.js'
import { ProcessView } from './process-view.js'
import { useStatus } from './use-status.js'

export function StatusPage() {
  const { status, failed } = useStatus()
  const labels = texts.status
  return (
    <>
      <header class="page-head">
        <h1>{labels.title}</h1>
        {status === null ? <p class="lead">{labels.lead}</p> : <Summary status={status} isLast={failed !== null} />}
      </header>
      {failed !== null && <LoadProblem failed={failed} />}
      {status === null ? (
        failed === null && <p class="waiting">{texts.loading}</p>
      ) : (
        <div class="status">
          <CorpusView status={status} />
          <IngestionView ingestion={status.ingestion} />
          <ActivityView activity={status.activity} now={serverTime(status)} />
          <ProcessView status={status} />
        </div>
      )}
    </>
  )
}

interface SummaryProps {
  readonly status: WireStatus
  /** Whether no newer one came when it should have. */
  readonly isLast: boolean
}

function Summary({ status, isLast }: SummaryProps) {
  const labels = texts.status
  const asOf = labels.updated(formatTime(serverTime(status), 'seconds'))
  if (isLast) {
    return (
      <p class="lead">
        {labels.stale} {asOf}
      </p>
    )
  }
  const isReady = status.version !== null
  return (
    <p class="lead">
      <strong class={`state ${isReady ? 'is-ready' : ''}`}>{isReady ? labels.ready : labels.notReady}</strong>
      {' · '}
      {labels.upFor(formatDuration(status.uptimeSeconds * 1_000))} · {labels.release(status.release)} · {asOf}
    </p>
  )
}

/** The clock of this machine may go wrong by hours. */
const serverTime = ({ startedAt, uptimeSeconds }: WireStatus): number => Date.parse(startedAt) + uptimeSeconds * 1_000
