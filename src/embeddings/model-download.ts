import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@xenova/transformers'
import { AttestError, asError } from '../errors.js'

export interface DownloadProgress {
  readonly model: string
  readonly file: string
  /** 0 to 100, of this file. */
  readonly percent: number
}

export interface DownloadOptions {
  readonly modelsDir: string
  readonly cacheDir: string
  readonly hubUrl: string
  readonly onProgress?: (progress: DownloadProgress) => void
}

const requiredFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx']
const optionalFiles = ['1_Pooling/config.json', 'sentence_bert_config.json', 'config_sentence_transformers.json']

type GetModelFile = (
  model: string,
  file: string,
  isFatal: boolean,
  options: { readonly cache_dir: string; readonly progress_callback: (event: unknown) => void },
) => Promise<unknown>

/**
 * Downloads a model with @xenova/transformers' own downloader into a folder aside, which takes its name in the cache
 * when it is complete: a download that was killed leaves nothing that could be taken for a model.
 *
 * @returns the model's folder in `cacheDir`.
 * @throws {AttestError} `MODEL_DOWNLOAD_FAILED`.
 */
export async function downloadModel(name: string, options: DownloadOptions): Promise<string> {
  try {
    await mkdir(path.join(options.cacheDir, path.dirname(name)), { recursive: true })
    const aside = await mkdtemp(path.join(options.cacheDir, '.download-'))
    try {
      await fetchFiles(name, aside, options)
      await moveUnlessThere(path.join(aside, name), path.join(options.cacheDir, name))
    } finally {
      await rm(aside, { recursive: true, force: true })
    }
  } catch (cause) {
    throw downloadFailed(name, options, asError(cause))
  }
  return path.join(options.cacheDir, name)
}

async function fetchFiles(name: string, cacheDir: string, { hubUrl, onProgress }: DownloadOptions): Promise<void> {
  const getModelFile = await hubDownloader()
  env.remoteHost = hubUrl
  for (const file of [...requiredFiles, ...optionalFiles]) {
    const progress_callback = (event: unknown) => {
      if (isProgress(event)) onProgress?.({ model: name, file, percent: event.progress })
    }
    try {
      await getModelFile(name, file, true, { cache_dir: cacheDir, progress_callback })
    } catch (error) {
      // Only "there is none" may pass: a pooling file lost to a server's bad moment would mean other vectors for good.
      if (optionalFiles.includes(file) && asError(error).message.startsWith(notFoundMessage)) continue
      throw error
    }
    await requireIntact(path.join(cacheDir, name, file))
  }
}

// How @xenova/transformers words the status 404.
const notFoundMessage = 'Could not locate file'

/** The downloader only warns when it cannot write, and takes a log-in page with status 200 for the file. */
async function requireIntact(file: string): Promise<void> {
  if (file.endsWith('.json')) JSON.parse(await readFile(file, 'utf8'))
  else await stat(file)
}

/** Another process may have downloaded the same model in the meantime. */
async function moveUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')))
      throw error
  }
}

/** The function beneath every `from_pretrained`; those would also load the model, on this thread. */
async function hubDownloader(): Promise<GetModelFile> {
  // Not a literal, because the package has no types at this path.
  const specifier: string = '@xenova/transformers/src/utils/hub.js'
  const hub: { readonly getModelFile: GetModelFile } = await import(specifier)
  return hub.getModelFile
}

function isProgress(event: unknown): event is { progress: number } {
  return typeof event === 'object' && event !== null && 'progress' in event && typeof event.progress === 'number'
}

function downloadFailed(name: string, { hubUrl, modelsDir }: DownloadOptions, cause: Error): AttestError {
  const reason = cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message
  return new AttestError(
    'MODEL_DOWNLOAD_FAILED',
    `The model ${name} could not be downloaded from ${hubUrl}: ${reason}. ` +
      `Without a network put ${requiredFiles.join(', ')} and, if the model has it, 1_Pooling/config.json into ${path.join(modelsDir, name)}.`,
    { cause },
  )
}
