import type { PhraseWord } from '../search-index/phrase-words.js'

/** A step of an alignment; indices of words. A missing one stands on one side only. */
export interface AlignedWord {
  readonly quoted: number | null
  readonly found: number | null
  readonly same: boolean
}

export interface Alignment {
  /** From the first to the last word of the found text that the quote meets. */
  readonly steps: readonly AlignedWord[]
  /** Words changed, left out and put in. */
  readonly edits: number
  /** Share of the words that are the same, 0 to 1. */
  readonly similarity: number
}

/**
 * The stretch of `found` that the whole of `quoted` fits best, and how word meets word: an edit distance over words whose
 * ends are free in `found`. Time and memory grow with the product of both lengths.
 * @see Sellers 1980, The theory and computation of evolutionary distances.
 */
export function alignWords(quoted: readonly PhraseWord[], found: readonly PhraseWord[]): Alignment {
  const costs = distances(quoted, found)
  const width = found.length + 1
  let end = 0
  for (let j = 1; j <= found.length; j += 1) {
    // Of equals the last: it meets more words.
    if (costs[quoted.length * width + j]! <= costs[quoted.length * width + end]!) end = j
  }
  const steps = withoutOuterOmissions(trace(costs, quoted, found, end))
  const edits = steps.filter(({ same }) => !same).length
  const taken = steps.filter((step) => step.found !== null).length
  return { steps, edits, similarity: 1 - edits / Math.max(quoted.length, taken, 1) }
}

function distances(quoted: readonly PhraseWord[], found: readonly PhraseWord[]): Uint16Array {
  const width = found.length + 1
  const costs = new Uint16Array((quoted.length + 1) * width)
  for (let i = 1; i <= quoted.length; i += 1) {
    const row = i * width
    costs[row] = i
    for (let j = 1; j <= found.length; j += 1) {
      const meets = quoted[i - 1]!.word === found[j - 1]!.word ? 0 : 1
      const both = costs[row - width + j - 1]! + meets
      const one = Math.min(costs[row - width + j]!, costs[row + j - 1]!) + 1
      costs[row + j] = Math.min(both, one)
    }
  }
  return costs
}

/** From the end back; where several ways cost the same, words meet rather than being left out. */
function trace(
  costs: Uint16Array,
  quoted: readonly PhraseWord[],
  found: readonly PhraseWord[],
  end: number,
): AlignedWord[] {
  const width = found.length + 1
  const steps: AlignedWord[] = []
  let [i, j] = [quoted.length, end]
  while (i > 0) {
    const cost = costs[i * width + j]!
    const same = j > 0 && quoted[i - 1]!.word === found[j - 1]!.word
    if (j > 0 && cost === costs[(i - 1) * width + j - 1]! + (same ? 0 : 1)) {
      i -= 1
      j -= 1
      steps.push({ quoted: i, found: j, same })
    } else if (j > 0 && cost === costs[i * width + j - 1]! + 1) {
      j -= 1
      steps.push({ quoted: null, found: j, same: false })
    } else {
      i -= 1
      steps.push({ quoted: i, found: null, same: false })
    }
  }
  return steps.reverse()
}

/** Words of the found text before the first and after the last quoted one are not left out of the quote. */
function withoutOuterOmissions(steps: readonly AlignedWord[]): AlignedWord[] {
  const first = steps.findIndex(({ quoted }) => quoted !== null)
  const last = steps.findLastIndex(({ quoted }) => quoted !== null)
  return steps.slice(first, last + 1)
}
