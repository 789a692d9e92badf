import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import nodePath from 'node:path'
import { listCorpus } from './corpus-files.js'

/**
 * Says whether anything about a corpus's files changed: a hash of their paths, sizes, moments of change and places on the
 * disk. Reads no file.
 * @throws {AttestError} `CORPUS_UNREADABLE`.
 */
export async function corpusStamp(folder: string): Promise<string> {
  const { files } = await listCorpus(folder)
  const hash = createHash('sha256')
  for (const { path, sideCarPath } of files) {
    for (const each of sideCarPath === null ? [path] : [path, sideCarPath]) {
      hash.update(JSON.stringify([each, await stampOf(nodePath.join(folder, each))]))
    }
  }
  return hash.digest('hex')
}

/** Null where it is gone since it was listed, or cannot be looked at: an ingestion says what is wrong with it. */
async function stampOf(file: string): Promise<string[] | null> {
  try {
    const { size, mtimeNs, ctimeNs, ino } = await stat(file, { bigint: true })
    return [size, mtimeNs, ctimeNs, ino].map(String)
  } catch {
    return null
  }
}
