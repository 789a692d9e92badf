import { setImmediate } from 'node:timers/promises'
import { givingWay } from '../../giving-way.js'
import { eachPhraseWord } from '../phrase-words.js'
import { growableUint32 } from './growable-array.js'
import { bucketOf, PHRASE_WORDS, phraseHash, tagOf, wordHash } from './phrase-hash.js'
import type { PhraseArrays } from './segment-files.js'

/** So many phrases share a bucket on average. */
const PHRASES_PER_BUCKET = 8
/** With the 16 bits of the tag they make up a whole hash. */
const MOST_BITS = 16
/** About a millisecond's work. */
const PHRASES_PER_SLICE = 65_536
const WORDS_PER_STEP = 256

/** Collects every three words in a row of the articles' texts, with where they stand, and sorts them into buckets. */
export class PhrasesBuilder {
  private readonly hashes = growableUint32()
  private readonly positions = growableUint32()

  /** @param base where the text begins in the segment's texts, in UTF-16 code units. */
  async addText(text: string, base: number): Promise<void> {
    const giveWay = givingWay()
    // Of the last words.
    const hashes = new Uint32Array(PHRASE_WORDS)
    const starts = new Uint32Array(PHRASE_WORDS)
    let words = 0
    for (const { word, start } of eachPhraseWord(text)) {
      hashes.copyWithin(0, 1)
      starts.copyWithin(0, 1)
      hashes[PHRASE_WORDS - 1] = wordHash(word)
      starts[PHRASE_WORDS - 1] = start
      words += 1
      if (words < PHRASE_WORDS) continue
      this.hashes.push(phraseHash(hashes, 0))
      this.positions.push(base + starts[0]!)
      if (words % WORDS_PER_STEP === 0) await giveWay()
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
