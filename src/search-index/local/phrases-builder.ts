import { setImmediate } from 'node:timers/promises'
import { phraseWords } from '../phrase-words.js'
import { growableUint32 } from './growable-array.js'
import { bucketOf, PHRASE_WORDS, phraseHash, tagOf, wordHash } from './phrase-hash.js'
import type { PhraseArrays } from './segment-files.js'

/** So many phrases share a bucket on average. */
const PHRASES_PER_BUCKET = 8
/** With the 16 bits of the tag they make up a whole hash. */
const MOST_BITS = 16
/** About a millisecond's work. */
const PHRASES_PER_SLICE = 65_536

/** Collects every three words in a row of the articles' texts, with where they stand, and sorts them into buckets. */
export class PhrasesBuilder {
  private readonly hashes = growableUint32()
  private readonly positions = growableUint32()

  /** @param base where the text begins in the segment's texts, in UTF-16 code units. */
  addText(text: string, base: number): void {
    const words = phraseWords(text)
    const hashes = Uint32Array.from(words, ({ word }) => wordHash(word))
    for (let first = 0; first + PHRASE_WORDS <= words.length; first += 1) {
      this.hashes.push(phraseHash(hashes, first))
      this.positions.push(base + words[first]!.start)
    }
  }

  /** A counting sort, which gives way to other work: positions stay in ascending order within a bucket. */
  async build(): Promise<PhraseArrays> {
    const [hashes, positions] = [this.hashes.toArray(), this.positions.toArray()]
    const bits = Math.min(MOST_BITS, Math.max(0, Math.ceil(Math.log2((hashes.length + 1) / PHRASES_PER_BUCKET))))
    const bucketFirsts = new Uint32Array(2 ** bits + 1)
    for (const hash of hashes) bucketFirsts[bucketOf(hash, bits) + 1]! += 1
    for (let bucket = 0; bucket < 2 ** bits; bucket += 1) bucketFirsts[bucket + 1]! += bucketFirsts[bucket]!
    const next = bucketFirsts.slice()
    const phrasePositions = new Uint32Array(hashes.length)
    const phraseTags = new Uint16Array(hashes.length)
    for (let phrase = 0; phrase < hashes.length; phrase += 1) {
      const place = next[bucketOf(hashes[phrase]!, bits)]!++
      phrasePositions[place] = positions[phrase]!
      phraseTags[place] = tagOf(hashes[phrase]!)
      if (phrase % PHRASES_PER_SLICE === PHRASES_PER_SLICE - 1) await setImmediate()
    }
    return { bucketFirsts, phrasePositions, phraseTags }
  }
}
