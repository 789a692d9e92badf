/** A sentence, as far as the sizes of passages depend on it. */
export interface SentenceSize {
  readonly words: number
  readonly tokens: number
  /** Number of the block that holds it, rising. */
  readonly block: number
  /** What it would cost to begin a passage here; see `breakCost`. */
  readonly breakCost: number
}

export interface PassageSize {
  readonly targetWords: number
  readonly maxTokens: number
}

/**
 * The cost of beginning a passage at a sentence, in units in which a passage of twice the target costs 1.
 * They order what is given up first: size is cheaper than a list's introduction, which is cheaper than a short rest.
 */
export const breakCost = { betweenBlocks: 0, betweenListItems: 0.05, insideBlock: 0.1, beforeList: 0.5 } as const

// A passage that holds one paragraph and a part of another.
const mixedCost = 0.35
// More than any size a passage may have costs, so that a short rest joins its neighbour wherever the budget allows.
const shortCost = 2
const shortPart = 0.25
const maxPart = 2.5

/**
 * Divides the sentences of a section into passages: the division whose sizes deviate least from the target (by the sum
 * of ((words − target) / target)²) plus what its breaks cost. Dynamic programming; linear, because a passage is bounded.
 *
 * A passage has at most `maxTokens` tokens and 2.5 × `targetWords` words; only a single sentence may exceed either.
 * @returns the index after each passage's last sentence, rising; the last is `sentences.length`.
 */
export function balancedPassages(sentences: readonly SentenceSize[], size: PassageSize): number[] {
  const costs = new Float64Array(sentences.length + 1).fill(Number.POSITIVE_INFINITY)
  const starts = new Int32Array(sentences.length + 1)
  costs[0] = 0
  for (let end = 1; end <= sentences.length; end++) {
    const last = sentences[end - 1]!
    const endsInside = sentences[end]?.block === last.block
    let words = 0
    let tokens = 0
    for (let start = end - 1; start >= 0; start--) {
      const first = sentences[start]!
      words += first.words
      tokens += first.tokens
      if (start < end - 1 && (tokens > size.maxTokens || words > maxPart * size.targetWords)) break
      const inside = endsInside || sentences[start - 1]?.block === first.block
      const mixed = inside && first.block !== last.block
      const broken = start === 0 ? 0 : first.breakCost
      const cost = costs[start]! + broken + sizeCost(words, size.targetWords) + (mixed ? mixedCost : 0)
      if (cost < costs[end]!) {
        costs[end] = cost
        starts[end] = start
      }
    }
  }
  return ends(starts)
}

function sizeCost(words: number, targetWords: number): number {
  const deviation = (words - targetWords) / targetWords
  return deviation * deviation + (words < shortPart * targetWords ? shortCost : 0)
}

function ends(starts: Int32Array): number[] {
  const found: number[] = []
  for (let end = starts.length - 1; end > 0; end = starts[end]!) found.push(end)
  return found.reverse()
}
