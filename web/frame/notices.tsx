import { formatNumber } from '../formats.js'
import { isReachable, readiness } from '../service/service-state.js'
import { texts } from '../texts.js'

/** What stands in the way of every page: the service is gone, or still reads its articles. */
export function ServiceNotices() {
  return (
    <div role="status" class="notices">
      <Notice />
    </div>
  )
}

function Notice() {
  const { service } = texts
  if (!isReachable.value) {
    return (
      <p class="notice">
        <strong>{service.gone}</strong> {service.goneHint}
      </p>
    )
  }
  const state = readiness.value
  if (state === null) return null
  const { ingestion, problem } = state
  if (!state.ready) {
    return (
      <div class="notice">
        <p>
          <strong>{service.notReady}</strong>{' '}
          {ingestion === null
            ? problem
            : service.reading(formatNumber(ingestion.filesDone), formatNumber(ingestion.files))}
        </p>
        {ingestion !== null && (
          <progress max={ingestion.files} value={ingestion.filesDone} aria-label={service.notReady} />
        )}
      </div>
    )
  }
  if (ingestion === null || ingestion.files === 0) return null
  return <p class="hint">{service.readingMore(formatNumber(ingestion.filesDone), formatNumber(ingestion.files))}</p>
}
