import type { SourceFingerprint } from '../articles/folder-source.js'

/** What a version was made of. */
export type CorpusRecord = {
  readonly sources: readonly SourceFingerprint[]
  /** Hashes of the ids of articles that were left out, because `attest remove` withdrew them. */
  readonly withdrawn?: readonly string[]
}
