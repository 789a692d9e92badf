import type { Passage } from '../passages/passage.js'

/** Below this cosine two passages cannot share most of their words, and their texts are not compared. */
const COSINE_TO_COMPARE = 0.9
/** Share of the shorter passage's word runs that must stand in the other one. */
const SHARED_RUNS = 0.8
const RUN_WORDS = 4

export interface Folded<T> {
  readonly kept: T
  readonly nearDuplicates: number
}

/**
 * Walks `ranked` best first, keeps at most `limit` of them, and counts those that nearly repeat a kept one.
 * A repeat is a matter of words, not of meaning: two passages about the same thing in other words are both kept.
 */
export function foldNearDuplicates<T extends { readonly passage: Passage }>(
  ranked: readonly T[],
  limit: number,
  similarity: (passageId: string, otherId: string) => number,
): Folded<T>[] {
  const kept: { item: T; nearDuplicates: number }[] = []
  // Word runs are made only for passages that have a near neighbour: most have none.
  const runsById = new Map<string, Set<string>>()
  const runsOf = ({ passage }: T): Set<string> => {
    const runs = runsById.get(passage.id) ?? wordRuns(passage.text)
    runsById.set(passage.id, runs)
    return runs
  }
  for (const item of ranked) {
    const twin = kept.find(
      (other) =>
        similarity(item.passage.id, other.item.passage.id) >= COSINE_TO_COMPARE &&
        sharesMost(runsOf(item), runsOf(other.item)),
    )
    if (twin !== undefined) twin.nearDuplicates++
    else if (kept.length < limit) kept.push({ item, nearDuplicates: 0 })
    else break
  }
  return kept.map(({ item, nearDuplicates }) => ({ kept: item, nearDuplicates }))
}

function sharesMost(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [shorter, longer] = a.size <= b.size ? [a, b] : [b, a]
  if (shorter.size === 0) return false
  let shared = 0
  for (const run of shorter) if (longer.has(run)) shared++
  return shared >= SHARED_RUNS * shorter.size
}

function wordRuns(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const runs = new Set<string>()
  for (let start = 0; start + RUN_WORDS <= words.length; start++) {
    runs.add(words.slice(start, start + RUN_WORDS).join(' '))
  }
  return runs.size === 0 && words.length > 0 ? new Set([words.join(' ')]) : runs
}
