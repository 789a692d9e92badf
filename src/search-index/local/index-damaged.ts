import { AttestError, asError, isLackOfResources } from '../../errors.js'

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

/** @param cause where it is a lack of file handles or memory, the file may be whole, and the error says that instead. */
export function indexDamaged(path: string, problem: string, cause?: unknown): AttestError {
  if (isLackOfResources(cause)) return resourcesExhausted(path, cause)
  return new IndexDamagedError(path, problem, cause === undefined ? undefined : { cause })
}

function resourcesExhausted(path: string, cause: unknown): AttestError {
  const problem = `${path} could not be opened just now (${asError(cause).message}).`
  const wayOut = 'Close other programs or raise the limit (ulimit -n), and try again.'
  return new AttestError('RESOURCES_EXHAUSTED', `${problem} ${wayOut}`, { cause })
}
