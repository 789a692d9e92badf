import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInferencePool } from '../../src/inference/process-pool.js'
import { loadTokenizer } from '../../src/inference/tokenizer.js'

/** tests/fixtures/models/README.md says what each model does. */
export const fixtureModels = path.resolve(import.meta.dirname, '../fixtures/models')
export const fixtureNames = ['reader-word-piece', 'reader-byte-level', 'reranker-one-logit', 'reranker-two-labels']

/** All of them on one process. */
export function fixturePool() {
  const models = fixtureNames.map((name) => {
    const config = JSON.parse(readFileSync(path.join(fixtureModels, name, 'config.json'), 'utf8'))
    return [name, { file: path.join(fixtureModels, name, 'onnx/model.onnx'), config }]
  })
  return createInferencePool({ processes: 1, models: Object.fromEntries(models), maxQueued: 100 })
}

export const fixtureTokenizer = (name: string) => loadTokenizer(path.join(fixtureModels, name))
