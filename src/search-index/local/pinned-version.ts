import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AttestError } from '../../errors.js'
import { readCurrentVersion, readPointer, replacePointer } from './current-version.js'
import { syncPath } from './durable-files.js'

/*
 * CURRENT names the newest version, PINNED the one that an operator went back to. Two files, so that an ingestion goes on
 * beside a pin: it replaces CURRENT and knows nothing of the other.
 */
const pinnedPath = (folder: string): string => join(folder, 'PINNED')

/** The version that readers are held at; null where they follow the newest. @throws {AttestError} `INDEX_DAMAGED` */
export async function readPinnedVersion(folder: string): Promise<string | null> {
  try {
    return await readPointer(pinnedPath(folder))
  } catch (error) {
    throw withWayOut(error)
  }
}

/** From here on readers open `version`, whatever is ingested, until `unpinVersion`. */
export const pinVersion = (folder: string, version: string): Promise<void> =>
  replacePointer(pinnedPath(folder), version)

export async function unpinVersion(folder: string): Promise<void> {
  await rm(pinnedPath(folder), { force: true })
  await syncPath(folder)
}

/** The version that readers open: the pinned one, else the newest; null where there is none yet. @throws {AttestError} `INDEX_DAMAGED` */
export const readServedVersion = async (folder: string): Promise<string | null> =>
  (await readPinnedVersion(folder)) ?? (await readCurrentVersion(folder))

/** What an index folder says of its versions; null also where it cannot be read, which opening the index tells. */
export async function versionPointers(folder: string) {
  const [newestVersion, pinnedVersion] = await Promise.all([
    readCurrentVersion(folder).catch(() => null),
    readPinnedVersion(folder).catch(() => null),
  ])
  return { newestVersion, pinnedVersion }
}

/** What cannot be opened because it is pinned is not mended by ingesting: the pin stays. */
export function withWayOut(thrown: unknown): unknown {
  if (!(thrown instanceof AttestError)) return thrown
  const problem = `${thrown.message.replace(/ Run "attest ingest".*$/, '')} It is pinned: "attest unpin" goes back to the newest version.`
  return new AttestError(thrown.code, problem, { cause: thrown })
}
