import type { Passage } from '../../passages/passage.js'
import { growableFloat32, growableInt8, growableUint8, growableUint32 } from './growable-array.js'
import type { PassageArrays, VectorArrays } from './segment-files.js'
import { quantise } from './sentence-vectors.js'

/** Collects where passages and sentences are, and their vectors. */
export class PassagesBuilder {
  private readonly articleFirsts = growableUint32()
  private readonly starts = growableUint32()
  private readonly ends = growableUint32()
  private readonly firstLines = growableUint32()
  private readonly lastLines = growableUint32()
  private readonly headingLists = growableUint32()
  private readonly headingFirsts = growableUint32()
  private readonly headingBytes = growableUint8()
  private readonly sentenceFirsts = growableUint32()
  private readonly sentenceStarts = growableUint32()
  private readonly sentenceEnds = growableUint32()
  private readonly passageVectors = growableFloat32()
  private readonly sentenceVectors = growableInt8()
  private readonly sentenceScales = growableFloat32()
  private lastHeadings: string | null = null

  get passages(): number {
    return this.starts.length
  }

  startArticle(): void {
    this.articleFirsts.push(this.passages)
  }

  addPassage(passage: Passage, vector: Float32Array, sentenceVectors: readonly Float32Array[]): void {
    this.starts.push(passage.span.start)
    this.ends.push(passage.span.end)
    this.firstLines.push(passage.sourceLines.first)
    this.lastLines.push(passage.sourceLines.last)
    this.headingLists.push(this.headingList(passage.headings))
    this.sentenceFirsts.push(this.sentenceStarts.length)
    for (const { start, end } of passage.sentences) {
      this.sentenceStarts.push(start)
      this.sentenceEnds.push(end)
    }
    this.passageVectors.append(vector)
    for (const sentenceVector of sentenceVectors) {
      const { values, scale } = quantise(sentenceVector)
      this.sentenceVectors.append(values)
      this.sentenceScales.push(scale)
    }
  }

  build(): { passages: PassageArrays; vectors: VectorArrays } {
    this.articleFirsts.push(this.passages)
    this.headingFirsts.push(this.headingBytes.length)
    this.sentenceFirsts.push(this.sentenceStarts.length)
    return {
      passages: {
        articleFirsts: this.articleFirsts.toArray(),
        starts: this.starts.toArray(),
        ends: this.ends.toArray(),
        firstLines: this.firstLines.toArray(),
        lastLines: this.lastLines.toArray(),
        headingLists: this.headingLists.toArray(),
        headingFirsts: this.headingFirsts.toArray(),
        headingBytes: this.headingBytes.toArray(),
        sentenceFirsts: this.sentenceFirsts.toArray(),
        sentenceStarts: this.sentenceStarts.toArray(),
        sentenceEnds: this.sentenceEnds.toArray(),
      },
      vectors: {
        passageVectors: this.passageVectors.toArray(),
        sentenceVectors: this.sentenceVectors.toArray(),
        sentenceScales: this.sentenceScales.toArray(),
      },
    }
  }

  /** Neighbours mostly stand under the same headings, which are then stored once. */
  private headingList(headings: readonly string[]): number {
    const json = JSON.stringify(headings)
    if (json !== this.lastHeadings) {
      this.headingFirsts.push(this.headingBytes.length)
      this.headingBytes.append(Buffer.from(json))
      this.lastHeadings = json
    }
    return this.headingFirsts.length - 1
  }
}
