import path from 'node:path'
import type { Writer } from './ask-parts.js'
import { type Config, packageRoot } from './config.js'
import type { Embedder } from './embeddings/embedder.js'
import { readEmbeddingModel, readModelJson } from './embeddings/embedding-model.js'
import type { DownloadProgress } from './embeddings/model-download.js'
import { locateModel, type ModelPlaces, weightsFile } from './embeddings/model-files.js'
import { createTransformerEmbedder } from './embeddings/transformer-embedder.js'
import { AttestError } from './errors.js'
import { bulkBeside } from './inference/bulk-beside.js'
import type { InferenceStats } from './inference/inference-pool.js'
import type { ModelSource } from './inference/messages.js'
import { createInferencePool, type PoolLog } from './inference/process-pool.js'
import { loadTokenizer, type Tokenizer } from './inference/tokenizer.js'
import { openLanguageModel } from './open-language-model.js'
import { loadPrompts } from './prompts/prompts.js'
import type { Reader } from './reader/reader.js'
import type { Reranker } from './reader/reranker.js'
import { createTransformerReader } from './reader/transformer-reader.js'
import { createTransformerReranker } from './reader/transformer-reranker.js'
import type { ModelNames } from './service-status.js'

const HUB = 'https://huggingface.co/'

/** What a setting says where no such model is wanted. */
const NONE = 'none'

/** Questions that may wait for a process; a further one is told to come back rather than left to wait for long. */
const MAX_QUEUED_QUESTIONS = 256

/** Of processes that embed passages while somebody asks: a tenth of what a question's gets of a processor that both want. */
export const NICENESS_BESIDE_QUESTIONS = 10

export interface OpenModelsOptions {
  readonly onDownload?: ((progress: DownloadProgress) => void) | undefined
  readonly log?: PoolLog | undefined
  /** Whether somebody may ask while passages are embedded: then processes of a low priority do that. By default nobody. */
  readonly isAsked?: () => boolean
}

/** The models that the settings name, on the inference processes. */
export interface Models {
  readonly embedder: Embedder
  readonly reader: Reader | null
  readonly reranker: Reranker | null
  /** The language model that may write answers. */
  readonly writer: Writer | null
  inferenceStats(): InferenceStats
  /** Ends the inference processes. */
  close(): Promise<void>
}

/** @throws {AttestError} `MODEL_NOT_FOUND`, `MODEL_INVALID`, `MODEL_DOWNLOAD_FAILED`. */
export async function openModels(
  config: Config,
  { onDownload, log, isAsked = () => false }: OpenModelsOptions = {},
): Promise<Models> {
  const places = {
    modelsDir: config.MODELS_DIR,
    cacheDir: config.MODEL_CACHE_DIR,
    hubUrl: HUB,
    ...(onDownload === undefined ? {} : { onProgress: onDownload }),
  }
  const folder = await locateModel(config.EMBEDDING_MODEL, places)
  const model = await readEmbeddingModel(config.EMBEDDING_MODEL, folder, statedSettings(config))
  const readerModel = await locate(config.READER_MODEL, 'ForQuestionAnswering', places)
  const rerankerModel = await locate(config.RERANKER_MODEL, 'ForSequenceClassification', places)
  const writer = await openWriter(config)
  // All that may fail comes before the processes, which nobody would end after a failure.
  const tokenizer = await loadTokenizer(folder)
  const ofPools = { processes: config.INFERENCE_PROCESSES, maxQueued: MAX_QUEUED_QUESTIONS, ...(log && { log }) }
  const models = [model, readerModel, rerankerModel].flatMap((one) => (one ? [[one.name, one.source]] : []))
  const pool = bulkBeside({
    pool: createInferencePool({ ...ofPools, models: Object.fromEntries(models) }),
    startBulkPool: () =>
      createInferencePool({
        ...ofPools,
        models: { [model.name]: model.source },
        niceness: NICENESS_BESIDE_QUESTIONS,
      }),
    isWanted: isAsked,
  })
  return {
    embedder: createTransformerEmbedder({ model, tokenizer, pool }),
    reader: readerModel && createTransformerReader({ modelName: readerModel.name, ...readerModel, pool }),
    reranker: rerankerModel && createTransformerReranker({ modelName: rerankerModel.name, ...rerankerModel, pool }),
    writer,
    inferenceStats: () => pool.stats(),
    close: () => pool.close(),
  }
}

/** What the settings name; null for a model that is not wanted. */
export const modelNames = (config: Config): ModelNames => ({
  embedding: config.EMBEDDING_MODEL,
  reader: config.READER_MODEL === NONE ? null : config.READER_MODEL,
  reranker: config.RERANKER_MODEL === NONE ? null : config.RERANKER_MODEL,
  languageModel: config.LANGUAGE_MODEL ?? null,
})

async function openWriter(config: Config): Promise<Writer | null> {
  const model = await openLanguageModel(config)
  if (model === null) return null
  return {
    model,
    prompts: await loadPrompts(path.join(packageRoot, 'prompts')),
    maxTokens: config.LANGUAGE_MODEL_MAX_TOKENS,
    passages: config.LANGUAGE_MODEL_PASSAGES,
    unsupported: config.UNSUPPORTED_SENTENCES,
  }
}

interface CrossEncoder {
  readonly name: string
  readonly tokenizer: Tokenizer
  readonly source: ModelSource
}

/** A model that reads a question beside a passage, of the kind that its config.json must state; null where none is wanted. */
async function locate(name: string, kind: string, places: ModelPlaces): Promise<CrossEncoder | null> {
  if (name === NONE) return null
  const folder = await locateModel(name, places)
  const config = await readModelJson(path.join(folder, 'config.json'))
  const architectures = Array.isArray(config.architectures) ? config.architectures.map(String) : []
  if (!architectures.some((architecture) => architecture.endsWith(kind))) {
    throw new AttestError(
      'MODEL_INVALID',
      `Expected ${name} to be a model "…${kind}", but its config.json says ${architectures.join(', ') || 'nothing'}. Name another in ATTEST_${kind === 'ForQuestionAnswering' ? 'READER' : 'RERANKER'}_MODEL, or "none".`,
    )
  }
  return { name, tokenizer: await loadTokenizer(folder), source: { file: await weightsFile(folder), config } }
}

const statedSettings = ({
  EMBEDDING_POOLING: pooling,
  EMBEDDING_QUERY_PREFIX: queryPrefix,
  EMBEDDING_PASSAGE_PREFIX: passagePrefix,
  EMBEDDING_MAX_TOKENS: maxTokens,
}: Config) => ({
  ...(pooling === undefined ? {} : { pooling }),
  ...(queryPrefix === undefined ? {} : { queryPrefix }),
  ...(passagePrefix === undefined ? {} : { passagePrefix }),
  ...(maxTokens === undefined ? {} : { maxTokens }),
})
