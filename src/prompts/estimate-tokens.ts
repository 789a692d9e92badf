const encoder = new TextEncoder()

const pieces = /(?<word>[A-Za-z][a-z]{0,15})(?![A-Za-z])|(?<space> )(?=[A-Za-z])|(?<other>[\s\S])/gu

/** Nobody's word: no vowel, or too many letters of one kind in a row. */
const unlikely = /^[^aeiouy]+$|[^aeiouy]{4}|[aeiouy]{4}|[jqvwxz]{2}|q(?!u)/i

/**
 * How many tokens `text` has at most, without the model's own tokenizer. On the safe side: about twice what English has, four
 * times for Cyrillic. A plain word counts one for two letters, and the space before it nothing, for it is part of the word's
 * token. All else counts its bytes, which no tokenizer in use exceeds, so that a text made for it can hardly push
 * the beginning of a prompt out of the model's context. docs/decisions/0012-language-models.md has the figures.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (const { groups } of text.matchAll(pieces)) {
    const { word, other } = groups as { word?: string; other?: string }
    if (word !== undefined) tokens += unlikely.test(word) ? word.length : Math.ceil(word.length / 2)
    else if (other !== undefined) tokens += encoder.encode(other).length
  }
  return tokens
}
