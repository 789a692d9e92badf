import { AttestError } from '../../errors.js'

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

export const indexDamaged = (path: string, problem: string, cause?: unknown): IndexDamagedError =>
  new IndexDamagedError(path, problem, cause === undefined ? undefined : { cause })
