import type { WordDiff } from '../../src/citations/resolve-citation.js'

/** A plain longest common subsequence of words: what `resolveCitation` is handed in these tests. */
export const wordDiff: WordDiff = (quote, words) => {
  const [a, b] = [quote.match(/\S+\s*/g) ?? [], words.match(/\S+\s*/g) ?? []]
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = same(a[i], b[j])
        ? lengths[i + 1]![j + 1]! + 1
        : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const parts: { kind: 'same' | 'left-out' | 'put-in'; text: string }[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i], b[j])) {
      parts.push({ kind: 'same', text: b[j++]! })
      i++
    } else if (j < b.length && (i === a.length || lengths[i]![j + 1]! >= lengths[i + 1]![j]!)) {
      parts.push({ kind: 'left-out', text: b[j++]! })
    } else parts.push({ kind: 'put-in', text: a[i++]! })
  }
  return parts
}

const same = (a: string | undefined, b: string | undefined): boolean => a?.trim() === b?.trim()
