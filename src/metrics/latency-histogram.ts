const SHORTEST_MS = 0.1
const LONGEST_MS = 600_000
/** The bounds of a slot lie this far apart, so that its geometric middle is less than 5 % from anything in it. */
const GROWTH = 1.1
const SLOTS = Math.ceil(Math.log(LONGEST_MS / SHORTEST_MS) / Math.log(GROWTH))

/** Counts durations in slots of growing width: about 700 bytes, however many there are. */
export class LatencyHistogram {
  readonly #counts = new Uint32Array(SLOTS)
  #total = 0

  /** @param durationMs what is below 0.1 ms counts as that, what is above 10 minutes as those. */
  add(durationMs: number): void {
    const longer = Math.max(durationMs / SHORTEST_MS, 1)
    this.#counts[Math.min(Math.floor(Math.log(longer) / Math.log(GROWTH)), SLOTS - 1)]!++
    this.#total++
  }

  /**
   * The smallest duration that at least this share of all does not exceed, to within 5 %; null where there is none.
   * @param share above 0, at most 1: 0.5 is the median.
   */
  quantileMs(share: number): number | null {
    if (this.#total === 0) return null
    const wanted = Math.ceil(share * this.#total)
    let slot = 0
    for (let counted = this.#counts[0]!; counted < wanted; counted += this.#counts[slot]!) slot++
    return Number((SHORTEST_MS * GROWTH ** (slot + 0.5)).toPrecision(4))
  }
}
