import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { readEmbeddingModel } from '../../src/embeddings/embedding-model.js'
import { locateModel, type ModelPlaces } from '../../src/embeddings/model-files.js'
import { shippedModel, shippedModelFolder } from './shipped-model.js'

const root = await mkdtemp(path.join(tmpdir(), 'attest-models-'))
afterAll(() => rm(root, { recursive: true, force: true }))

let places: ModelPlaces
let servers: Server[] = []
beforeEach(async () => {
  const here = await mkdtemp(path.join(root, 'p-'))
  places = { modelsDir: path.join(here, 'models'), cacheDir: path.join(here, 'cache'), hubUrl: unreachableHub }
  await cp(shippedModelFolder, path.join(places.modelsDir, shippedModel), { recursive: true })
})
afterEach(() => {
  for (const server of servers) server.close().closeAllConnections()
  servers = []
})

// Port 9 (discard) refuses connections: no test may reach a real hub.
const unreachableHub = 'http://127.0.0.1:9/'
const hubFiles: Record<string, string> = {
  'config.json': JSON.stringify({ hidden_size: 3, model_type: 'bert' }),
  'tokenizer.json': '{}',
  'tokenizer_config.json': '{}',
  'onnx/model_quantized.onnx': 'weights'.repeat(10_000),
  '1_Pooling/config.json': JSON.stringify({ pooling_mode_cls_token: true }),
}

async function startHub(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function startScriptedHub(files: Record<string, string>, asked: string[] = []): Promise<string> {
  return startHub(({ url }, response) => {
    asked.push(url ?? '')
    const body = files[(url ?? '').replace('/owner/model/resolve/main/', '')]
    response.writeHead(body === undefined ? 404 : 200, { 'content-length': Buffer.byteLength(body ?? '') }).end(body)
  })
}

test('a model is found by name in the folder of models', async () => {
  expect(await locateModel(shippedModel, places)).toBe(path.join(places.modelsDir, shippedModel))
})

test.each(['modelsDir', 'cacheDir'] as const)(
  'a model named owner/name is found in %s without a network',
  async (place) => {
    const folder = path.join(places[place], 'owner', 'model')
    await cp(shippedModelFolder, folder, { recursive: true })
    expect(await locateModel('owner/model', places)).toBe(folder)
  },
)

test('a name that no place has is refused with the names that there are', async () => {
  await expect(locateModel('unknown', places)).rejects.toMatchObject({
    code: 'MODEL_NOT_FOUND',
    message: expect.stringContaining(shippedModel),
  })
})

test.each(['', '..', '../models', 'a/b/c', '/etc', 'owner/..', 'owner/na me', 'https://x/y', '.hidden'])(
  '"%s" is not a name of a model',
  async (name) => {
    await expect(locateModel(name, places)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
  },
)

test.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])(
  'a folder without %s is refused as MODEL_INVALID',
  async (file) => {
    await rm(path.join(places.modelsDir, shippedModel, file))
    await expect(locateModel(shippedModel, places)).rejects.toMatchObject({ code: 'MODEL_INVALID' })
  },
)

test('a hub model is downloaded once, with its progress, and can then be read', async () => {
  const asked: string[] = []
  const progress: string[] = []
  const onProgress: ModelPlaces['onProgress'] = ({ model, file, percent }) =>
    progress.push(`${model} ${file} ${percent}`)
  const online = { ...places, hubUrl: await startScriptedHub(hubFiles, asked), onProgress }
  const folder = await locateModel('owner/model', online)
  expect(folder).toBe(path.join(places.cacheDir, 'owner', 'model'))
  expect(await readEmbeddingModel('owner/model', folder)).toMatchObject({ dimensions: 3, pooling: 'cls' })
  expect(progress).toContain('owner/model onnx/model_quantized.onnx 100')
  expect(await readdir(places.cacheDir)).toEqual(['owner'])

  const requests = asked.length
  expect(await locateModel('owner/model', online)).toBe(folder)
  expect(asked).toHaveLength(requests)
})

const { 'tokenizer.json': _, ...withoutTokenizer } = hubFiles

test.each<[string, () => Promise<string>]>([
  ['cannot be reached', async () => unreachableHub],
  ['does not have the model', () => startScriptedHub({})],
  ['lacks a file that is needed', () => startScriptedHub(withoutTokenizer)],
  ['answers with a log-in page', () => startScriptedHub({ ...hubFiles, 'config.json': '<html>Log in</html>' })],
  [
    'fails at a file that some models have',
    () =>
      startHub(({ url }, response) => {
        const file = (url ?? '').replace('/owner/model/resolve/main/', '')
        if (file === '1_Pooling/config.json') response.writeHead(500).end()
        else response.end(hubFiles[file])
      }),
  ],
  [
    'breaks off',
    () =>
      startHub((_, response) => {
        response.writeHead(200, { 'content-length': 1_000 }).write('half')
        response.destroy()
      }),
  ],
])('a hub that %s is reported with what to put where, and nothing half is left', async (_, startOne) => {
  const failing = locateModel('owner/model', { ...places, hubUrl: await startOne() })
  await expect(failing).rejects.toMatchObject({
    code: 'MODEL_DOWNLOAD_FAILED',
    message: expect.stringContaining(path.join(places.modelsDir, 'owner', 'model')),
  })
  await expect(failing).rejects.toThrow('onnx/model_quantized.onnx')
  const left = await readdir(places.cacheDir, { recursive: true })
  expect(left).toEqual(['owner'])
})

test('a second process that downloads the same model at the same time does no harm', async () => {
  const online = { ...places, hubUrl: await startScriptedHub(hubFiles) }
  const folders = await Promise.all([locateModel('owner/model', online), locateModel('owner/model', online)])
  expect(new Set(folders).size).toBe(1)
  expect(await readEmbeddingModel('owner/model', folders[0])).toMatchObject({ dimensions: 3 })
})

test('a cache folder that cannot be written is reported', async () => {
  await mkdir(path.dirname(places.cacheDir), { recursive: true })
  await writeFile(places.cacheDir, 'a file where a folder should be')
  await expect(locateModel('owner/model', places)).rejects.toMatchObject({ code: 'MODEL_DOWNLOAD_FAILED' })
})
