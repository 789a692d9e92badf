import { randomBytes } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { renameDurably, writeFileDurably } from './durable-files.js'
import { indexError } from './index-error.js'
import { type IndexManifest, readVersionManifest } from './manifest.js'

/** Six digits that count up, so that versions have an order whatever the clock says, and a random part. */
const versionPattern = /^(\d{6,})-[0-9a-f]{8}$/

export const isVersionName = (name: string): boolean => versionPattern.test(name)

export const versionNumber = (name: string): number => Number(versionPattern.exec(name)?.[1] ?? 0)

export const versionName = (number: number): string =>
  `${String(number).padStart(6, '0')}-${randomBytes(4).toString('hex')}`

const currentPath = (folder: string): string => join(folder, 'CURRENT')

/** The newest version; null where there is none yet. @throws {AttestError} `INDEX_DAMAGED` */
export const readCurrentVersion = (folder: string): Promise<string | null> => readPointer(currentPath(folder))

/** At any instant the file holds the old name or the new one, whole. */
export const replaceCurrentVersion = (folder: string, version: string): Promise<void> =>
  replacePointer(currentPath(folder), version)

/** The version that a file names; null where there is no such file. @throws {AttestError} `INDEX_DAMAGED` */
export async function readPointer(path: string): Promise<string | null> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw indexError(path, 'it cannot be read', error)
  }
  // It becomes part of a path.
  if (!content.endsWith('\n') || !isVersionName(content.slice(0, -1))) {
    throw indexError(path, `expected the name of a version, got ${JSON.stringify(content.slice(0, 80))}`)
  }
  return content.slice(0, -1)
}

/** Makes a file name another version, at once and durably. */
export async function replacePointer(path: string, version: string): Promise<void> {
  const prepared = `${path}.new`
  await rm(prepared, { force: true })
  await writeFileDurably(prepared, [Buffer.from(`${version}\n`)])
  await renameDurably(prepared, path)
}

/**
 * The newest version's manifest, for telling whether the index is stale; null where there is none yet.
 * It says nothing about the segments, whose files only opening the index checks.
 * @throws {AttestError} `INDEX_DAMAGED`, `INDEX_FORMAT_UNSUPPORTED`.
 */
export async function readManifest(folder: string): Promise<IndexManifest | null> {
  const version = await readCurrentVersion(folder)
  return version === null ? null : await readVersionManifest(folder, version)
}
