import type { PhraseWord } from '../phrase-words.js'
import { bucketOf, PHRASE_WORDS, phraseHash, tagOf, wordHash } from './phrase-hash.js'
import type { PhraseArrays } from './segment-files.js'

/** Where three words of a query may stand: rarely (once in some thousands) it is a chance hit. */
export interface PhrasePlace {
  /** In the segment's texts, UTF-16 code units. */
  readonly position: number
  /** Index of the first of the three words in the query. */
  readonly word: number
}

/**
 * Every place of every three words in a row, of a phrase at most `mostPlaces`; a phrase that stands in more places says
 * little, and its neighbours in the query stand in fewer.
 * @param counts whether a position of the texts is looked for at all.
 */
export function phrasePlaces(
  arrays: PhraseArrays,
  words: readonly PhraseWord[],
  mostPlaces: number,
  counts: (position: number) => boolean,
): PhrasePlace[] {
  const hashes = words.map(({ word }) => wordHash(word))
  const places: PhrasePlace[] = []
  for (let word = 0; word + PHRASE_WORDS <= words.length; word += 1) {
    for (const position of positionsOf(arrays, phraseHash(hashes, word), mostPlaces, counts))
      places.push({ position, word })
  }
  return places
}

function positionsOf(
  { bucketFirsts, phrasePositions, phraseTags }: PhraseArrays,
  hash: number,
  most: number,
  counts: (position: number) => boolean,
): number[] {
  const bucket = bucketOf(hash, Math.log2(bucketFirsts.length - 1))
  const tag = tagOf(hash)
  const positions: number[] = []
  for (let place = bucketFirsts[bucket]!; place < bucketFirsts[bucket + 1]! && positions.length < most; place += 1) {
    const position = phrasePositions[place]!
    if (phraseTags[place] === tag && counts(position)) positions.push(position)
  }
  return positions
}
