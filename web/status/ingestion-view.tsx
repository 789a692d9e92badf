import { formatDuration, formatMoment, formatNumber } from '../formats.js'
import { plural, texts } from '../texts.js'
import type { WireStatus } from '../wire.js'
import { type Figure, Figures } from './figures.js'

type Ingestion = WireStatus['ingestion']
type Last = NonNullable<Ingestion['last']>

export function IngestionView({ ingestion }: { readonly ingestion: Ingestion }) {
  const { running, last } = ingestion
  const labels = texts.status
  return (
    <section aria-labelledby="ingestion-title">
      <h2 id="ingestion-title">{labels.ingestion}</h2>
      {running !== null && <Running running={running} />}
      {last === null && running === null && <p class="hint">{labels.never}</p>}
      {last !== null && <LastIngestion last={last} />}
    </section>
  )
}

function Running({ running }: { readonly running: NonNullable<Ingestion['running']> }) {
  const labels = texts.status
  return (
    <div class="running">
      <p id="progress-name">{labels.running(formatNumber(running.filesDone), formatNumber(running.files))}</p>
      <progress max={Math.max(running.files, 1)} value={running.filesDone} aria-labelledby="progress-name" />
      <p class="facts">
        {labels.runningPassages(
          plural(running.passages, texts.counts.passage, texts.counts.passages),
          formatDuration(running.elapsedMs),
        )}
      </p>
    </div>
  )
}

function LastIngestion({ last }: { readonly last: Last }) {
  const labels = texts.status
  const changes = (['added', 'changed', 'removed', 'unchanged'] as const).flatMap((name): Figure[] => {
    const count = last[name]
    return count === null ? [] : [[labels.changes[name], formatNumber(count)]]
  })
  return (
    <>
      <p>
        <strong class={last.outcome === 'failed' ? 'is-bad' : ''}>{labels.outcomes[last.outcome]}.</strong>{' '}
        {labels.lastAt(formatMoment(last.finishedAt))}
        {last.durationMs !== null && ` ${labels.took(formatDuration(last.durationMs))}`}.
      </p>
      {last.problem !== null && <p class="problem">{last.problem}</p>}
      {changes.length > 0 && <Figures figures={changes} />}
      <Failures last={last} />
    </>
  )
}

function Failures({ last }: { readonly last: Last }) {
  const { failed, failedFiles } = last
  const labels = texts.status
  if (failedFiles === null) return null
  if (failedFiles === 0) return <p class="hint">{labels.noFailures}</p>
  return (
    <div class="failures">
      <h3>
        {labels.failures}: {formatNumber(failedFiles)}
      </h3>
      <p class="hint">{labels.failuresHint}</p>
      <ul>
        {failed.map(({ path, code, message }) => (
          <li key={path}>
            <p>
              <bdi class="path">{path}</bdi> <code>{code}</code>
            </p>
            <p class="facts">
              <bdi>{message}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {failedFiles > failed.length && (
        <p class="hint">{labels.moreFailures(formatNumber(failedFiles - failed.length))}</p>
      )}
    </div>
  )
}
