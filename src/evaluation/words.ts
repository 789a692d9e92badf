/** Runs of characters between white space: what a reader would call words. */
export const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0

/** The part of `text` that holds its first `words` words: an end offset in UTF-16 code units. */
export function endOfWords(text: string, words: number): number {
  if (words <= 0) return 0
  let left = words
  for (const match of text.matchAll(/\S+/g)) {
    left--
    if (left === 0) return match.index + match[0].length
  }
  return text.length
}

/**
 * Letters and digits in lower case, without accents and without a, an and the, single spaces between: two wordings
 * that differ only in case, punctuation and articles become the same (Rajpurkar et al. 2016, the SQuAD script).
 */
export function normalisedWords(text: string): string {
  const words =
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !['a', 'an', 'the'].includes(word)).join(' ')
}

/** Whether one of the answers stands in the text, whole words, both normalised; an answer without words never does. */
export function holdsAnswer(text: string, answers: readonly string[], normalised = normalisedWords): boolean {
  const words = ` ${normalised(text)} `
  return answers.map(normalised).some((answer) => answer !== '' && words.includes(` ${answer} `))
}
