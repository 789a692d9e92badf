/** Below this cosine two passages cannot share most of their words, and their texts are not compared. */
const COSINE_TO_COMPARE = 0.9
/** Share of the shorter passage's word runs that must stand in the other one. */
const SHARED_RUNS = 0.8
const RUN_WORDS = 4

export interface Folded<T> {
  readonly kept: T
  readonly nearDuplicates: number
}

export interface FoldParts<T> {
  /** Cosine of two passages, by their places in the ranking. */
  readonly similarity: (place: number, otherPlace: number) => number
  /** Asked for only where a passage has a near neighbour: most have none. */
  readonly textOf: (item: T) => Promise<string>
}

/**
 * Walks `ranked` best first, keeps at most `limit` of them, and counts those that nearly repeat a kept one.
 * A repeat is a matter of words, not of meaning: two passages about the same thing in other words are both kept.
 */
export async function foldNearDuplicates<T>(
  ranked: readonly T[],
  limit: number,
  { similarity, textOf }: FoldParts<T>,
): Promise<Folded<T>[]> {
  const kept: { place: number; nearDuplicates: number }[] = []
  const runsByPlace = new Map<number, Set<string>>()
  const runsOf = async (place: number): Promise<Set<string>> => {
    const runs = runsByPlace.get(place) ?? wordRuns(await textOf(ranked[place]!))
    runsByPlace.set(place, runs)
    return runs
  }
  const twinOf = async (place: number) => {
    for (const other of kept) {
      if (similarity(place, other.place) < COSINE_TO_COMPARE) continue
      if (sharesMost(await runsOf(place), await runsOf(other.place))) return other
    }
    return null
  }
  for (const place of ranked.keys()) {
    const twin = await twinOf(place)
    if (twin !== null) twin.nearDuplicates++
    else if (kept.length < limit) kept.push({ place, nearDuplicates: 0 })
    else break
  }
  return kept.map(({ place, nearDuplicates }) => ({ kept: ranked[place]!, nearDuplicates }))
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
