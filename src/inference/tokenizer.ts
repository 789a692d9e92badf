import path from 'node:path'
import { AutoTokenizer } from '@xenova/transformers'
import { AttestError, asError } from '../errors.js'

/** A model's own way of cutting text into tokens. */
export interface Tokenizer {
  /**
   * Tokens of `text` alone. A special token that is written out in the text, such as `[SEP]`, is read as plain
   * characters: text must not be able to say where an input ends.
   */
  encode(text: string): readonly number[]
  /** The special tokens that the model wants before its input, e.g. [CLS]. */
  readonly prefix: readonly number[]
  /** The special tokens that the model wants after its input, e.g. [SEP]. */
  readonly suffix: readonly number[]
  /** Those between two inputs: [SEP], or </s></s>. */
  readonly between: readonly number[]
}

/**
 * Reads tokenizer.json and tokenizer_config.json of a model's folder; nothing is fetched.
 *
 * @throws {AttestError} `MODEL_INVALID` if they are missing or not understood.
 */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  const { dir, base } = path.parse(path.resolve(folder))
  // As "a model in a cache" the files are found without a change to the library's global settings.
  const loaded = await AutoTokenizer.from_pretrained(base, { cache_dir: dir, local_files_only: true }).catch(
    (cause: unknown) => {
      const problem = `The tokenizer in ${folder} cannot be read: ${asError(cause).message}`
      throw new AttestError('MODEL_INVALID', `${problem}. Expected tokenizer.json and tokenizer_config.json.`, {
        cause,
      })
    },
  )
  const bare = (text: string): number[] => loaded.encode(text, null, { add_special_tokens: false })
  const broken = specialTokenBreaker(loaded.special_tokens)
  const encode = remembering((text) => bare(broken(text)))
  const around = specialTokensAround(loaded.encode('a'), bare('a'))
  return { encode, ...around, between: specialTokensBetween(loaded.encode('a', 'a'), bare('a'), around) }
}

/** Texts whose tokens are kept: a sentence is counted when its article is split and encoded when its passage is embedded. */
const REMEMBERED_TEXTS = 4096

function remembering(encode: (text: string) => readonly number[]): (text: string) => readonly number[] {
  const known = new Map<string, readonly number[]>()
  return (text) => {
    const tokens = known.get(text) ?? encode(text)
    known.set(text, tokens)
    if (known.size > REMEMBERED_TEXTS) known.delete(known.keys().next().value!)
    return tokens
  }
}

/** A space after the first character makes the tokenizer read the rest as ordinary characters. */
function specialTokenBreaker(specialTokens: readonly string[]): (text: string) => string {
  const written = specialTokens.filter((token) => token.length > 1).map(escaped)
  if (written.length === 0) return (text) => text
  const pattern = new RegExp(written.join('|'), 'g')
  return (text) => text.replace(pattern, (token) => `${token[0]} ${token.slice(1)}`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function specialTokensAround(whole: readonly number[], inner: readonly number[]): Pick<Tokenizer, 'prefix' | 'suffix'> {
  const start = whole.findIndex((_, i) => inner.every((id, j) => whole[i + j] === id))
  return { prefix: whole.slice(0, start), suffix: whole.slice(start + inner.length) }
}

function specialTokensBetween(
  pair: readonly number[],
  inner: readonly number[],
  { prefix, suffix }: Pick<Tokenizer, 'prefix' | 'suffix'>,
): readonly number[] {
  return pair.slice(prefix.length + inner.length, pair.length - suffix.length - inner.length)
}
