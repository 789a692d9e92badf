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
        {status === null ? <p class="lead">{labels.lead}</p> : <Summary status={status} />}
      </header>
      {failed !== null && <LoadProblem failed={failed} />}
      {failed !== null && status !== null && <p class="hint">{labels.stale}</p>}
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

function Summary({ status }: { readonly status: WireStatus }) {
  const labels = texts.status
  const isReady = status.version !== null
  return (
    <p class="lead">
      <strong class={`state ${isReady ? 'is-ready' : ''}`}>{isReady ? labels.ready : labels.notReady}</strong>
      {' · '}
      {labels.upFor(formatDuration(status.uptimeSeconds * 1_000))} · {labels.release(status.release)} ·{' '}
      {labels.updated(formatTime(serverTime(status), 'seconds'))}
    </p>
  )
}

/** The clock of this machine may go wrong by hours. */
const serverTime = ({ startedAt, uptimeSeconds }: WireStatus): number => Date.parse(startedAt) + uptimeSeconds * 1_000
