import { AttestError } from './errors.js'
import type { SearchIndex } from './search-index/search-index.js'

interface Version {
  readonly index: SearchIndex
  users: number
  retired: boolean
}

/**
 * The version that questions are answered from. A question keeps the version that it began on: a version that was
 * replaced is closed when the last of its questions is done.
 */
export class ServedVersion {
  #current: Version | null = null

  get index(): SearchIndex | null {
    return this.#current?.index ?? null
  }

  replaceBy(index: SearchIndex | null): Promise<void> {
    const before = this.#current
    this.#current = index === null ? null : { index, users: 0, retired: false }
    if (before === null) return Promise.resolve()
    before.retired = true
    return before.users === 0 ? before.index.close() : Promise.resolve()
  }

  /** @throws {AttestError} `NOT_READY` where there is none. */
  async use<Result>(whyNot: string, run: (index: SearchIndex) => Promise<Result>): Promise<Result> {
    const version = this.#current
    if (version === null) throw new AttestError('NOT_READY', whyNot)
    version.users++
    try {
      return await run(version.index)
    } finally {
      version.users--
      if (version.retired && version.users === 0) await version.index.close()
    }
  }
}
