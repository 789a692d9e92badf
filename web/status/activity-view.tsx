import { texts } from '../texts.js'
import type { WireStatus } from '../wire.js'
import { LineChart, type Series } from './line-chart.js'
import { OutcomeChart } from './outcome-chart.js'
import type { TimeRange } from './scales.js'
import { Totals } from './totals.js'

type Activity = WireStatus['activity']
export type Bucket = Activity['buckets'][number]

interface Props {
  readonly activity: Activity
  /** Milliseconds since 1970, by the service's clock. */
  readonly now: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** What was asked, how it ended and how long it took. */
export function ActivityView({ activity, now }: Props) {
  const { buckets, bucketMinutes, totals } = activity
  const labels = texts.status
  return (
    <section aria-labelledby="activity-title">
      <h2 id="activity-title">{labels.activity}</h2>
      {totals.questions === 0 && <p class="hint">{labels.activityEmpty}</p>}
      {buckets.length > 0 && (
        <>
          <p class="hint">{labels.activityHint}</p>
          <Charts buckets={buckets} bucketMinutes={bucketMinutes} now={now} />
        </>
      )}
      <Totals totals={totals} />
    </section>
  )
}

function Charts({ buckets, bucketMinutes, now }: Omit<Activity, 'totals'> & { readonly now: number }) {
  const labels = texts.status
  const bucketMs = bucketMinutes * MINUTE_MS
  const starts = buckets.map(({ from }) => Date.parse(from))
  const to = Math.max(now, starts.at(-1)! + bucketMs)
  // A shorter time than an hour would look as if much had happened.
  const range: TimeRange = { from: Math.floor(Math.min(starts[0]!, to - HOUR_MS) / HOUR_MS) * HOUR_MS, to }
  const lines = { range, bucketMs, times: starts.map((start) => start + bucketMs / 2) }
  const series = (kind: Series['kind'], name: string, measured: (bucket: Bucket) => number | null): Series => ({
    kind,
    name,
    valueAt: buckets.map(measured),
  })
  return (
    <>
      <OutcomeChart buckets={buckets} bucketMinutes={bucketMinutes} range={range} />
      <LineChart
        id="latency"
        title={labels.latency}
        {...lines}
        series={[
          series('first', labels.median, ({ p50Ms }) => p50Ms),
          series('second', labels.slowest, ({ p95Ms }) => p95Ms),
          series('third', labels.firstSegment, ({ firstSegmentP50Ms }) => firstSegmentP50Ms),
        ]}
      />
      <LineChart
        id="stages"
        title={labels.stages}
        {...lines}
        series={[
          series('first', labels.stageNames.read, ({ stagesP50Ms }) => stagesP50Ms.read),
          series('second', labels.stageNames.retrieve, ({ stagesP50Ms }) => stagesP50Ms.retrieve),
          series('third', labels.stageNames.embed, ({ stagesP50Ms }) => stagesP50Ms.embed),
        ]}
      />
    </>
  )
}
