import { formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import type { Bucket } from './activity-view.js'
import { barLength, type TimeRange } from './scales.js'
import { type Scales, TimeChart } from './time-chart.js'

const outcomes = ['answered', 'declined', 'failed', 'abandoned'] as const
type Outcome = (typeof outcomes)[number]

interface Bar extends Readonly<Record<Outcome, number>> {
  readonly from: number
}

interface Props {
  readonly buckets: readonly Bucket[]
  readonly bucketMinutes: number
  readonly range: TimeRange
}

/** As many bars as can be told apart, whatever the width. */
const MOST_BARS = 48

/** How many questions there were, and how they ended. */
export function OutcomeChart({ buckets, bucketMinutes, range }: Props) {
  const labels = texts.status
  const lengthMs = barLength(range, MOST_BARS, bucketMinutes)
  const bars = barsOf(buckets, lengthMs)
  const happened = outcomes.filter((outcome) => outcome === 'answered' || bars.some((bar) => bar[outcome] > 0))
  return (
    <TimeChart
      id="outcomes"
      title={labels.outcome}
      range={range}
      most={Math.max(...bars.map(total), 1)}
      formatValue={formatNumber}
      legend={happened.map((outcome) => ({ kind: outcome, name: labels.outcomesOf[outcome] }))}
      table={{
        columns: happened.map((outcome) => labels.outcomesOf[outcome]),
        rows: bars.map((bar) => ({ time: bar.from, values: happened.map((outcome) => formatNumber(bar[outcome])) })),
      }}
    >
      {(scales) => bars.map((bar) => <StackedBar key={bar.from} bar={bar} lengthMs={lengthMs} scales={scales} />)}
    </TimeChart>
  )
}

const total = (bar: Bar): number => outcomes.reduce((sum, outcome) => sum + bar[outcome], 0)

function barsOf(buckets: readonly Bucket[], lengthMs: number): Bar[] {
  const bars = new Map<number, Bar>()
  for (const bucket of buckets) {
    const from = Math.floor(Date.parse(bucket.from) / lengthMs) * lengthMs
    const before = bars.get(from) ?? { from, answered: 0, declined: 0, failed: 0, abandoned: 0 }
    const added = outcomes.map((outcome) => [outcome, before[outcome] + bucket[outcome]])
    bars.set(from, { from, ...(Object.fromEntries(added) as Record<Outcome, number>) })
  }
  return [...bars.values()].sort((one, other) => one.from - other.from)
}

interface BarProps {
  readonly bar: Bar
  readonly lengthMs: number
  readonly scales: Scales
}

const GAP = 1

function StackedBar({ bar, lengthMs, scales: { x, y } }: BarProps) {
  const left = x(bar.from) + GAP / 2
  const width = Math.max(x(bar.from + lengthMs) - x(bar.from) - GAP, 1)
  let below = 0
  return (
    <g>
      <title>
        {outcomes
          .filter((outcome) => bar[outcome] > 0)
          .map((outcome) => `${texts.status.outcomesOf[outcome]}: ${formatNumber(bar[outcome])}`)
          .join(', ')}
      </title>
      {outcomes.map((outcome) => {
        const [bottom, top] = [y(below), y(below + bar[outcome])]
        below += bar[outcome]
        return <rect key={outcome} class={`area ${outcome}`} x={left} y={top} width={width} height={bottom - top} />
      })}
    </g>
  )
}
