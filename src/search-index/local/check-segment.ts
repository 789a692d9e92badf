import { ArticlesCheck } from './check-articles.js'
import { checkStructure } from './check-structure.js'
import { checkVectors } from './check-vectors.js'
import type { SegmentEntry } from './manifest.js'
import type { Segment } from './segment.js'
import type { segmentFileNames } from './segment-files.js'
import { liveArticles } from './version-segment.js'

/** Told of each thing that is not as it must be. */
export type TellProblem = (file: keyof typeof segmentFileNames, problem: string) => void

/**
 * Checks what sums cannot tell: that the files of a segment fit each other, as a writer without faults makes them.
 * Postings and phrases are made again from the texts and compared.
 *
 * @param ids of the version's articles in other segments; those of this one are added.
 */
export async function checkSegment(
  segment: Segment,
  entry: SegmentEntry,
  { dimensions, ids, tell }: { dimensions: number; ids: Set<string>; tell: TellProblem },
): Promise<void> {
  // What comes after reads the arrays at places that the others name.
  if (!checkStructure(segment, entry, dimensions, tell)) return
  checkVectors(segment, dimensions, tell)
  const check = new ArticlesCheck(segment, tell)
  for (const [place, article] of segment.articles.entries()) await check.article(place, article)
  for (const { stored } of liveArticles({ entry, segment })) {
    if (ids.has(stored.id)) tell('articles', `the id "${stored.id}" occurs twice`)
    ids.add(stored.id)
  }
  await check.end()
  const missing = segment.graph?.firstMissing(segment.vectors.passageVectors) ?? null
  if (missing !== null) tell('graph', `passage ${missing} is missing, or stands there with another vector`)
}
