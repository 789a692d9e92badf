/**
 * Keeps the best `limit` passages of those that it is offered: higher scores first, equal ones by id, so that the
 * order of offering does not matter. A binary heap with the worst kept passage on top.
 */
export class BestPassages {
  private readonly passages: Uint32Array
  private readonly scores: Float64Array
  private size = 0

  /** @param comesBefore whether the id of one passage comes before another's. */
  constructor(
    limit: number,
    private readonly comesBefore: (passage: number, other: number) => boolean,
  ) {
    this.passages = new Uint32Array(limit)
    this.scores = new Float64Array(limit)
  }

  offer(passage: number, score: number): void {
    if (this.size < this.passages.length) {
      this.place(this.size, passage, score)
      this.size += 1
      this.rise(this.size - 1)
    } else if (this.size > 0 && score >= this.scores[0]! && this.beats(passage, score, 0)) {
      this.place(0, passage, score)
      this.sink()
    }
  }

  /** In no order. */
  kept(): Uint32Array {
    return this.passages.subarray(0, this.size)
  }

  scoresByPassage(): Map<number, number> {
    return new Map(Array.from(this.kept(), (passage, slot) => [passage, this.scores[slot]!]))
  }

  /** Best first. */
  ranked(): number[] {
    const slots = [...this.passages.keys()].slice(0, this.size)
    return slots
      .sort((one, other) => (this.beats(this.passages[one]!, this.scores[one]!, other) ? -1 : 1))
      .map((slot) => this.passages[slot]!)
  }

  private place(slot: number, passage: number, score: number): void {
    this.passages[slot] = passage
    this.scores[slot] = score
  }

  private beats(passage: number, score: number, slot: number): boolean {
    const other = this.scores[slot]!
    return score > other || (score === other && this.comesBefore(passage, this.passages[slot]!))
  }

  private rise(from: number): void {
    for (let slot = from; slot > 0; ) {
      const parent = (slot - 1) >>> 1
      if (this.beats(this.passages[slot]!, this.scores[slot]!, parent)) return
      this.swap(slot, parent)
      slot = parent
    }
  }

  private sink(): void {
    for (let slot = 0; ; ) {
      let worst = slot
      for (const child of [2 * slot + 1, 2 * slot + 2]) {
        if (child < this.size && this.beats(this.passages[worst]!, this.scores[worst]!, child)) worst = child
      }
      if (worst === slot) return
      this.swap(slot, worst)
      slot = worst
    }
  }

  private swap(one: number, other: number): void {
    const passage = this.passages[one]!
    const score = this.scores[one]!
    this.place(one, this.passages[other]!, this.scores[other]!)
    this.place(other, passage, score)
  }
}
