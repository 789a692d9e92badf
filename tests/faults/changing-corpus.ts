import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const words =
  'harbour winter ledger copper lantern orchard river stone market bridge sailor garden window letter island mountain clock bakery violin railway forest museum kettle saddle barley feather marble engine school chapel ribbon needle thunder meadow castle ferry pepper candle hammer blanket'.split(
    ' ',
  )

/** Short articles of one passage each, some of which are rewritten from round to round; no text comes twice. */
export class ChangingCorpus {
  readonly #texts = new Map<string, string>()
  #written = 0

  constructor(
    readonly folder: string,
    readonly random: () => number,
  ) {}

  /** Texts written so far, over all rounds. */
  get written(): number {
    return this.#written
  }

  rewrite(articles: Iterable<number>): void {
    for (const article of articles) {
      this.#written += 1
      const id = `article-${String(article).padStart(2, '0')}`
      this.#texts.set(id, this.#text(id))
      writeFileSync(path.join(this.folder, `${id}.txt`), `${this.#texts.get(id)}\n`)
    }
  }

  /** Text by article id, as it stands now. */
  snapshot(): ReadonlyMap<string, string> {
    return new Map(this.#texts)
  }

  /** What the folder really holds, in the form of `snapshot`. */
  onDisk(): ReadonlyMap<string, string> {
    const files = readdirSync(this.folder).sort()
    return new Map(
      files.map((name) => [
        path.basename(name, '.txt'),
        readFileSync(path.join(this.folder, name), 'utf8').slice(0, -1),
      ]),
    )
  }

  #text(id: string): string {
    const sentences = Array.from({ length: 12 }, () => {
      const chosen = Array.from({ length: 8 }, () => words[Math.floor(this.random() * words.length)])
      return `The ${chosen.join(' ')}.`
    })
    return `This is text ${this.#written} of ${id}. ${sentences.join(' ')}`
  }
}
