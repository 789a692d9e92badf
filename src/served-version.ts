import { AttestError } from './errors.js'
import type { SearchIndex } from './search-index/search-index.js'

interface Version<Index> {
  readonly index: Index
  users: number
  retired: boolean
  /** Whether something of it was found to be another than was written. */
  isDamaged: boolean
}

/**
 * The version that questions are answered from. A question keeps the version that it began on: a version that was
 * replaced is closed when the last of its questions is done.
 */
export class ServedVersion<Index extends SearchIndex> {
  #current: Version<Index> | null = null

  get index(): Index | null {
    return this.#current?.index ?? null
  }

  /** The version that is served; null also where it is damaged, so that nothing may be taken over from it. */
  get soundIndex(): Index | null {
    return this.#current?.isDamaged === true ? null : this.index
  }

  replaceBy(index: Index | null): Promise<void> {
    const before = this.#current
    this.#current = index === null ? null : { index, users: 0, retired: false, isDamaged: false }
    if (before === null) return Promise.resolve()
    before.retired = true
    return before.users === 0 ? before.index.close() : Promise.resolve()
  }

  /** @throws {AttestError} `NOT_READY` where there is none. */
  async use<Result>(whyNot: string, run: (index: Index) => Promise<Result>): Promise<Result> {
    const version = this.#begin(whyNot)
    try {
      return await run(version.index)
    } catch (thrown) {
      noteDamage(thrown, version)
      throw thrown
    } finally {
      await end(version)
    }
  }

  /**
   * The same for what comes piece by piece: the version is in use from the first piece that is asked for until the
   * last, or until the consumer breaks off.
   * @throws {AttestError} `NOT_READY`, when the first piece is asked for.
   */
  async *stream<Piece>(
    whyNot: string,
    run: (index: Index) => AsyncIterable<Piece>,
  ): AsyncGenerator<Piece, void, undefined> {
    const version = this.#begin(whyNot)
    try {
      yield* run(version.index)
    } catch (thrown) {
      noteDamage(thrown, version)
      throw thrown
    } finally {
      await end(version)
    }
  }

  #begin(whyNot: string): Version<Index> {
    const version = this.#current
    if (version === null) throw new AttestError('NOT_READY', whyNot)
    version.users++
    return version
  }
}

function noteDamage(thrown: unknown, version: Version<SearchIndex>): void {
  if (thrown instanceof AttestError && thrown.code === 'INDEX_DAMAGED') version.isDamaged = true
}

async function end(version: Version<SearchIndex>): Promise<void> {
  version.users--
  if (version.retired && version.users === 0) await version.index.close()
}
