import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import nodePath from 'node:path'
import { listCorpus } from './corpus-files.js'
import { stampOf } from './known-files.js'

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
      hash.update(JSON.stringify([each, await stampOfFile(nodePath.join(folder, each))]))
    }
  }
  return hash.digest('hex')
}

/** Null where it is gone since it was listed, or cannot be looked at: an ingestion says what is wrong with it. */
const stampOfFile = async (file: string): Promise<string | null> => {
  const stats = await stat(file, { bigint: true }).catch(() => null)
  return stats && stampOf(stats)
}
