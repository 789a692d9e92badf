import type { InferencePriority } from './inference-pool.js'

/** Interactive requests that may go before a bulk one that waits: a question takes about ten, and waits for two. */
const MOST_PASSED_OVER = 5

/** Whose turn it is: interactive requests go first, but not for ever, for an ingestion must end where questions never do. */
export class Turns {
  #passedOver = 0

  /** @returns null where nobody waits. */
  next(waits: Readonly<Record<InferencePriority, boolean>>): InferencePriority | null {
    const isBulk = waits.bulk && (!waits.interactive || this.#passedOver >= MOST_PASSED_OVER)
    if (!isBulk && !waits.interactive) return null
    this.#passedOver = isBulk || !waits.bulk ? 0 : this.#passedOver + 1
    return isBulk ? 'bulk' : 'interactive'
  }
}
