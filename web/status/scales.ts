/** Where ticks stand: round values from 0 to at least `most`, at most about `count` of them. */
export function valueTicks(most: number, count: number): number[] {
  const rough = Math.max(most, 1) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max([1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough)!, 1)
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, i) => i * step)
}

export interface TimeRange {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

const MINUTE_MS = 60_000
const tickMinutes = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720]

/** Times on the hour or on round minutes of the reader's own clock, at most `count` of them. */
export function timeTicks({ from, to }: TimeRange, count: number): number[] {
  const fits = (minutes: number) => (to - from) / (minutes * MINUTE_MS) <= count
  const stepMs = (tickMinutes.find(fits) ?? tickMinutes.at(-1)!) * MINUTE_MS
  const offsetMs = new Date(from).getTimezoneOffset() * MINUTE_MS
  const first = Math.ceil((from - offsetMs) / stepMs) * stepMs + offsetMs
  return Array.from({ length: Math.max(0, Math.floor((to - first) / stepMs) + 1) }, (_, i) => first + i * stepMs)
}

const barMinutes = [5, 10, 15, 30, 60]

/** How long each of at most about `count` bars lasts, in whole buckets. */
export function barLength({ from, to }: TimeRange, count: number, bucketMinutes: number): number {
  const fitting = barMinutes.find((one) => one % bucketMinutes === 0 && (to - from) / (one * MINUTE_MS) <= count)
  return (fitting ?? Math.max(bucketMinutes, 60)) * MINUTE_MS
}
