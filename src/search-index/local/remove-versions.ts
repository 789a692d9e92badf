import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isVersionName, versionNumber } from './current-version.js'
import { readVersionManifest, segmentsFolder, versionsFolder } from './manifest.js'

const writingPrefix = '.writing-'

export const writingFolderOf = (folder: string, version: string): string => join(folder, writingPrefix + version)

/** What writers that were killed had not yet put in its place. */
export async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const version = name.startsWith(writingPrefix) ? name.slice(writingPrefix.length) : null
    if (version !== null && isVersionName(version)) await remove(join(folder, name))
  }
}

/**
 * Removes all versions but the newest `keepVersions` (at least 1) up to `current`, and the segments that no version uses any more.
 * A reader that has one open keeps it: its files are open or in memory.
 */
export async function removeOldVersions(folder: string, current: string, keepVersions: number): Promise<void> {
  // Not ours to judge: a newer release's, or damaged. It stays until a new version is current.
  if ((await segmentsOf(folder, current)) === null) return
  const kept: string[] = []
  const usedSegments = new Set<string>()
  for (const version of (await versionsOf(versionsFolder(folder))).reverse()) {
    const isCandidate = versionNumber(version) <= versionNumber(current) && kept.length < Math.max(1, keepVersions)
    const segments = isCandidate ? await segmentsOf(folder, version) : null
    if (segments === null) {
      // A version above the current one was never finished; one without its manifest cannot be opened.
      await remove(join(versionsFolder(folder), version))
    } else {
      kept.push(version)
      for (const segment of segments) usedSegments.add(segment)
    }
  }
  for (const segment of await versionsOf(segmentsFolder(folder))) {
    if (!usedSegments.has(segment)) await remove(join(segmentsFolder(folder), segment))
  }
}

/** The number that no version or segment has reached. */
export async function nextVersionNumber(folder: string, current: string | null): Promise<number> {
  const names = [...(await versionsOf(versionsFolder(folder))), ...(await versionsOf(segmentsFolder(folder)))]
  return Math.max(0, ...[...names, current ?? ''].map(versionNumber)) + 1
}

/** Oldest first. Segments are named after the version that they were written for. Nothing else is ever touched. */
async function versionsOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(isVersionName).sort((one, other) => versionNumber(one) - versionNumber(other))
}

async function segmentsOf(folder: string, version: string): Promise<string[] | null> {
  try {
    return (await readVersionManifest(folder, version)).segments.map((segment) => segment.id)
  } catch {
    return null
  }
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true })
