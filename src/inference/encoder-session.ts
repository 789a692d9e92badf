import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { PreTrainedModel, Tensor } from '@xenova/transformers'
import onnxruntime, { type InferenceSession } from 'onnxruntime-node'
import { AttestError, asError } from '../errors.js'
import type { InferenceRequest, OutputTensor } from './inference-pool.js'
import type { ModelSource } from './messages.js'

/** One loaded model on one thread; a run blocks the thread that it runs on. */
export interface EncoderSession {
  run(request: InferenceRequest): Promise<Record<string, OutputTensor>>
}

/** @throws {AttestError} `MODEL_NOT_FOUND` if the file cannot be read, `MODEL_INVALID` if it is not a model. */
export async function loadEncoderSession({ file, config }: ModelSource): Promise<EncoderSession> {
  await access(file, constants.R_OK).catch((cause: unknown) => {
    const problem = `Expected a model at ${file}, but it cannot be read: ${asError(cause).message}`
    throw new AttestError('MODEL_NOT_FOUND', `${problem}. Put the model there, or name another.`, { cause })
  })
  // The base class runs any encoder; the pipelines of @xenova/transformers cannot be given a session with one thread.
  const session = await openSession(file)
  const model = new PreTrainedModel(config, session)
  // Not every model tells its two inputs apart (RoBERTa and DistilBERT do not).
  const takesTypes = session.inputNames.includes('token_type_ids')
  return {
    async run({ inputIds, tokenTypeIds }) {
      const inputs = {
        input_ids: int64Row(inputIds),
        attention_mask: int64Row(new Int32Array(inputIds.length).fill(1)),
        ...(tokenTypeIds === undefined || !takesTypes ? {} : { token_type_ids: int64Row(tokenTypeIds) }),
      }
      // `forward` is typed `any`.
      const outputs: Record<string, unknown> = await model.forward(inputs)
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, firstOfBatch(name, tensor)]))
    },
  }
}

async function openSession(file: string): Promise<InferenceSession> {
  try {
    return await onnxruntime.InferenceSession.create(file, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
    })
  } catch (cause) {
    const problem = `${file} is not a model that this ONNX Runtime can load: ${asError(cause).message}`
    throw new AttestError('MODEL_INVALID', `${problem}. Compare it with models/SHA256SUMS, or fetch it again.`, {
      cause,
    })
  }
}

function int64Row(values: Int32Array): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
}

function firstOfBatch(name: string, tensor: unknown): OutputTensor {
  if (!(tensor instanceof Tensor) || !(tensor.data instanceof Float32Array)) {
    throw new AttestError('MODEL_INVALID', `Expected the model's output ${name} to be float32.`)
  }
  return { data: tensor.data, dims: tensor.dims.slice(1) }
}
