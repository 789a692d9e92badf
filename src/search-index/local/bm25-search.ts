import { inverseDocumentFrequency, saturation } from '../bm25.js'
import { lexicalTerms } from '../lexical-terms.js'
import type { AllowedPassages } from './dense-search.js'
import type { PostingArrays } from './segment-files.js'

/** A distinct content word of a query and where its postings are. */
export interface QueryTerm {
  readonly word: string
  readonly term: string
  readonly idf: number
  /** Live passages that hold it, over all segments. */
  readonly passageCount: number
  /** Its place in each segment's dictionary, -1 where it is missing. */
  readonly places: readonly number[]
}

/** The scores of one query. Valid until the next `score`: the memory is used again. */
export interface Bm25Scores {
  /** Per passage. */
  readonly scores: Float64Array
  /** Passages with a score above 0, in no order. */
  readonly matching: Uint32Array
}

/**
 * Exact BM25 over several segments as if they were one that holds the live passages alone. Passages are numbered through
 * the segments in order. Dead ones get scores too, which nobody may look at.
 */
export class Bm25Search {
  private readonly scores: Float64Array
  private readonly matching: Uint32Array
  private matchingCount = 0
  private readonly saturations: Float64Array
  private readonly liveCount: number
  /** Of the last text: one question asks for its words several times. */
  private last: { readonly text: string; readonly terms: readonly QueryTerm[] } = { text: '', terms: [] }

  /** @param live null means all. */
  constructor(
    private readonly segments: readonly PostingArrays[],
    private readonly live: AllowedPassages | null,
  ) {
    const count = segments.reduce((sum, { lengths }) => sum + lengths.length, 0)
    this.scores = new Float64Array(count)
    this.matching = new Uint32Array(count)
    this.saturations = new Float64Array(count)
    this.liveCount = live?.count ?? count
    let words = 0
    this.forEachLength((length, passage) => {
      if (live === null || live.flags[passage] === 1) words += length
    })
    const meanLength = this.liveCount === 0 ? 0 : words / this.liveCount
    this.forEachLength((length, passage) => {
      this.saturations[passage] = saturation(length, meanLength)
    })
  }

  private forEachLength(run: (length: number, passage: number) => void): void {
    let passage = 0
    for (const { lengths } of this.segments) for (const length of lengths) run(length, passage++)
  }

  /** Distinct content words, in order of their first occurrence. */
  queryTerms(text: string): readonly QueryTerm[] {
    if (text !== this.last.text) this.last = { text, terms: this.termsOf(text) }
    return this.last.terms
  }

  private termsOf(text: string): QueryTerm[] {
    const terms = new Map<string, QueryTerm>()
    for (const { word, term } of lexicalTerms(text)) {
      if (!terms.has(term)) terms.set(term, this.queryTerm(word, term))
    }
    return [...terms.values()]
  }

  /** Scores all passages that hold one of the terms. */
  score(terms: readonly QueryTerm[]): Bm25Scores {
    for (let i = 0; i < this.matchingCount; i += 1) this.scores[this.matching[i]!] = 0
    this.matchingCount = 0
    for (const term of terms) {
      if (term.passageCount === 0) continue
      let base = 0
      for (const [index, segment] of this.segments.entries()) {
        if (term.places[index] !== -1) this.addTerm(segment, base, term.places[index]!, term.idf)
        base += segment.lengths.length
      }
    }
    return { scores: this.scores, matching: this.matching.subarray(0, this.matchingCount) }
  }

  /** Sum of idf over the terms that occur in the corpus: the most that a score can be. */
  bound(terms: readonly QueryTerm[]): number {
    return terms.reduce((sum, { idf, passageCount }) => (passageCount === 0 ? sum : sum + idf), 0)
  }

  /** The score of one passage, to the bit that of `score`. */
  scoreOf(terms: readonly QueryTerm[], passage: number): number {
    const { index, base } = this.segmentOf(passage)
    const saturated = this.saturations[passage]!
    let score = 0
    for (const { idf, passageCount, places } of terms) {
      if (passageCount === 0 || places[index] === -1) continue
      const count = countIn(this.segments[index]!, places[index]!, passage - base)
      if (count > 0) score += (idf * count) / (count + saturated)
    }
    return score
  }

  private segmentOf(passage: number): { readonly index: number; readonly base: number } {
    let [index, base] = [0, 0]
    while (passage >= base + this.segments[index]!.lengths.length) base += this.segments[index++]!.lengths.length
    return { index, base }
  }

  private addTerm(segment: PostingArrays, base: number, place: number, idf: number): void {
    const { postingPassages, postingCounts } = segment
    const { scores, matching, saturations } = this
    const end = segment.postingFirsts[place + 1]!
    let { matchingCount } = this
    for (let posting = segment.postingFirsts[place]!; posting < end; posting += 1) {
      const passage = base + postingPassages[posting]!
      const count = postingCounts[posting]!
      const score = scores[passage]!
      if (score === 0) matching[matchingCount++] = passage
      scores[passage] = score + (idf * count) / (count + saturations[passage]!)
    }
    this.matchingCount = matchingCount
  }

  private queryTerm(word: string, term: string): QueryTerm {
    const places = this.segments.map((segment) => placeOf(segment, term))
    const passageCount = this.livePassagesWith(places)
    return { word, term, idf: inverseDocumentFrequency(this.liveCount, passageCount), passageCount, places }
  }

  private livePassagesWith(places: readonly number[]): number {
    let [base, count] = [0, 0]
    for (const [index, { postingFirsts, postingPassages, lengths }] of this.segments.entries()) {
      const place = places[index]!
      const [first, end] = place === -1 ? [0, 0] : [postingFirsts[place]!, postingFirsts[place + 1]!]
      if (this.live === null) count += end - first
      else
        for (let posting = first; posting < end; posting += 1)
          count += this.live.flags[base + postingPassages[posting]!]!
      base += lengths.length
    }
    return count
  }
}

/** How often a passage of the segment holds the term at `place`; its postings are in the order of passages. */
function countIn(
  { postingFirsts, postingPassages, postingCounts }: PostingArrays,
  place: number,
  passage: number,
): number {
  const end = postingFirsts[place + 1]!
  let [low, high] = [postingFirsts[place]!, end]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (postingPassages[middle]! < passage) low = middle + 1
    else high = middle
  }
  return low < end && postingPassages[low] === passage ? postingCounts[low]! : 0
}

/** Binary search in the dictionary; it is decoded on the way, which spares memory for a map of all terms. */
function placeOf({ termBytes, termFirsts }: PostingArrays, term: string): number {
  const bytes = Buffer.from(termBytes.buffer, termBytes.byteOffset, termBytes.byteLength)
  let low = 0
  let high = termFirsts.length - 2
  while (low <= high) {
    const middle = (low + high) >>> 1
    const candidate = bytes.toString('utf8', termFirsts[middle]!, termFirsts[middle + 1]!)
    if (candidate === term) return middle
    if (candidate < term) low = middle + 1
    else high = middle - 1
  }
  return -1
}
