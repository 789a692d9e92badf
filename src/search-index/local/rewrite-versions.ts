import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Article } from '../../articles/article.js'
import { nullUnlessExhausted } from '../../errors.js'
import { readCurrentVersion, replaceCurrentVersion, versionName } from './current-version.js'
import { renameDurably, syncPath } from './durable-files.js'
import {
  type IndexManifest,
  publishVersion,
  readCorpusRecord,
  readVersionManifest,
  segmentsFolder,
} from './manifest.js'
import { OpenSegments } from './open-segments.js'
import { pinVersion, readPinnedVersion } from './pinned-version.js'
import {
  nextVersionNumber,
  removeUnfinished,
  removeVersions,
  versionNames,
  writingFolderOf,
} from './remove-versions.js'
import { SegmentWriter } from './segment-writer.js'
import { wholeArticles } from './stored-articles.js'
import { type VersionSegment, wholeSegment } from './version-segment.js'

export interface Rewriting {
  /** Whether an article is to be in no version any more. */
  readonly isGone: (article: Pick<Article, 'id' | 'textSha256'>) => boolean
  /** What the manifest then says of its sources. @param paths of the articles that were left out. */
  readonly corpusWithout: (corpus: unknown, paths: readonly string[]) => unknown
}

/**
 * Writes every version that holds such an article again without it, and the versions after it under new names in their
 * order; then the pointers go over to the new ones, and the old ones are removed. Killed at any instant, either the old
 * ones are there or the new ones too, and doing it again ends it. The caller holds the lock of the index.
 *
 * @returns names of the versions that held one, as they were.
 * @throws {AttestError} `INDEX_DAMAGED` where the newest or the pinned version cannot be read; others are removed then.
 */
export async function rewriteVersions(folder: string, rewriting: Rewriting): Promise<string[]> {
  const held: string[] = []
  for (let isDone = false; !isDone; ) {
    await removeUnfinished(folder)
    const versions = await readableVersions(folder, rewriting)
    const first = versions.findIndex(({ holds }) => holds)
    if (first < 0) {
      // One that was killed may have left segments that no version has.
      await removeVersions(folder, [])
      return held
    }
    held.push(...versions.filter(({ holds }) => holds).map(({ manifest }) => manifest.version))
    const manifests = versions.slice(first).map(({ manifest }) => manifest)
    isDone = await replace(folder, manifests, rewriting)
  }
  return held
}

async function replace(folder: string, versions: readonly IndexManifest[], rewriting: Rewriting): Promise<boolean> {
  const [newest, pinned] = await Promise.all([readCurrentVersion(folder), readPinnedVersion(folder)])
  let number = await nextVersionNumber(folder, newest)
  const renamed = new Map<string, string>()
  for (const manifest of versions) {
    const version = versionName(number++)
    await rewrite(folder, manifest, version, rewriting)
    renamed.set(manifest.version, version)
  }
  await replaceCurrentVersion(folder, renamed.get(newest!)!)
  if (pinned !== null && renamed.has(pinned)) await pinVersion(folder, renamed.get(pinned)!)
  return await removeVersions(folder, [...renamed.keys()])
}

/** Oldest first. What cannot be read may hold anything, so it goes. */
async function readableVersions(
  folder: string,
  { isGone }: Rewriting,
): Promise<{ manifest: IndexManifest; holds: boolean }[]> {
  const needed = [await readCurrentVersion(folder), await readPinnedVersion(folder)]
  const readable: { manifest: IndexManifest; holds: boolean }[] = []
  const unreadable: string[] = []
  for (const version of await versionNames(folder)) {
    try {
      const manifest = await readVersionManifest(folder, version)
      const holds = await withSegments(folder, manifest, async (segments) => holdOne(segments, isGone))
      readable.push({ manifest, holds })
    } catch (thrown) {
      nullUnlessExhausted(thrown)
      if (needed.includes(version)) throw thrown
      unreadable.push(version)
    }
  }
  if (unreadable.length > 0) await removeVersions(folder, unreadable)
  return readable
}

/** Dead articles count: their texts stand in the files. */
const holdOne = (segments: readonly VersionSegment[], isGone: Rewriting['isGone']): boolean =>
  segments.some(({ segment }) => segment.articles.some(isGone))

async function rewrite(folder: string, from: IndexManifest, version: string, rewriting: Rewriting): Promise<void> {
  const writingFolder = writingFolderOf(folder, version)
  await mkdir(writingFolder)
  const written = await withSegments(folder, from, async (segments) =>
    holdOne(segments, rewriting.isGone)
      ? await writeWithout(folder, { segments, version, dimensions: from.dimensions }, rewriting)
      : { segments: from.segments, paths: [] },
  )
  const corpus = rewriting.corpusWithout(await readCorpusRecord(folder, from.version), written.paths)
  const { replaces: _, ...manifest } = from
  await publishVersion(folder, writingFolder, { ...manifest, version, segments: written.segments }, corpus)
  await rm(writingFolder, { recursive: true, force: true })
}

async function writeWithout(
  folder: string,
  { segments, version, dimensions }: { segments: readonly VersionSegment[]; version: string; dimensions: number },
  { isGone }: Rewriting,
) {
  const prepared = join(writingFolderOf(folder, version), 'segment')
  const writer = await SegmentWriter.create(prepared, dimensions)
  const paths: string[] = []
  for (const segment of segments) {
    for await (const { article, passages } of wholeArticles(segment, dimensions)) {
      if (isGone(article)) paths.push(article.sourcePath)
      else await writer.add(article, passages)
    }
  }
  const written = await writer.finish()
  await renameDurably(prepared, join(segmentsFolder(folder), version))
  await syncPath(folder)
  return { segments: [wholeSegment(version, written)], paths }
}

/** Runs with the segments of a version open. @throws {AttestError} `INDEX_DAMAGED` */
export async function withSegments<Result>(
  folder: string,
  manifest: IndexManifest,
  run: (segments: readonly VersionSegment[]) => Promise<Result>,
): Promise<Result> {
  const open = new OpenSegments()
  const segments = await open.openAll(folder, manifest)
  try {
    return await run(segments)
  } finally {
    await open.closeAll(folder, segments)
  }
}
