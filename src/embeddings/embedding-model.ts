import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AttestError, asError } from '../errors.js'
import type { ModelSource } from '../inference/messages.js'
import { weightsFile } from './model-files.js'
import { inputFormatVersion, maxHeadingTokens } from './model-input.js'

export type Pooling = 'mean' | 'cls'

/** What a user may say about a model whose files do not. */
export interface EmbeddingSettings {
  readonly pooling?: Pooling
  /** Written before every question, e.g. `query: `. */
  readonly queryPrefix?: string
  /** Written before every passage, e.g. `passage: `. */
  readonly passagePrefix?: string
  /** Can only lower what the model reads. */
  readonly maxTokens?: number
}

/** Everything that is known of an embedding model before it runs. */
export interface EmbeddingModel {
  readonly name: string
  readonly folder: string
  /** For the inference pool. */
  readonly source: ModelSource
  readonly dimensions: number
  /** Special tokens included. */
  readonly maxTokens: number
  readonly pooling: Pooling
  readonly queryPrefix: string
  readonly passagePrefix: string
  /** `<name>@<16 hex digits>`: changes with whatever the vectors depend on. */
  readonly fingerprint: string
}

// Of the models that fit here none was trained on longer passages; files that state more state "no limit".
const maxSaneTokens = 512

/**
 * Reads what the model's own files say; settings say the rest.
 *
 * @throws {AttestError} `MODEL_INVALID` if a file is missing, broken, or asks for something that cannot be done here;
 *   `CONFIG_INVALID_SETTING` if a setting contradicts the model's own files.
 */
export async function readEmbeddingModel(
  name: string,
  folder: string,
  settings: EmbeddingSettings = {},
): Promise<EmbeddingModel> {
  const config = await readModelJson(path.join(folder, 'config.json'))
  const file = await weightsFile(folder)
  const prefixes = await statedPrefixes(folder)
  const described = {
    dimensions: positive(config.hidden_size ?? config.dim ?? config.d_model, `${folder}/config.json: hidden_size`),
    maxTokens: await tokenLimit(folder, config, settings.maxTokens),
    pooling: agreed('pooling', await statedPooling(folder), settings.pooling) ?? 'mean',
    queryPrefix: agreed('queryPrefix', prefixes.query, settings.queryPrefix) ?? '',
    passagePrefix: agreed('passagePrefix', prefixes.passage, settings.passagePrefix) ?? '',
  }
  const files = [file, ...['tokenizer.json', 'tokenizer_config.json'].map((name) => path.join(folder, name))]
  const hashes = await Promise.all(files.map(sha256OfFile))
  const dependsOn = JSON.stringify([hashes, described, inputFormatVersion, maxHeadingTokens, runtimeVersions()])
  const fingerprint = `${name}@${createHash('sha256').update(dependsOn).digest('hex').slice(0, 16)}`
  return { name, folder, source: { file, config }, ...described, fingerprint }
}

/** Another release of the tokenizer or of the runtime may give other tokens or other rounding. */
function runtimeVersions(): string[] {
  const require = createRequire(import.meta.url)
  return ['@xenova/transformers', 'onnxruntime-node'].map((name) => require(`${name}/package.json`).version)
}

type Json = Readonly<Record<string, unknown>>

/** @throws {AttestError} `MODEL_INVALID` unless the file holds a JSON object. */
export async function readModelJson(file: string): Promise<Json> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
    throw new TypeError('it is not a JSON object')
  } catch (cause) {
    const problem = `Expected a JSON object in ${file}: ${asError(cause).message}`
    throw new AttestError('MODEL_INVALID', `${problem}. Fetch the model's files again.`, { cause })
  }
}

/** A file that a model may leave out; one that is there must be right. */
async function readOptionalJson(file: string): Promise<Json | null> {
  try {
    return await readModelJson(file)
  } catch (error) {
    const { cause } = asError(error)
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw error
  }
}

/** @see sentence-transformers' Pooling module, whose file this is. */
async function statedPooling(folder: string): Promise<Pooling | null> {
  const file = path.join(folder, '1_Pooling', 'config.json')
  const stated = await readOptionalJson(file)
  if (stated === null) return null
  const modes = Object.keys(stated).filter((key) => key.startsWith('pooling_mode_') && stated[key] === true)
  if (modes.length === 1 && modes[0] === 'pooling_mode_mean_tokens') return 'mean'
  if (modes.length === 1 && modes[0] === 'pooling_mode_cls_token') return 'cls'
  const received = modes.join(' and ') || 'no pooling mode'
  throw new AttestError(
    'MODEL_INVALID',
    `Expected mean or cls pooling in ${file}, received ${received}. Use another model.`,
  )
}

async function statedPrefixes(folder: string): Promise<{ query: string | null; passage: string | null }> {
  const stated = await readOptionalJson(path.join(folder, 'config_sentence_transformers.json'))
  const prompts = (typeof stated?.prompts === 'object' ? stated.prompts : null) as Json | null
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  return { query: text(prompts?.query), passage: text(prompts?.passage) ?? text(prompts?.document) }
}

async function tokenLimit(folder: string, config: Json, setting: number | undefined): Promise<number> {
  const tokenizer = await readModelJson(path.join(folder, 'tokenizer_config.json'))
  const sentenceBert = await readOptionalJson(path.join(folder, 'sentence_bert_config.json'))
  const limits = [tokenizer.model_max_length, sentenceBert?.max_seq_length, config.max_position_embeddings, setting]
  return Math.min(maxSaneTokens, ...limits.filter((limit) => typeof limit === 'number' && limit > 0).map(Number))
}

function agreed<Value extends string>(setting: string, stated: Value | null, wanted?: Value): Value | undefined {
  if (stated !== null && wanted !== undefined && stated !== wanted) {
    throw new AttestError(
      'CONFIG_INVALID_SETTING',
      `The model's own files say that its ${setting} is "${stated}", the settings say "${wanted}". Remove the setting.`,
    )
  }
  return stated ?? wanted
}

function positive(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw new AttestError('MODEL_INVALID', `Expected a positive whole number at ${where}, received ${String(value)}.`)
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
