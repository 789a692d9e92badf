import { formatBytes, formatMoment, formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import type { WireStatus } from '../wire.js'
import { type Figure, Figures } from './figures.js'

/** What it runs with. */
export function ProcessView({ status }: { readonly status: WireStatus }) {
  const { models, memoryBytes, startedAt, inference } = status
  const labels = texts.status
  const names = (['embedding', 'reader', 'reranker', 'languageModel'] as const).map(
    (role): Figure => [labels.modelNames[role], <bdi>{models[role] ?? labels.none}</bdi>],
  )
  const runs: Figure[] =
    inference === null
      ? []
      : [
          [
            labels.inference,
            labels.inferenceOf(
              formatNumber(inference.processes),
              formatNumber(inference.inFlight),
              formatNumber(inference.queued.interactive + inference.queued.bulk),
            ),
          ],
        ]
  const memory = labels.memoryOf(formatBytes(memoryBytes.rss), formatBytes(memoryBytes.heapUsed))
  return (
    <section aria-labelledby="process-title">
      <h2 id="process-title">{labels.models}</h2>
      <Figures figures={[...names, ...runs, [labels.memory, memory], [labels.started, formatMoment(startedAt)]]} />
    </section>
  )
}
