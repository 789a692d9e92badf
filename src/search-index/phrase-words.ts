import { foldText } from './fold-text.js'

/** A word of a text, as phrases are compared by. */
export interface PhraseWord {
  /** Without regard to case, accents and compatibility forms; apostrophes and soft hyphens left out. */
  readonly word: string
  /** In the text, UTF-16 code units. */
  readonly start: number
  readonly end: number
}

/** Letters and digits, with apostrophes inside; a hyphen parts words. Every kind of apostrophe is the same. */
const WORD =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]*(?:['’ʼ＇‘][\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]*)*/gu
const LEFT_OUT = /['’ʼ＇‘\u200b-\u200d\u2060]/gu

/** All words of a text in order, function words too. */
export const phraseWords = (text: string): PhraseWord[] => [...eachPhraseWord(text)]

/** The same, one by one. */
export function* eachPhraseWord(text: string): Generator<PhraseWord> {
  for (const { 0: written, index } of text.matchAll(WORD)) {
    // Most words by far are plain ASCII, and folding is slow.
    const word = /^[A-Za-z0-9]+$/.test(written) ? written.toLowerCase() : foldText(written.replace(LEFT_OUT, ''))
    if (word !== '') yield { word, start: index, end: index + written.length }
  }
}
