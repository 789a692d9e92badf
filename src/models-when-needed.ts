import { AttestError } from './errors.js'
import type { Models } from './open-models.js'

/** The models, opened when they are first needed and ended with the service. */
export class ModelsWhenNeeded {
  readonly #open: () => Promise<Models>
  #opening: Promise<Models> | null = null
  #opened: Models | null = null
  #closed = false

  constructor(open: () => Promise<Models>) {
    this.#open = open
  }

  /** Null until they are open. */
  get opened(): Models | null {
    return this.#opened
  }

  /** @throws {AttestError} `NOT_READY` after `close`, and as `openModels`. */
  async open(): Promise<Models> {
    // Nobody would end processes that are started after the end.
    if (this.#closed) throw new AttestError('NOT_READY', 'The service was closed. Open another one.')
    this.#opening ??= this.#open().catch((thrown) => {
      // The next call tries again: a download may have failed of the network's bad moment.
      this.#opening = null
      throw thrown
    })
    this.#opened = await this.#opening
    return this.#opened
  }

  async close(): Promise<void> {
    this.#closed = true
    const models = await this.#opening?.catch(() => null)
    await models?.close()
  }
}
