import { BestPassages } from '../../src/search-index/local/best-passages.js'
import type { QueryTerm } from '../../src/search-index/local/bm25-search.js'
import type { AllowedPassages } from '../../src/search-index/local/dense-search.js'
import type { PostingArrays } from '../../src/search-index/local/segment-files.js'
import { nthGreatest } from './nth-greatest.js'

/**
 * Sums are made here in another order of terms than `score` makes them, and the greatest shares are rounded to float32;
 * a passage is left out only where it is worse by more than either can matter.
 */
const slack = 1e-6
/** A lookup by bisection, and sorting for it, cost about as much as so many postings in a row. */
const postingsPerLookup = 16

/** A term with fewer is added to all: leaving passages out would take as long. */
const defaultFewPostings = 8_192

/** Postings of one segment, and the number of its first passage. */
interface Segment {
  readonly postings: PostingArrays
  readonly base: number
  readonly end: number
  /** Per term, the greatest `count / (count + saturation)` of its postings: what of its idf it can give at most. */
  readonly greatestShares: Float32Array
}

/** A term of the query, with what it and all later ones can give a passage at most. */
interface BoundedTerm {
  readonly term: QueryTerm
  readonly boundFromHere: number
}

/**
 * The best passages of exact BM25 without looking at most of the postings of frequent words. Rare terms come first: as
 * soon as the terms left cannot together lift a passage that holds none of the earlier ones among the best, only the
 * passages found so far are looked up in them. (Turtle and Flood 1995, "max_score", a term at a time.)
 */
export class PrunedBm25Search {
  private readonly segments: readonly Segment[]
  private readonly sums: Float64Array
  private readonly found: Uint32Array
  private foundCount = 0

  /**
   * @param saturations per passage, numbered through the segments in order.
   * @param fewPostings those of a term that is not worth looking for a way around.
   */
  constructor(
    segments: readonly PostingArrays[],
    private readonly saturations: Float64Array,
    private readonly fewPostings = defaultFewPostings,
  ) {
    let base = 0
    this.segments = segments.map((postings) => {
      const end = base + postings.lengths.length
      const segment = { postings, base, end, greatestShares: greatestShares(postings, base, saturations) }
      base = end
      return segment
    })
    this.sums = new Float64Array(saturations.length)
    this.found = new Uint32Array(saturations.length)
  }

  /**
   * Exactly the `limit` best passages with a score above 0 of those allowed, equal scores by id; in no order.
   * @param allowed live passages; null means all there are. @param comesBefore whether one's id comes before another's.
   */
  best(
    terms: readonly QueryTerm[],
    limit: number,
    allowed: AllowedPassages | null,
    comesBefore: (passage: number, other: number) => boolean,
  ): Uint32Array {
    for (let i = 0; i < this.foundCount; i += 1) this.sums[this.found[i]!] = 0
    this.foundCount = 0
    const best = new BestPassages(limit, comesBefore)
    if (limit === 0) return best.kept()
    for (const passage of this.contenders(this.bounded(terms), limit, allowed)) {
      best.offer(passage, this.score(terms, passage))
    }
    return best.kept()
  }

  /** Of one passage; the same number as of a search that goes through all postings. */
  score(terms: readonly QueryTerm[], passage: number): number {
    const index = this.segments.findIndex(({ end }) => passage < end)
    const { postings, base } = this.segments[index]!
    let score = 0
    for (const { idf, places, passageCount } of terms) {
      const place = places[index]!
      if (place === -1 || passageCount === 0) continue
      const end = postings.postingFirsts[place + 1]!
      const posting = firstFrom(postings.postingPassages, postings.postingFirsts[place]!, end, passage - base)
      if (posting === end || postings.postingPassages[posting] !== passage - base) continue
      const count = postings.postingCounts[posting]!
      score += (idf * count) / (count + this.saturations[passage]!)
    }
    return score
  }

  /** Rarest first. */
  private bounded(terms: readonly QueryTerm[]): BoundedTerm[] {
    const commonestFirst = terms
      .filter(({ passageCount }) => passageCount > 0)
      .sort((a, b) => b.passageCount - a.passageCount)
    let boundFromHere = 0
    return commonestFirst
      .map((term) => {
        boundFromHere += term.idf * this.greatestShare(term) * (1 + slack)
        return { term, boundFromHere }
      })
      .reverse()
  }

  private greatestShare({ places }: QueryTerm): number {
    return Math.max(...this.segments.map(({ greatestShares }, i) => greatestShares[places[i]!] ?? 0))
  }

