import { formatDuration } from '../formats.js'
import type { TimeRange } from './scales.js'
import { type Scales, TimeChart } from './time-chart.js'

/** At most three: `first`, `second` and `third` differ in colour and in their dashes. */
export interface Series {
  readonly kind: 'first' | 'second' | 'third'
  readonly name: string
  /** Milliseconds at a time; null where nothing was measured. */
  readonly valueAt: readonly (number | null)[]
}

interface Props {
  readonly id: string
  readonly title: string
  readonly range: TimeRange
  /** The middle of each bucket, in order. */
  readonly times: readonly number[]
  readonly bucketMs: number
  readonly series: readonly Series[]
}

/** Durations over time; a line breaks where nothing was measured. */
export function LineChart({ id, title, range, times, bucketMs, series }: Props) {
  const values = series.flatMap(({ valueAt }) => valueAt).filter((value) => value !== null)
  return (
    <TimeChart
      id={id}
      title={title}
      range={range}
      most={Math.max(...values, 1)}
      formatValue={formatDuration}
      legend={series}
      table={{
        columns: series.map(({ name }) => name),
        rows: times.map((time, i) => ({
          time: time - bucketMs / 2,
          values: series.map(({ valueAt }) => (valueAt[i] == null ? '–' : formatDuration(valueAt[i]))),
        })),
      }}
    >
      {(scales) =>
        series.map((one) => <Line key={one.kind} series={one} times={times} bucketMs={bucketMs} scales={scales} />)
      }
    </TimeChart>
  )
}

interface LineProps extends Pick<Props, 'times' | 'bucketMs'> {
  readonly series: Series
  readonly scales: Scales
}

const DOT_RADIUS = 2.5

function Line({ series, times, bucketMs, scales: { x, y } }: LineProps) {
  const points = times.flatMap((time, i) => {
    const value = series.valueAt[i]
    return value == null ? [] : [{ time, left: x(time), top: y(value) }]
  })
  const isNext = (i: number) => i > 0 && i < points.length && points[i]!.time - points[i - 1]!.time <= bucketMs
  const path = points.map(({ left, top }, i) => `${isNext(i) ? 'L' : 'M'}${left.toFixed(1)} ${top.toFixed(1)}`)
  const alone = points.filter((_, i) => !isNext(i) && !isNext(i + 1))
  return (
    <g>
      <path class={`series ${series.kind}`} d={path.join('')} />
      {alone.map(({ time, left, top }) => (
        <circle key={time} class={`dot ${series.kind}`} cx={left} cy={top} r={DOT_RADIUS} />
      ))}
    </g>
  )
}
