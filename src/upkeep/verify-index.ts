import { AttestError, asError } from '../errors.js'
import { IndexDamagedError } from '../search-index/local/index-error.js'
import { type CheckedVersion, checkVersion } from '../search-index/local/verify-version.js'
import { overVersion } from './versions.js'

export interface IndexVerification extends CheckedVersion {
  /** Null where it cannot be told which one is served. */
  readonly version: string | null
}

/**
 * Checks all of one version, by default the served one, without opening a model. What is wrong is told and not thrown.
 * @throws {AttestError} `INDEX_MISSING`, `VERSION_NOT_FOUND`.
 */
export async function verifyIndex(folder: string, wanted?: string): Promise<IndexVerification> {
  try {
    return await overVersion(
      folder,
      wanted,
      async (version) => ({ version, ...(await checkVersion(folder, version)) }),
      ({ problems }) => problems.length === 0,
    )
  } catch (thrown) {
    if (!(thrown instanceof AttestError) || thrown.code !== 'INDEX_DAMAGED') throw thrown
    return { version: null, files: 1, articles: 0, passages: 0, problems: [pointerProblem(thrown)] }
  }
}

function pointerProblem(thrown: AttestError): CheckedVersion['problems'][number] {
  const { cause } = thrown
  const damaged = thrown instanceof IndexDamagedError ? thrown : cause instanceof IndexDamagedError ? cause : null
  if (damaged === null) return { file: 'CURRENT', problem: asError(thrown).message }
  return { file: damaged.path.endsWith('PINNED') ? 'PINNED' : 'CURRENT', problem: damaged.problem }
}
