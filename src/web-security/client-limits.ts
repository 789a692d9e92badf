import { TokenBuckets } from './token-buckets.js'

/** 0 stands for no limit. */
export interface ClientLimitSettings {
  readonly requestsPerMinute: number
  /** Of an address. */
  readonly wrongKeysPerMinute: number
  /** Of all clients together. */
  readonly requestsAtOnce: number
  readonly requestsAtOncePerClient: number
  /** Milliseconds of a clock that nobody sets. */
  readonly now?: () => number
}

export const noLimits: ClientLimitSettings = {
  requestsPerMinute: 0,
  wrongKeysPerMinute: 0,
  requestsAtOnce: 0,
  requestsAtOncePerClient: 0,
}

/** How much clients may ask, counted where it is noticed; what is kept of them is bounded. */
export class ClientLimits {
  /** Null where there is no limit. */
  readonly requests: TokenBuckets | null
  readonly #wrongKeys: TokenBuckets | null
  readonly #atOnce: number
  readonly #atOncePerClient: number
  readonly #running = new Map<string, number>()
  #runningOfAll = 0

  constructor(settings: ClientLimitSettings) {
    const clock = settings.now && { now: settings.now }
    const buckets = (perMinute: number) => (perMinute === 0 ? null : new TokenBuckets({ perMinute, ...clock }))
    this.requests = buckets(settings.requestsPerMinute)
    this.#wrongKeys = buckets(settings.wrongKeysPerMinute)
    this.#atOnce = settings.requestsAtOnce || Number.POSITIVE_INFINITY
    this.#atOncePerClient = settings.requestsAtOncePerClient || Number.POSITIVE_INFINITY
  }

  /** Seconds that an address must wait before another key of its is looked at; 0 where it need not. */
  pauseAfterWrongKeysS(address: string): number {
    return this.#wrongKeys?.look(address).retryAfterS ?? 0
  }

  noteWrongKey(address: string): void {
    this.#wrongKeys?.take(address)
  }

  /** @returns what ends the request, to be called once; or whose limit keeps it from beginning. */
  begin(client: string): (() => void) | 'client' | 'service' {
    const running = this.#running.get(client) ?? 0
    if (running >= this.#atOncePerClient) return 'client'
    if (this.#runningOfAll >= this.#atOnce) return 'service'
    this.#running.set(client, running + 1)
    this.#runningOfAll += 1
    return () => this.#end(client)
  }

  #end(client: string): void {
    this.#runningOfAll -= 1
    const running = this.#running.get(client)! - 1
    if (running === 0) this.#running.delete(client)
    else this.#running.set(client, running)
  }
}
