/** A run of `*`, `_` or `~~` that may be emphasis. */
export interface Delimiter {
  readonly character: string
  readonly at: number
  remaining: number
  readonly canOpen: boolean
  readonly canClose: boolean
}

const isSpace = (character: string): boolean => /\s/.test(character)
export const isPunctuation = (character: string): boolean => /[\p{P}\p{S}]/u.test(character)
/** Whether a run that touches `inner` on this side and `outer` on the other can open there, or close. */
export const flanks = (inner: string, outer: string): boolean =>
  !isSpace(inner) && (!isPunctuation(inner) || isSpace(outer) || isPunctuation(outer))

/** Pairs runs that open emphasis with runs that close it; what finds no partner is text. */
export function closeEmphasis(delimiters: readonly Delimiter[]): void {
  const open: Record<string, Delimiter[]> = { '*': [], _: [], '~': [] }
  for (const delimiter of delimiters) {
    const openers = open[delimiter.character]!
    while (delimiter.canClose && delimiter.remaining > 0 && openers.length > 0) {
      const opener = openers.at(-1)!
      const paired = Math.min(opener.remaining, delimiter.remaining)
      opener.remaining -= paired
      delimiter.remaining -= paired
      if (opener.remaining === 0) openers.pop()
    }
    if (delimiter.canOpen && delimiter.remaining > 0) openers.push(delimiter)
  }
}
