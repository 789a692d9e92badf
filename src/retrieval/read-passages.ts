import type { Passage } from '../passages/passage.js'
import type { SearchIndex } from '../search-index/search-index.js'

/** The passages of one search, each read when it is first asked for: most candidates are ranked without their text. */
export class ReadPassages {
  readonly #known = new Map<string, Passage>()

  constructor(private readonly index: Pick<SearchIndex, 'passages'>) {}

  /** @returns in the order of the ids, which the index has named. */
  async of(ids: readonly string[]): Promise<Passage[]> {
    const missing = ids.filter((id) => !this.#known.has(id))
    const read = missing.length === 0 ? [] : await this.index.passages(missing)
    for (const [i, id] of missing.entries()) {
      // The index answers from one immutable version, so what it just named it also holds.
      if (read[i] === null) throw new RangeError(`the index lacks the passage ${id}, which it named`)
      this.#known.set(id, read[i]!)
    }
    return ids.map((id) => this.#known.get(id)!)
  }
}
