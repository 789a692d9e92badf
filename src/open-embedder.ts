import type { Config } from './config.js'
import type { Embedder } from './embeddings/embedder.js'
import { readEmbeddingModel } from './embeddings/embedding-model.js'
import type { DownloadProgress } from './embeddings/model-download.js'
import { locateModel } from './embeddings/model-files.js'
import { createTransformerEmbedder } from './embeddings/transformer-embedder.js'
import { createInferencePool } from './inference/process-pool.js'
import { loadTokenizer } from './inference/tokenizer.js'

const HUB = 'https://huggingface.co/'

/** Questions that may wait for a process; a further one is told to come back rather than left to wait for long. */
const MAX_QUEUED_QUESTIONS = 256

export interface OpenEmbedderOptions {
  readonly onDownload?: (progress: DownloadProgress) => void
  readonly log?: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/**
 * The embedder that the settings name, with its inference processes; closing it ends them.
 * @throws {AttestError} `MODEL_NOT_FOUND`, `MODEL_INVALID`, `MODEL_DOWNLOAD_FAILED`.
 */
export async function openEmbedder(config: Config, options: OpenEmbedderOptions = {}): Promise<Embedder> {
  const { onDownload, log } = options
  const folder = await locateModel(config.EMBEDDING_MODEL, {
    modelsDir: config.MODELS_DIR,
    cacheDir: config.MODEL_CACHE_DIR,
    hubUrl: HUB,
    ...(onDownload === undefined ? {} : { onProgress: onDownload }),
  })
  const model = await readEmbeddingModel(config.EMBEDDING_MODEL, folder, statedSettings(config))
  const tokenizer = await loadTokenizer(folder)
  const pool = createInferencePool({
    processes: config.INFERENCE_PROCESSES,
    models: { [model.name]: model.source },
    maxQueued: MAX_QUEUED_QUESTIONS,
    ...(log === undefined ? {} : { log }),
  })
  const embedder = createTransformerEmbedder({ model, tokenizer, pool })
  return {
    ...embedder,
    async close() {
      await embedder.close()
      await pool.close()
    },
  }
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