  /** Passages among which all of the best are; the sums of some others are left incomplete. */
  private contenders(terms: readonly BoundedTerm[], limit: number, allowed: AllowedPassages | null): Uint32Array {
    let threshold = 0
    let next = 0
    for (; next < terms.length; next += 1) {
      const { term, boundFromHere } = terms[next]!
      // Finding the threshold costs about as much as adding as many postings as there are passages found.
      if (term.passageCount > Math.max(this.foundCount, this.fewPostings))
        threshold = this.threshold(this.allFound(), limit)
      if (boundFromHere < threshold) break
      this.addToAll(term, allowed)
    }
    let contenders = this.allFound()
    for (; next < terms.length; next += 1) {
      const { term, boundFromHere } = terms[next]!
      contenders = this.withSumFrom(threshold - boundFromHere, contenders)
      this.addTo(contenders, term)
      threshold = this.threshold(contenders, limit)
    }
    return this.withSumFrom(this.threshold(contenders, limit), contenders)
  }

  private allFound(): Uint32Array {
    return this.found.subarray(0, this.foundCount)
  }

  private withSumFrom(least: number, passages: Uint32Array): Uint32Array {
    const kept = new Uint32Array(passages.length)
    let count = 0
    for (let i = 0; i < passages.length; i += 1) if (this.sums[passages[i]!]! >= least) kept[count++] = passages[i]!
    return kept.subarray(0, count)
  }

  private addToAll({ idf, places }: QueryTerm, allowed: AllowedPassages | null): void {
    const { sums, found, saturations } = this
    const flags = allowed?.flags
    let { foundCount } = this
    for (const [index, { postings, base }] of this.segments.entries()) {
      const place = places[index]!
      if (place === -1) continue
      const { postingPassages, postingCounts } = postings
      const end = postings.postingFirsts[place + 1]!
      for (let posting = postings.postingFirsts[place]!; posting < end; posting += 1) {
        const passage = base + postingPassages[posting]!
        if (flags !== undefined && flags[passage] !== 1) continue
        const count = postingCounts[posting]!
        const sum = sums[passage]!
        if (sum === 0) found[foundCount++] = passage
        sums[passage] = sum + (idf * count) / (count + saturations[passage]!)
      }
    }
    this.foundCount = foundCount
  }

  /** @param passages are sorted where that helps. */
  private addTo(passages: Uint32Array, { idf, places, passageCount }: QueryTerm): void {
    if (passages.length * postingsPerLookup > passageCount) {
      this.addToFound(idf, places)
      return
    }
    passages.sort()
    let i = 0
    for (const [index, { postings, base, end: segmentEnd }] of this.segments.entries()) {
      const place = places[index]!
      const end = place === -1 ? 0 : postings.postingFirsts[place + 1]!
      let posting = place === -1 ? 0 : postings.postingFirsts[place]!
      for (; i < passages.length && passages[i]! < segmentEnd; i += 1) {
        const passage = passages[i]!
        posting = firstFrom(postings.postingPassages, posting, end, passage - base)
        if (posting < end && postings.postingPassages[posting] === passage - base) {
          this.add(passage, idf, postings.postingCounts[posting]!)
        }
      }
    }
  }

  private addToFound(idf: number, places: readonly number[]): void {
    for (const [index, { postings, base }] of this.segments.entries()) {
      const place = places[index]!
      if (place === -1) continue
      const end = postings.postingFirsts[place + 1]!
      for (let posting = postings.postingFirsts[place]!; posting < end; posting += 1) {
        const passage = base + postings.postingPassages[posting]!
        if (this.sums[passage] !== 0) this.add(passage, idf, postings.postingCounts[posting]!)
      }
    }
  }

  private add(passage: number, idf: number, count: number): void {
    this.sums[passage]! += (idf * count) / (count + this.saturations[passage]!)
  }

  /** No passage with a smaller sum is among the best `limit` of these. */
  private threshold(passages: Uint32Array, limit: number): number {
    return nthGreatest(this.sums, passages, limit) * (1 - slack)
  }
}

/** The first position in [from, end) whose passage is not below this one; `end` where all are. */
function firstFrom(passages: Uint32Array, from: number, end: number, passage: number): number {
  let low = from
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (passages[middle]! < passage) low = middle + 1
    else high = middle
  }
  return low
}

function greatestShares(postings: PostingArrays, base: number, saturations: Float64Array): Float32Array {
  const { postingFirsts, postingPassages, postingCounts } = postings
  const greatest = new Float32Array(postingFirsts.length - 1)
  for (let place = 0; place < greatest.length; place += 1) {
    let most = 0
    const end = postingFirsts[place + 1]!
    for (let posting = postingFirsts[place]!; posting < end; posting += 1) {
      const count = postingCounts[posting]!
      const share = count / (count + saturations[base + postingPassages[posting]!]!)
      if (share > most) most = share
    }
    greatest[place] = most
  }
  return greatest
}
