import path from 'node:path'
import type { Config } from './config.js'
import type { Embedder } from './embeddings/embedder.js'
import { type EmbeddingModel, readEmbeddingModel, readModelJson } from './embeddings/embedding-model.js'
import type { DownloadProgress } from './embeddings/model-download.js'
import { locateModel, weightsFile } from './embeddings/model-files.js'
import { createTransformerEmbedder } from './embeddings/transformer-embedder.js'
import type { ModelSource } from './inference/messages.js'
import { createInferencePool, type PoolLog } from './inference/process-pool.js'
import { loadTokenizer } from './inference/tokenizer.js'
import type { Reader } from './reader/reader.js'
import { createTransformerReader } from './reader/transformer-reader.js'

const HUB = 'https://huggingface.co/'

/** What `ATTEST_READER_MODEL` says where no reader is wanted. */
const NO_READER = 'none'

/** Questions that may wait for a process; a further one is told to come back rather than left to wait for long. */
const MAX_QUEUED_QUESTIONS = 256

export interface OpenModelsOptions {
  readonly onDownload?: ((progress: DownloadProgress) => void) | undefined
  readonly log?: PoolLog | undefined
}

/** The models that the settings name, on one pool of inference processes. */
export interface Models {
  readonly embedder: Embedder
  readonly reader: Reader | null
  /** Ends the inference processes. */
  close(): Promise<void>
}

/** @throws {AttestError} `MODEL_NOT_FOUND`, `MODEL_INVALID`, `MODEL_DOWNLOAD_FAILED`. */
export async function openModels(config: Config, { onDownload, log }: OpenModelsOptions = {}): Promise<Models> {
  const places = {
    modelsDir: config.MODELS_DIR,
    cacheDir: config.MODEL_CACHE_DIR,
    hubUrl: HUB,
    ...(onDownload === undefined ? {} : { onProgress: onDownload }),
  }
  const folder = await locateModel(config.EMBEDDING_MODEL, places)
  const model = await readEmbeddingModel(config.EMBEDDING_MODEL, folder, statedSettings(config))
  const readerName = config.READER_MODEL === NO_READER ? null : config.READER_MODEL
  const readerFolder = readerName === null ? null : await locateModel(readerName, places)
  // All that may fail comes before the processes, which nobody would end after a failure.
  const tokenizer = await loadTokenizer(folder)
  const readerTokenizer = readerFolder === null ? null : await loadTokenizer(readerFolder)
  const pool = createInferencePool({
    processes: config.INFERENCE_PROCESSES,
    models: await modelSources(model, readerName, readerFolder),
    maxQueued: MAX_QUEUED_QUESTIONS,
    ...(log === undefined ? {} : { log }),
  })
  const embedder = createTransformerEmbedder({ model, tokenizer, pool })
  const reader =
    readerName === null || readerTokenizer === null
      ? null
      : createTransformerReader({ modelName: readerName, tokenizer: readerTokenizer, pool })
  return { embedder, reader, close: () => pool.close() }
}

async function modelSources(model: EmbeddingModel, readerName: string | null, readerFolder: string | null) {
  const sources: Record<string, ModelSource> = { [model.name]: model.source }
  if (readerName !== null && readerFolder !== null) {
    const config = await readModelJson(path.join(readerFolder, 'config.json'))
    sources[readerName] = { file: await weightsFile(readerFolder), config }
  }
  return sources
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
