import { monitorEventLoopDelay } from 'node:perf_hooks'

const resolutionMs = 1

/** How late timers come in this process. */
export function watchEventLoop() {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  return {
    begin: () => histogram.reset(),
    /** Of all timers since `begin`; what the timer itself was to wait is taken off. */
    p99Ms: () => histogram.percentile(99) / 1e6 - resolutionMs,
  }
}
