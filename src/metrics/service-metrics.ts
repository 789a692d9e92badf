import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { ServiceStatus } from '../service-status.js'
import { Activity, type ActivityReport } from './activity.js'
import type { ActivityEvent } from './activity-event.js'
import { activityMetrics } from './activity-metrics.js'
import { statusMetrics } from './status-metrics.js'

export interface MetricsOptions {
  /** Attest's own, e.g. `0.1.0`. */
  readonly release: string
  /** Milliseconds since 1970. */
  readonly now?: () => number
}

/** What is measured while the service runs: for its status page, and for Prometheus. */
export class ServiceMetrics {
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly contentType: string
  readonly #registry = new Registry()
  readonly #activity: Activity
  readonly #activityMetrics = activityMetrics(this.#registry)
  readonly #showStatus = statusMetrics(this.#registry)
  readonly #requests = new Counter({
    name: 'attest_http_requests_total',
    help: 'Requests by route and class of status',
    labelNames: ['route', 'status'],
    registers: [this.#registry],
  })

  constructor({ release, now = Date.now }: MetricsOptions) {
    this.startedAt = now()
    this.contentType = this.#registry.contentType
    this.#activity = new Activity(now)
    const info = { name: 'attest_info', help: '1, with the release that runs', labelNames: ['release'] }
    new Gauge({ ...info, registers: [this.#registry] }).set({ release }, 1)
    collectDefaultMetrics({ register: this.#registry })
  }

  record(event: ActivityEvent): void {
    this.#activity.record(event)
    this.#activityMetrics.observe(event)
  }

  /** @param route as the documentation names it, never what a client sent: there must be few. */
  countRequest(route: string, status: number): void {
    this.#requests.inc({ route, status: `${Math.floor(status / 100)}xx` })
  }

  activity(): ActivityReport {
    return this.#activity.report()
  }

  /** Everything in the text format of Prometheus. */
  exposition(status: ServiceStatus): Promise<string> {
    this.#showStatus(status)
    this.#activityMetrics.show(this.#activity.totals)
    return this.#registry.metrics()
  }
}
