export interface BucketState {
  readonly isEmpty: boolean
  /** Whole tokens that are left. */
  readonly remaining: number
  /** Seconds until the next token, 0 where there is one. */
  readonly retryAfterS: number
  /** Seconds until the bucket is full. */
  readonly resetS: number
}

export interface TokenBucketOptions {
  /** How many tokens a bucket holds, and how many it gets in a minute; at least 1. */
  readonly perMinute: number
  /** Milliseconds of a clock that nobody sets. */
  readonly now?: () => number
  /** Buckets that are kept; beyond them the one that was longest untouched is forgotten, and would be full again. */
  readonly mostBuckets?: number
}

const MINUTE_MS = 60_000
/** Where sums of parts of a minute miss it by their last digits. */
const EPSILON_MS = 1e-6

/** A bucket of tokens for each client: at most a minute's worth at once, and so many a minute for as long as it goes on. */
export class TokenBuckets {
  readonly perMinute: number
  readonly #now: () => number
  readonly #mostBuckets: number
  readonly #msPerToken: number
  /** When each bucket is full, in the order in which they were touched. One that is not here is full. */
  readonly #fullAt = new Map<string, number>()

  constructor({ perMinute, now = () => performance.now(), mostBuckets = 10_000 }: TokenBucketOptions) {
    this.perMinute = perMinute
    this.#msPerToken = MINUTE_MS / perMinute
    this.#now = now
    this.#mostBuckets = mostBuckets
  }

  get size(): number {
    return this.#fullAt.size
  }

  look(client: string): BucketState {
    return this.#stateOf(this.#msMissing(client))
  }

  /** Takes a token where there is one. @returns the bucket as it was left; empty where there was none. */
  take(client: string): BucketState {
    const missing = this.#msMissing(client)
    const { isEmpty } = this.#stateOf(missing)
    const left = isEmpty ? missing : missing + this.#msPerToken
    this.#fullAt.delete(client)
    this.#fullAt.set(client, this.#now() + left)
    if (this.#fullAt.size > this.#mostBuckets) this.#fullAt.delete(this.#fullAt.keys().next().value!)
    return { ...this.#stateOf(left), isEmpty }
  }

  #msMissing(client: string): number {
    return Math.max(0, (this.#fullAt.get(client) ?? 0) - this.#now())
  }

  #stateOf(msMissing: number): BucketState {
    const msToToken = msMissing + this.#msPerToken - MINUTE_MS
    const remaining = Math.floor((MINUTE_MS - msMissing + EPSILON_MS) / this.#msPerToken)
    return {
      isEmpty: remaining < 1,
      remaining,
      retryAfterS: remaining < 1 ? Math.ceil(msToToken / 1_000) : 0,
      resetS: Math.ceil(msMissing / 1_000),
    }
  }
}
