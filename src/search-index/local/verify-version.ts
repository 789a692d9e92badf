import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { asError, nullUnlessExhausted } from '../../errors.js'
import { checkSegment } from './check-segment.js'
import { IndexDamagedError } from './index-error.js'
import { corpusPath, manifestPath, readVersionManifest, type SegmentEntry, segmentsFolder } from './manifest.js'
import { closeSegment, loadSegment, requireSum } from './segment.js'
import { segmentFileNames } from './segment-files.js'

export interface IndexProblem {
  /** Inside the index folder. */
  readonly file: string
  readonly problem: string
}

/** A file whose sum is wrong has as many faults as one likes: the first ones say enough. */
export const MOST_PROBLEMS = 100

export interface CheckedVersion {
  /** That were looked at. */
  readonly files: number
  readonly articles: number
  readonly passages: number
  /** The first `MOST_PROBLEMS`. */
  readonly problems: readonly IndexProblem[]
}

/**
 * Checks the sum of every file of a version and, where they are right, that the files fit each other.
 * @throws {AttestError} `RESOURCES_EXHAUSTED`: nothing can be said of the version then.
 */
export async function checkVersion(folder: string, version: string): Promise<CheckedVersion> {
  const problems: IndexProblem[] = []
  const tell = (file: string, problem: string) => {
    if (problems.length < MOST_PROBLEMS) problems.push({ file: relative(folder, file), problem })
  }
  const counts = { files: 1, articles: 0, passages: 0 }
  try {
    const { segments, dimensions, corpus } = await readVersionManifest(folder, version)
    if (corpus !== null) {
      counts.files += 1
      await requireSum(corpusPath(folder, version), corpus).catch((thrown) =>
        tellDamage(thrown, corpusPath(folder, version), tell),
      )
    }
    const ids = new Set<string>()
    for (const entry of segments) {
      counts.files += Object.keys(entry.files).length
      counts.articles += entry.articles - entry.tombstones.length
      counts.passages += entry.livePassages
      await checkFilesOf(join(segmentsFolder(folder), entry.id), entry, { dimensions, ids, tell })
    }
  } catch (thrown) {
    tellDamage(thrown, manifestPath(folder, version), tell)
  }
  return { ...counts, problems }
}

type Tell = (file: string, problem: string) => void

async function checkFilesOf(
  folder: string,
  entry: SegmentEntry,
  { dimensions, ids, tell }: { dimensions: number; ids: Set<string>; tell: Tell },
): Promise<void> {
  let isWhole = true
  const damaged = (thrown: unknown, path: string) => {
    isWhole = false
    tellDamage(thrown, path, tell)
  }
  for (const [name, sum] of Object.entries(entry.files)) {
    await requireSum(join(folder, name), sum).catch((thrown) => damaged(thrown, join(folder, name)))
  }
  for (const name of await readdir(folder).catch(() => [])) {
    if (!Object.hasOwn(entry.files, name)) tell(join(folder, name), 'no such file belongs to the version')
  }
  if (!isWhole) return
  try {
    const segment = await loadSegment(folder, entry, dimensions)
    const tellOf = (file: keyof typeof segmentFileNames, problem: string) =>
      tell(join(folder, segmentFileNames[file]), problem)
    await checkSegment(segment, entry, { dimensions, ids, tell: tellOf }).finally(() => closeSegment(segment))
  } catch (thrown) {
    damaged(thrown, folder)
  }
}

function tellDamage(thrown: unknown, path: string, tell: Tell): void {
  nullUnlessExhausted(thrown)
  if (thrown instanceof IndexDamagedError) tell(thrown.path, thrown.problem)
  else tell(path, asError(thrown).message)
}
