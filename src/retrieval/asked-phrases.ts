/** Words between quotation marks, as one writes them who wants exactly these. */
const QUOTED = /["“„«]([^"“”„«»]{3,300})["”“»]/g

/** The phrases that a question puts in quotation marks, each of two words or more; a single word is found by itself. */
export function askedPhrases(question: string): string[] {
  const quoted = [...question.matchAll(QUOTED)].map(([, phrase]) => comparable(phrase!))
  return quoted.filter((phrase) => phrase.includes(' '))
}

/** Share of the phrases that stand in a text word for word, without regard to case, punctuation and line breaks; 0 to 1. */
export function phraseShare(phrases: readonly string[], text: string): number {
  const words = ` ${comparable(text)} `
  return phrases.filter((phrase) => words.includes(` ${phrase} `)).length / phrases.length
}

const comparable = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  ).join(' ')
