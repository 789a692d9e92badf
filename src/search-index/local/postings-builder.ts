import { setImmediate } from 'node:timers/promises'
import { growableUint16, growableUint32 } from './growable-array.js'
import type { PostingArrays } from './segment-files.js'

const largestCount = 65_535
/** About a millisecond's work. */
const entriesPerSlice = 65_536

/** Collects the words of passages and sorts them by term. */
export class PostingsBuilder {
  private readonly terms = new Map<string, number>()
  /** Per term, in the order of `terms`. */
  private readonly passageCounts: number[] = []
  private readonly lengths = growableUint32()
  // One entry for each passage and term of it, in order of passages.
  private readonly entryTerms = growableUint32()
  private readonly entryPassages = growableUint32()
  private readonly entryCounts = growableUint16()

  /** @param terms of the next passage, repeated as often as they occur. */
  addPassage(terms: readonly string[]): void {
    const counts = new Map<string, number>()
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    for (const [term, count] of counts) {
      const number = this.termNumber(term)
      this.passageCounts[number]! += 1
      this.entryTerms.push(number)
      this.entryPassages.push(this.lengths.length)
      this.entryCounts.push(Math.min(count, largestCount))
    }
    this.lengths.push(terms.length)
  }

  private termNumber(term: string): number {
    const known = this.terms.get(term)
    if (known !== undefined) return known
    this.terms.set(term, this.terms.size)
    return this.passageCounts.push(0) - 1
  }

  /** Gives way to other work: sorting the words of 100,000 passages takes a second. */
  async build(): Promise<PostingArrays> {
    const sorted = [...this.terms.keys()].sort()
    const places = new Uint32Array(sorted.length)
    for (const [place, term] of sorted.entries()) places[this.terms.get(term)!] = place
    return { ...termDictionary(sorted), ...(await this.sortedEntries(places)), lengths: this.lengths.toArray() }
  }

  /** A counting sort: it is stable, so passages stay in ascending order within a term. */
  private async sortedEntries(
    places: Uint32Array,
  ): Promise<Pick<PostingArrays, 'postingFirsts' | 'postingPassages' | 'postingCounts'>> {
    const terms = this.entryTerms.toArray()
    const passages = this.entryPassages.toArray()
    const counts = this.entryCounts.toArray()
    const postingFirsts = this.postingFirsts(places)
    const next = postingFirsts.slice()
    const postingPassages = new Uint32Array(terms.length)
    const postingCounts = new Uint16Array(terms.length)
    for (let entry = 0; entry < terms.length; entry += 1) {
      const place = places[terms[entry]!]!
      const posting = next[place]!
      next[place] = posting + 1
      postingPassages[posting] = passages[entry]!
      postingCounts[posting] = counts[entry]!
      if (entry % entriesPerSlice === entriesPerSlice - 1) await setImmediate()
    }
    return { postingFirsts, postingPassages, postingCounts }
  }

  private postingFirsts(places: Uint32Array): Uint32Array {
    const firsts = new Uint32Array(places.length + 1)
    for (const [term, passages] of this.passageCounts.entries()) firsts[places[term]! + 1] = passages
    for (let place = 0; place < places.length; place += 1) firsts[place + 1]! += firsts[place]!
    return firsts
  }
}

function termDictionary(sorted: readonly string[]): Pick<PostingArrays, 'termBytes' | 'termFirsts'> {
  const termFirsts = new Uint32Array(sorted.length + 1)
  const encoded = sorted.map((term) => Buffer.from(term))
  for (const [place, bytes] of encoded.entries()) termFirsts[place + 1] = termFirsts[place]! + bytes.length
  return { termBytes: Buffer.concat(encoded), termFirsts }
}
