import { basename } from 'node:path'
import { AttestError, isLackOfResources, resourcesExhausted } from '../../errors.js'

/** What is on disk is not what was written. The index is derived, so building it anew always mends it. */
export class IndexDamagedError extends AttestError {
  constructor(
    readonly path: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    const mended = 'Run "attest ingest" to build it anew from the articles.'
    super('INDEX_DAMAGED', `The index is damaged: ${path}: ${problem}. ${mended}`, options)
  }
}

/**
 * What a file of the index that is not as it should be is told as.
 * @param cause where it is a lack of file handles or memory, the file may be whole: `RESOURCES_EXHAUSTED`.
 */
export function indexError(path: string, problem: string, cause?: unknown): AttestError {
  if (isLackOfResources(cause)) return resourcesExhausted(`The file ${basename(path)} of the index`, cause)
  return new IndexDamagedError(path, problem, cause === undefined ? undefined : { cause })
}
