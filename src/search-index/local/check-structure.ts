import type { TellProblem } from './check-segment.js'
import type { SegmentEntry } from './manifest.js'
import type { Segment } from './segment.js'
import { exactSearchPassages } from './segment-files.js'

/** Whether all arrays are as long as the others say, and what divides them goes up from 0 to their end. */
export function checkStructure(
  { articles, passages, vectors, graph }: Segment,
  entry: SegmentEntry,
  dimensions: number,
  tell: TellProblem,
): boolean {
  let isSound = true
  const wrong: TellProblem = (file, problem) => {
    isSound = false
    tell(file, problem)
  }
  const count = passages.starts.length
  const sentences = passages.sentenceStarts.length
  const lists = passages.headingFirsts.length - 1
  const lengths = [
    ['articles', 'articles', articles.length, entry.articles],
    ['passages', 'passages', count, entry.passages],
    ['passages', 'ends', passages.ends.length, count],
    ['passages', 'first lines', passages.firstLines.length, count],
    ['passages', 'last lines', passages.lastLines.length, count],
    ['passages', 'heading lists of passages', passages.headingLists.length, count],
    ['passages', 'ends of sentences', passages.sentenceEnds.length, sentences],
    ['vectors', 'values of passages', vectors.passageVectors.length, count * dimensions],
    ['vectors', 'values of sentences', vectors.sentenceVectors.length, sentences * dimensions],
    ['vectors', 'scales of sentences', vectors.sentenceScales.length, sentences],
  ] as const
  for (const [file, what, found, expected] of lengths) {
    if (found !== expected) wrong(file, `expected ${expected} ${what}, found ${found}`)
  }
  const divisions = [
    ['articles', passages.articleFirsts, articles.length, count],
    ['passages', passages.sentenceFirsts, count, sentences],
    ['heading lists', passages.headingFirsts, lists, passages.headingBytes.length],
  ] as const
  for (const [what, firsts, parts, end] of divisions) {
    if (!divides(firsts, parts, end)) wrong('passages', `what divides it into ${what} does not go from 0 to ${end}`)
  }
  if (isSound && !tombstonesFit(entry, passages.articleFirsts))
    wrong('articles', 'the tombstones of the manifest are not places of articles, or not of so many passages')
  if (passages.headingLists.some((list) => list >= lists))
    wrong('passages', 'a passage names a heading list that there is not')
  if (count > exactSearchPassages && graph === null) wrong('graph', `it is missing, though there are ${count} passages`)
  return isSound
}

function tombstonesFit({ articles, passages, tombstones, livePassages }: SegmentEntry, firsts: Uint32Array): boolean {
  const ascend = tombstones.every((place, i) => place < articles && (i === 0 || tombstones[i - 1]! < place))
  const dead = tombstones.reduce((sum, place) => sum + firsts[place + 1]! - firsts[place]!, 0)
  return ascend && livePassages === passages - dead
}

/** Whether `firsts` has one element more than there are parts, and goes up from 0 to `end`. */
function divides(firsts: Uint32Array, parts: number, end: number): boolean {
  if (firsts.length !== parts + 1 || firsts[0] !== 0 || firsts[parts] !== end) return false
  return firsts.every((first, i) => i === 0 || firsts[i - 1]! <= first)
}
