import { access, readdir } from 'node:fs/promises'
import path from 'node:path'
import { AttestError } from '../errors.js'
import { type DownloadProgress, downloadModel } from './model-download.js'

export interface ModelPlaces {
  /** Where the user and the product keep models; only read. */
  readonly modelsDir: string
  /** Where downloaded models are kept. */
  readonly cacheDir: string
  /** Where models are downloaded from, e.g. `https://huggingface.co/`. */
  readonly hubUrl: string
  readonly onProgress?: (progress: DownloadProgress) => void
}

const modelName = /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)?$/
const neededFiles = ['config.json', 'tokenizer.json', 'tokenizer_config.json']
const weightsFiles = ['onnx/model_quantized.onnx', 'onnx/model.onnx']

/**
 * Finds a model's folder: in `modelsDir`, in `cacheDir`, or, if the name is one of the hub (`owner/name`), on the hub.
 *
 * @throws {AttestError} `MODEL_NOT_FOUND` if the name is not one or no place has it; `MODEL_INVALID` if files are
 *   missing in its folder; `MODEL_DOWNLOAD_FAILED`.
 */
export async function locateModel(name: string, places: ModelPlaces): Promise<string> {
  if (!modelName.test(name) || name.includes('..')) {
    throw new AttestError(
      'MODEL_NOT_FOUND',
      `Expected a model's name such as all-MiniLM-L6-v2 or owner/name, received ${name}.`,
    )
  }
  for (const dir of [places.modelsDir, places.cacheDir]) {
    const folder = path.join(dir, name)
    if (await exists(folder)) {
      await requireFiles(folder)
      return folder
    }
  }
  if (name.includes('/')) return downloadModel(name, places)
  const known = (await readdir(places.modelsDir, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
  throw new AttestError(
    'MODEL_NOT_FOUND',
    `There is no model ${name} in ${places.modelsDir} (it has: ${known.join(', ') || 'none'}). Put its folder there, or name it as the hub does: owner/name.`,
  )
}

/** The quantized weights where a model has both. */
export async function weightsFile(folder: string): Promise<string> {
  for (const file of weightsFiles) {
    if (await exists(path.join(folder, file))) return path.join(folder, file)
  }
  throw new AttestError('MODEL_INVALID', `Expected ${weightsFiles.join(' or ')} in ${folder}, found neither.`)
}

async function requireFiles(folder: string): Promise<void> {
  for (const file of neededFiles) {
    if (!(await exists(path.join(folder, file)))) {
      throw new AttestError('MODEL_INVALID', `Expected ${file} in ${folder}, but it is missing. Fetch the model again.`)
    }
  }
  await weightsFile(folder)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
