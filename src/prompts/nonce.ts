/** Neither vowels, so that it makes no word, nor digits, so that it makes no number; nothing that is easily mistaken. */
const LETTERS = 'bcdfghjkmnpqrstvwxz'
const SHORTEST = 4
const TRIES_PER_LENGTH = 8

/**
 * Letters that occur in none of `texts`, in whatever case or width: nothing in them can pass for a marker or a fence of ours.
 * A passage cannot hold all of the 130,000 that there are, and where texts hold many it grows longer.
 *
 * @param randomBelow an integer in [0, limit), unpredictable for whoever wrote the texts.
 */
export function freshNonce(texts: readonly string[], randomBelow: (limit: number) => number): string {
  const taken = texts.map((text) => text.normalize('NFKC').toLowerCase()).join('\n')
  for (let attempt = 0; ; attempt++) {
    const length = SHORTEST + Math.floor(attempt / TRIES_PER_LENGTH)
    const nonce = Array.from({ length }, () => LETTERS[randomBelow(LETTERS.length)]).join('')
    if (!taken.includes(nonce)) return nonce
  }
}
