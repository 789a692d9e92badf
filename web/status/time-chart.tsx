import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { formatMoment, formatTime } from '../formats.js'
import { texts } from '../texts.js'
import { type TimeRange, timeTicks, valueTicks } from './scales.js'

export interface Scales {
  readonly x: (time: number) => number
  readonly y: (value: number) => number
  /** Of the plot, in pixels. */
  readonly width: number
}

interface Props {
  readonly id: string
  readonly title: string
  readonly range: TimeRange
  /** The greatest value that is drawn. */
  readonly most: number
  readonly formatValue: (value: number) => string
  readonly legend: readonly { readonly kind: string; readonly name: string }[]
  readonly table: DataTable
  readonly children: (scales: Scales) => ComponentChildren
}

/** What is drawn, in words and figures. */
export interface DataTable {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly time: number; readonly values: readonly string[] }[]
}

const HEIGHT = 180
const LEFT = 64
const RIGHT = 20
const TOP = 10
const BOTTOM = 24
const PIXELS_A_TICK = 72
const VALUE_TICKS = 4

/** A drawing over time with its axes; the legend names what is drawn, the table says it without a drawing. */
export function TimeChart({ id, title, range, most, formatValue, legend, table, children }: Props) {
  const [figure, width] = useWidth()
  const ticks = valueTicks(most, VALUE_TICKS)
  const plotWidth = Math.max(width - LEFT - RIGHT, 1)
  const x = (time: number) => LEFT + ((time - range.from) / (range.to - range.from)) * plotWidth
  const y = (value: number) => HEIGHT - BOTTOM - (value / ticks.at(-1)!) * (HEIGHT - TOP - BOTTOM)
  return (
    <figure class="chart" ref={figure} aria-labelledby={`${id}-title`}>
      <figcaption>
        <h3 id={`${id}-title`}>{title}</h3>
        <ul class="legend">
          {legend.map(({ kind, name }) => (
            <li key={kind}>
              <svg width="22" height="10" aria-hidden="true">
                <line class={`series ${kind}`} x1="1" x2="21" y1="5" y2="5" />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      {width > 0 && (
        <svg role="img" aria-label={nameOf(title, range)} width={width} height={HEIGHT}>
          {ticks.map((value) => (
            <g key={value}>
              <line class="grid" x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
              <text class="tick" x={LEFT - 8} y={y(value)} dy="0.32em" text-anchor="end">
                {formatValue(value)}
              </text>
            </g>
          ))}
          {timeTicks(range, plotWidth / PIXELS_A_TICK).map((time) => (
            <text key={time} class="tick" x={x(time)} y={HEIGHT - 6} text-anchor="middle">
              {formatTime(time)}
            </text>
          ))}
          {children({ x, y, width: plotWidth })}
        </svg>
      )}
      <Table title={title} table={table} />
    </figure>
  )
}

const nameOf = (title: string, { from, to }: TimeRange): string =>
  texts.status.chart(title, formatMoment(from), formatMoment(to))

function Table({ title, table }: { readonly title: string; readonly table: DataTable }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="as-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {texts.status.table}
        <span class="visually-hidden">: {title}</span>
      </summary>
      {isOpen && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable with the keyboard alone.
        <section class="table-scroll" tabIndex={0} aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.status.time}</th>
                {table.columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(({ time, values }) => (
                <tr key={time}>
                  <th scope="row">{formatTime(time)}</th>
                  {values.map((value, i) => (
                    <td key={table.columns[i]}>{value}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  )
}

/** The drawing is as wide as there is room, and its letters as large as elsewhere. */
function useWidth() {
  const ref = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry!.contentRect.width)))
    observer.observe(ref.current!)
    return () => observer.disconnect()
  }, [])
  return [ref, width] as const
}
