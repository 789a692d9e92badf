import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { type EmbeddingSettings, readEmbeddingModel } from '../../src/embeddings/embedding-model.js'
import { shippedModel, shippedModelFolder } from './shipped-model.js'

const root = await mkdtemp(path.join(tmpdir(), 'attest-model-'))
afterAll(() => rm(root, { recursive: true, force: true }))

let folder = root
beforeEach(async () => {
  folder = await mkdtemp(path.join(root, 'm-'))
  await write({ 'config.json': { hidden_size: 4, max_position_embeddings: 512 } })
  await write({ 'tokenizer.json': {}, 'tokenizer_config.json': { model_max_length: 1e30 }, 'onnx/model.onnx': {} })
})

async function write(files: Record<string, unknown>): Promise<void> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content))
  }
}
const read = (settings?: EmbeddingSettings) => readEmbeddingModel('m', folder, settings)

test('the shipped model has 384 dimensions, 256 tokens, mean pooling and no prefixes', async () => {
  const model = await readEmbeddingModel(shippedModel, shippedModelFolder)
  expect(model).toMatchObject({ dimensions: 384, maxTokens: 256, pooling: 'mean', queryPrefix: '', passagePrefix: '' })
  expect(model.fingerprint).toMatch(/^all-MiniLM-L6-v2@[0-9a-f]{16}$/)
})

const pooling = (mode: string) => ({
  '1_Pooling/config.json': { [`pooling_mode_${mode}`]: true, pooling_mode_other: false },
})
const prompts = { 'config_sentence_transformers.json': { prompts: { query: 'q: ', document: 'p: ' } } }

test.each<[string, Record<string, unknown>, EmbeddingSettings, object]>([
  ['without files or settings pooling is the mean', {}, {}, { pooling: 'mean', queryPrefix: '', passagePrefix: '' }],
  ["the model's own pooling is taken", pooling('cls_token'), {}, { pooling: 'cls' }],
  [
    'a setting says what the files do not',
    {},
    { pooling: 'cls', queryPrefix: 'x ' },
    { pooling: 'cls', queryPrefix: 'x ' },
  ],
  ["the model's own prompts are its prefixes", prompts, {}, { queryPrefix: 'q: ', passagePrefix: 'p: ' }],
  ['a setting that agrees is no conflict', prompts, { queryPrefix: 'q: ' }, { queryPrefix: 'q: ' }],
  ['"no limit" is 512 tokens', {}, {}, { maxTokens: 512 }],
  ['the lowest limit counts', { 'sentence_bert_config.json': { max_seq_length: 128 } }, {}, { maxTokens: 128 }],
  ['a setting lowers the limit', {}, { maxTokens: 64 }, { maxTokens: 64 }],
  [
    'a setting does not raise it',
    { 'tokenizer_config.json': { model_max_length: 99 } },
    { maxTokens: 200 },
    { maxTokens: 99 },
  ],
  ['the width may be called dim', { 'config.json': { dim: 7 } }, {}, { dimensions: 7 }],
])('%s', async (_, files, settings, expected) => {
  await write(files)
  expect(await read(settings)).toMatchObject(expected)
})

test.each<[string, Record<string, unknown>, EmbeddingSettings, string]>([
  ['pooling that cannot be done', pooling('max_tokens'), {}, 'MODEL_INVALID'],
  ['a broken optional file', { '1_Pooling/config.json': '{' }, {}, 'MODEL_INVALID'],
  ['a config.json without a width', { 'config.json': {} }, {}, 'MODEL_INVALID'],
  ['a config.json that is a list', { 'config.json': [] }, {}, 'MODEL_INVALID'],
  ["pooling against the model's own", pooling('cls_token'), { pooling: 'mean' }, 'CONFIG_INVALID_SETTING'],
  ["a prefix against the model's own", prompts, { queryPrefix: 'other: ' }, 'CONFIG_INVALID_SETTING'],
])('%s is refused', async (_, files, settings, code) => {
  await write(files)
  await expect(read(settings)).rejects.toMatchObject({ code })
})

test('the quantized weights are preferred', async () => {
  expect((await read()).source.file).toMatch(/model\.onnx$/)
  await write({ 'onnx/model_quantized.onnx': {} })
  expect((await read()).source.file).toMatch(/model_quantized\.onnx$/)
})

test('the fingerprint is the same for the same files elsewhere', async () => {
  const { fingerprint } = await read()
  const copy = path.join(root, 'copy')
  await cp(folder, copy, { recursive: true })
  expect((await readEmbeddingModel('m', copy)).fingerprint).toBe(fingerprint)
})

test.each<[string, Record<string, unknown>, EmbeddingSettings]>([
  ['weights', { 'onnx/model.onnx': 'other' }, {}],
  ['tokenizer', { 'tokenizer.json': { other: 1 } }, {}],
  ['pooling', {}, { pooling: 'cls' }],
  ['question prefix', {}, { queryPrefix: 'q: ' }],
  ['passage prefix', {}, { passagePrefix: 'p: ' }],
  ['token limit', {}, { maxTokens: 100 }],
  ['dimensions', { 'config.json': { hidden_size: 5, max_position_embeddings: 512 } }, {}],
])('another %s is another fingerprint', async (_, files, settings) => {
  const { fingerprint } = await read()
  await write(files)
  expect((await read(settings)).fingerprint).not.toBe(fingerprint)
})
