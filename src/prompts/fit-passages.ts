/** A passage as it is put before a model. */
export interface PromptPassage {
  /** Title, headings and date that it stands under. */
  readonly heading: string
  readonly text: string
  /** Where its sentences end: offsets in `text`, ascending, UTF-16. */
  readonly sentenceEnds: readonly number[]
}

/**
 * The passages, best first, that a prompt has room for: whole ones, the last dropped first. Only where the first alone is
 * too long is it cut, at the end of a sentence.
 *
 * @param tokensWith of the prompt with these passages.
 * @returns empty where not even one sentence fits.
 */
export function fitPassages<Passage extends PromptPassage>(
  passages: readonly Passage[],
  maxTokens: number,
  tokensWith: (passages: readonly Passage[]) => number,
): readonly Passage[] {
  for (let count = passages.length; count > 0; count--) {
    const kept = passages.slice(0, count)
    if (tokensWith(kept) <= maxTokens) return kept
  }
  const [first] = passages
  for (const end of first?.sentenceEnds.toReversed() ?? []) {
    const cut = {
      ...first!,
      text: first!.text.slice(0, end),
      sentenceEnds: first!.sentenceEnds.filter((at) => at <= end),
    }
    if (tokensWith([cut]) <= maxTokens) return [cut]
  }
  return []
}
