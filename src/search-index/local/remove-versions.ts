import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { asError, isLackOfResources } from '../../errors.js'
import { isVersionName, versionNumber } from './current-version.js'
import { type IndexManifest, readVersionManifest, segmentsFolder, versionsFolder } from './manifest.js'
import { readPinnedVersion } from './pinned-version.js'

const writingPrefix = '.writing-'
const removingPrefix = '.removing-'

export const writingFolderOf = (folder: string, version: string): string => join(folder, writingPrefix + version)

/** What writers that were killed had not yet put in its place, or not yet removed. */
export async function removeUnfinished(folder: string): Promise<void> {
  const pinned = await readPinnedVersion(folder).catch(() => null)
  for (const name of await readdir(folder)) {
    const prefix = [writingPrefix, removingPrefix].find((known) => name.startsWith(known))
    const version = name.slice(prefix?.length)
    if (prefix === undefined || !isVersionName(version)) continue
    if (prefix === removingPrefix && version === pinned) await rename(join(folder, name), placeOf(folder, version))
    else await remove(join(folder, name))
  }
}

/**
 * Removes all versions but the pinned one and the newest `keepVersions` (at least 1) up to `current`, and the segments
 * that no version uses any more. A reader that has one open keeps it: its files are open or in memory.
 */
export async function removeOldVersions(folder: string, current: string, keepVersions: number): Promise<void> {
  // Not ours to judge: a newer release's, or damaged. It stays until a new version is current.
  const newest = await manifestOf(folder, current)
  if (newest === null) return
  const usedSegments = new Set<string>()
  const replaced = new Set<string>()
  let kept = 0
  for (const version of (await versionNames(folder)).reverse()) {
    const isOld = versionNumber(version) > versionNumber(current) || kept >= Math.max(1, keepVersions)
    const manifest = version === current ? newest : await manifestOf(folder, version)
    // A version above the current one was never finished; one without its manifest cannot be opened.
    const isCandidate = !isOld && manifest !== null && !replaced.has(version)
    if (!isCandidate && (await removeUnlessPinned(folder, version))) continue
    if (isCandidate) kept += 1
    if (manifest?.replaces !== undefined) replaced.add(manifest.replaces)
    for (const { id } of manifest?.segments ?? []) usedSegments.add(id)
  }
  await removeSegmentsBut(folder, usedSegments)
}

/**
 * Removes these versions and the segments that no other uses.
 * @returns whether all are gone: not where one was pinned meanwhile.
 */
export async function removeVersions(folder: string, versions: readonly string[]): Promise<boolean> {
  let areGone = true
  for (const version of versions) areGone = (await removeUnlessPinned(folder, version)) && areGone
  const used = new Set<string>()
  for (const version of await versionNames(folder)) {
    for (const { id } of (await manifestOf(folder, version))?.segments ?? []) used.add(id)
  }
  await removeSegmentsBut(folder, used)
  return areGone
}

async function removeSegmentsBut(folder: string, used: ReadonlySet<string>): Promise<void> {
  for (const segment of await versionsOf(segmentsFolder(folder))) {
    if (!used.has(segment)) await remove(join(segmentsFolder(folder), segment))
  }
}

/**
 * Whoever pins writes the pin and then looks whether the version is there; this moves it away and then looks for a pin.
 * So whatever comes first, a pinned version is there or its pinning has failed.
 * @returns whether it is gone.
 */
async function removeUnlessPinned(folder: string, version: string): Promise<boolean> {
  const [place, aside] = [placeOf(folder, version), join(folder, removingPrefix + version)]
  await rename(place, aside)
  // A pin that cannot be read may be anyone's.
  const pinned = await readPinnedVersion(folder).catch(() => version)
  if (pinned === version) await rename(aside, place)
  else await remove(aside)
  return pinned !== version
}

/** Of every version that has a folder, oldest first. */
export const versionNames = (folder: string): Promise<string[]> => versionsOf(versionsFolder(folder))

/** The number that no version or segment has reached. */
export async function nextVersionNumber(folder: string, current: string | null): Promise<number> {
  const names = [...(await versionsOf(versionsFolder(folder))), ...(await versionsOf(segmentsFolder(folder)))]
  return Math.max(0, ...[...names, current ?? ''].map(versionNumber)) + 1
}

/** Oldest first. Segments are named after the version that they were written for. Nothing else is ever touched. */
async function versionsOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(isVersionName).sort((one, other) => versionNumber(one) - versionNumber(other))
}

/** What a disk cannot do just now. */
const passing = ['EIO', 'ESTALE', 'EAGAIN']

/** Null where it is not there, damaged, or of another format. @throws where it may be whole and cannot be read just now. */
async function manifestOf(folder: string, version: string): Promise<IndexManifest | null> {
  try {
    return await readVersionManifest(folder, version)
  } catch (error) {
    const cause = asError(error).cause as NodeJS.ErrnoException | undefined
    if (isLackOfResources(cause) || passing.includes(cause?.code ?? '')) throw error
    return null
  }
}

const placeOf = (folder: string, version: string): string => join(versionsFolder(folder), version)
const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true })
