import { AttestError } from '../../errors.js'

/** What is on disk is not what was written. The index is derived, so building it anew always mends it. */
export const indexDamaged = (path: string, problem: string, cause?: unknown): AttestError =>
  new AttestError(
    'INDEX_DAMAGED',
    `The index is damaged: ${path}: ${problem}. Run "attest ingest" to build it anew from the articles.`,
    cause === undefined ? undefined : { cause },
  )
