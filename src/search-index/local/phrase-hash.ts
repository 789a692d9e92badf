/** Words of a phrase that are looked up together. */
export const PHRASE_WORDS = 3

/** FNV-1a, 32 bits. */
export function wordHash(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Of the words from `first` on, in order; the last step spreads nearby values over all 32 bits (murmur3). */
export function phraseHash(hashes: ArrayLike<number>, first: number): number {
  let mixed = 0
  for (let i = first; i < first + PHRASE_WORDS; i += 1) mixed = Math.imul(mixed, 0x9e3779b1) ^ hashes[i]!
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A phrase's bucket is the first `bits` bits of its hash; the last 16 tell it from the others there. */
export const bucketOf = (hash: number, bits: number): number => (bits === 0 ? 0 : hash >>> (32 - bits))
export const tagOf = (hash: number): number => hash & 0xffff
