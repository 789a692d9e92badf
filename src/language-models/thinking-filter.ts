const OPENING = '<think>'
const CLOSING = '</think>'

/**
 * Leaves out the thoughts that reasoning models put before their answer as `<think>…</think>`, where the server does not
 * take them out itself. Only at the beginning: later it is text.
 */
export class ThinkingFilter {
  /** What has arrived and may still turn out to be thoughts; null once the answer has begun. */
  #held: string | null = ''

  /** @returns what of the answer is certain with this piece; may be empty. */
  take(piece: string): string {
    if (this.#held === null) return piece
    this.#held += piece
    const answer = afterThinking(this.#held)
    if (answer !== null && answer !== '') this.#held = null
    return answer ?? ''
  }

  /** @returns what was held back and is no thought, for nothing follows it. */
  end(): string {
    const held = this.#held ?? ''
    this.#held = null
    return held.trimStart().startsWith(OPENING) ? '' : held
  }
}

/** What follows the thoughts in `text`, or all of it where it does not begin with any; null while that is not known. */
function afterThinking(text: string): string | null {
  const begun = text.trimStart()
  if (begun.startsWith(OPENING)) {
    const end = begun.indexOf(CLOSING)
    return end < 0 ? null : begun.slice(end + CLOSING.length).trimStart()
  }
  return OPENING.startsWith(begun) ? null : text
}
