import type { Span } from '../articles/article.js'
import type { Tokenizer } from '../inference/tokenizer.js'
import type { ReaderPassage } from './reader.js'

/** As the shipped reader was trained (models/attest-reader/README.md); models of the hub take more, and passages are shorter. */
const MAX_QUESTION_TOKENS = 48
const MAX_TITLE_TOKENS = 16
const MAX_TOKENS = 224

/** Where a token of the passage stands. */
export interface TokenPlace {
  readonly sentence: number
  /** The word that it belongs to, within the sentence. */
  readonly word: Span
}

export interface ReaderInput {
  readonly inputIds: Int32Array
  readonly tokenTypeIds: Int32Array
  /** Position of the passage's first token; those of its title lie before it. */
  readonly passageStart: number
  /** One a token of the passage, from `passageStart` on. */
  readonly places: readonly TokenPlace[]
}

/**
 * `[CLS] question [SEP] title . passage [SEP]`, with the model's own special tokens. The tokenizer gives no offsets, so the
 * passage goes through it word by word, each with the space before it (byte-level tokens begin with it), which gives the
 * same tokens and tells which word each belongs to.
 */
export function readerInput(tokenizer: Tokenizer, question: string, { title, sentences }: ReaderPassage): ReaderInput {
  const { prefix, between, suffix } = tokenizer
  const first = [...prefix, ...tokenizer.encode(question).slice(0, MAX_QUESTION_TOKENS), ...between]
  const titleTokens = tokenizer.encode(title).slice(0, MAX_TITLE_TOKENS)
  const heading = titleTokens.length === 0 ? [] : [...titleTokens, ...tokenizer.encode('.')]
  const room = MAX_TOKENS - first.length - heading.length - suffix.length
  const tokens: number[] = []
  const places: TokenPlace[] = []
  for (const [sentence, text] of sentences.entries()) {
    for (const match of text.matchAll(/\S+/g)) {
      const word = { start: match.index, end: match.index + match[0].length }
      const before = heading.length + tokens.length === 0 ? '' : ' '
      for (const token of tokenizer.encode(before + match[0])) {
        if (tokens.length >= room) break
        tokens.push(token)
        places.push({ sentence, word })
      }
    }
  }
  const inputIds = Int32Array.from([...first, ...heading, ...tokens, ...suffix])
  return {
    inputIds,
    tokenTypeIds: Int32Array.from(inputIds, (_, position) => (position < first.length ? 0 : 1)),
    passageStart: first.length + heading.length,
    places,
  }
}
