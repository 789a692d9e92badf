import type { TokenRange } from '../inference/inference-pool.js'
import type { Tokenizer } from '../inference/tokenizer.js'
import type { PassageInput } from './embedder.js'

/** Changes whenever the same passage would be written differently for the model; a part of every fingerprint. */
export const inputFormatVersion = 1

/** A longer heading is cut: it is context, and the tokens belong to the passage. */
export const maxHeadingTokens = 32

export interface InputFormat {
  readonly tokenizer: Tokenizer
  readonly maxTokens: number
  readonly passagePrefix: string
  readonly queryPrefix: string
}

/** What the model reads for one passage. */
export interface PassageTokens {
  readonly inputIds: Int32Array
  /** Where each sentence's tokens lie; empty where nothing of it was left. */
  readonly sentenceRanges: readonly TokenRange[]
}

/**
 * `[CLS] prefix heading. sentences [SEP]`, at most `maxTokens` long. The first sentence that does not fit is cut at
 * white space, and nothing comes after it.
 */
export function passageTokens(format: InputFormat, { heading, sentences }: PassageInput): PassageTokens {
  const { prefix, suffix } = format.tokenizer
  const ids = [...prefix, ...contextTokens(format, heading)]
  let room = format.maxTokens - suffix.length - ids.length
  const sentenceRanges = sentences.map((sentence) => {
    const start = ids.length
    const fitting = fittingTokens(format.tokenizer, insideText(sentence), room)
    ids.push(...fitting.ids)
    room = fitting.isWhole ? room - fitting.ids.length : 0
    return { start, end: ids.length }
  })
  return { inputIds: Int32Array.from([...ids, ...suffix]), sentenceRanges }
}

/** Of a sentence as `passageTokens` has it, so that the tokenizer remembers it from when its article was split. */
export const sentenceTokens = (tokenizer: Tokenizer, sentence: string): readonly number[] =>
  tokenizer.encode(insideText(sentence))

/** The leading space is what stands before a sentence inside a text; tokenizers that look at it see the same. */
const insideText = (sentence: string): string => ` ${sentence}`

export function queryTokens({ tokenizer, maxTokens, queryPrefix }: InputFormat, query: string): Int32Array {
  const room = maxTokens - tokenizer.prefix.length - tokenizer.suffix.length
  const { ids } = fittingTokens(tokenizer, queryPrefix + query, room)
  return Int32Array.from([...tokenizer.prefix, ...ids, ...tokenizer.suffix])
}

/** Tokens that are left for a passage's sentences under this heading. */
export function passageBudget(format: InputFormat, heading: string): number {
  const { prefix, suffix } = format.tokenizer
  return format.maxTokens - prefix.length - contextTokens(format, heading).length - suffix.length
}

function contextTokens({ tokenizer, passagePrefix }: InputFormat, heading: string): readonly number[] {
  const prefix = tokenizer.encode(passagePrefix)
  const title = heading.trim()
  if (title === '') return prefix
  const separator = /[.!?:;…。!?]$/u.test(title) ? [] : tokenizer.encode('.')
  const room = maxHeadingTokens - separator.length
  return [...prefix, ...fittingTokens(tokenizer, title, room).ids, ...separator]
}

// No token of a usual text is longer; text beyond that many characters a token cannot fit and is not tokenized.
const maxCharactersPerToken = 40

/** All tokens of the text if there is room, else those of as many whole words as fit; a first word too long is cut. */
function fittingTokens(tokenizer: Tokenizer, text: string, room: number): { ids: readonly number[]; isWhole: boolean } {
  const maxCharacters = room * maxCharactersPerToken
  const all = text.length > maxCharacters ? null : tokenizer.encode(text)
  if (all !== null && all.length <= room) return { ids: all, isWhole: true }
  const ids: number[] = []
  for (const [word] of text.matchAll(/\s*\S+/gu)) {
    const next = tokenizer.encode(word.slice(0, maxCharacters))
    if (ids.length + next.length > room) return { ids: ids.length > 0 ? ids : next.slice(0, room), isWhole: false }
    ids.push(...next)
  }
  return { ids, isWhole: true }
}
