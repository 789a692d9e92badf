import { readFile } from 'node:fs/promises'
import { getPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { type BulkBesideOptions, bulkBeside } from '../../src/inference/bulk-beside.js'
import type { InferencePool, InferenceRequest } from '../../src/inference/inference-pool.js'
import { createInferencePool } from '../../src/inference/process-pool.js'
import { eventually } from '../cli/run-attest.js'

const folder = fileURLToPath(new URL('../../models/all-MiniLM-L6-v2', import.meta.url))
const file = `${folder}/onnx/model_quantized.onnx`
const config = JSON.parse(await readFile(`${folder}/config.json`, 'utf8')) as Record<string, unknown>
const [niceness, bulk, interactive] = [10, { priority: 'bulk' }, { priority: 'interactive' }] as const

const pools: InferencePool[] = []
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

async function open(options: Partial<BulkBesideOptions> = {}): Promise<InferencePool> {
  const models = { embedder: { file, config } }
  const pool = bulkBeside({
    pool: createInferencePool({ processes: 1, maxQueued: 4, models }),
    startBulkPool: () => createInferencePool({ processes: 1, maxQueued: 4, models, niceness }),
    isWanted: () => true,
    ...options,
  })
  pools.push(pool)
  await pool.ready()
  return pool
}

/** A text of its own for each number. */
const text = (number: number): InferenceRequest => ({
  inputIds: Int32Array.of(101, 2_000 + number, 3_000, 102),
  meanRanges: [{ start: 0, end: 4 }],
})
const texts = (count: number) => Array.from({ length: count }, (_, number) => text(number))
const runAll = (pool: InferencePool, requests: readonly InferenceRequest[]) =>
  Promise.all(requests.map((request) => pool.run('embedder', request, bulk)))

/** Bulk requests without end, so many at once; those that have begun are answered. @returns what stops them. */
function keepBusy(pool: InferencePool, atOnce: number): () => Promise<unknown> {
  let isOver = false
  const all = texts(atOnce).map(async (request) => {
    while (!isOver) await pool.run('embedder', request, bulk)
  })
  return () => {
    isOver = true
    return Promise.all(all)
  }
}

test('many bulk requests get processes of a low priority, which end when there is nothing left', async () => {
  const pool = await open({ idleMs: 50 })
  const [first] = pool.stats().processIds
  const stop = keepBusy(pool, 40)
  const other = await eventually('another process', () => pool.stats().processIds.find((pid) => pid !== first))
  expect(getPriority(first!)).toBe(0)
  expect(getPriority(other!)).toBe(niceness)
  expect(await pool.run('embedder', text(1), interactive)).toEqual(await pool.run('embedder', text(1), bulk))
  await stop()
  await eventually('the process to end', () => pool.stats().processIds.length === 1)
  expect(pool.stats()).toMatchObject({
    processIds: [first],
    queued: { interactive: 0, bulk: 0 },
    inFlight: 0,
    deaths: 0,
  })
})

test('while a bulk process is busy a question is answered by the one that is kept for it', async () => {
  const pool = await open()
  const [first] = pool.stats().processIds
  const stop = keepBusy(pool, 40)
  const other = await eventually('another process', () => pool.stats().processIds.find((pid) => pid !== first))
  process.kill(other!, 'SIGSTOP')
  for (let question = 0; question < 10; question++) await pool.run('embedder', text(question), interactive)
  process.kill(other!, 'SIGCONT')
  await stop()
})

test.each<[string, Partial<BulkBesideOptions>, number]>([
  ['few bulk requests', {}, 31],
  ['bulk requests while nobody asks', { isWanted: () => false }, 100],
])('%s are done by the processes that there are', async (_, options, count) => {
  const startBulkPool = () => {
    throw new Error('nobody wanted this')
  }
  const pool = await open({ ...options, startBulkPool })
  expect(await runAll(pool, texts(count))).toHaveLength(count)
})

test('a corpus of short articles, of which few wait at once, gets them as well', async () => {
  const pool = await open()
  const stop = keepBusy(pool, 16)
  await eventually('another process', () => pool.stats().processIds.length === 2)
  await stop()
})

test('where those others die over their work, the ones that there are do it', async () => {
  const pool = await open()
  const [first] = pool.stats().processIds
  const stop = keepBusy(pool, 40)
  await eventually('another process', () => pool.stats().processIds.length === 2)
  for (let deaths = 0; deaths < 2; deaths++) {
    const other = await eventually('it, busy', () => pool.stats().processIds.find((pid) => pid !== first))
    process.kill(other, 'SIGKILL')
    await eventually('its end', () => !pool.stats().processIds.includes(other))
  }
  await stop()
  expect(await runAll(pool, texts(10))).toHaveLength(10)
})

test('where no further process can be started, those that there are do the work', async () => {
  const missing = { embedder: { file: `${folder}/none.onnx`, config } }
  const pool = await open({
    startBulkPool: () => createInferencePool({ processes: 1, maxQueued: 4, models: missing, niceness }),
  })
  const [one, again] = [await runAll(pool, texts(60)), await runAll(pool, texts(60))]
  expect(again).toEqual(one)
  await eventually('its processes to have died', () => pool.stats().deaths > 0)
  await eventually('nothing to be left of it', () => pool.stats().processIds.length === 1)
})

test('closing ends both, and what was not answered is rejected', async () => {
  const pool = await open()
  const [first] = pool.stats().processIds
  const stop = keepBusy(pool, 40)
  await eventually('another process', () => pool.stats().processIds.find((pid) => pid !== first))
  const ended = expect(stop()).rejects.toMatchObject({ code: 'INFERENCE_UNAVAILABLE' })
  await pool.close()
  await ended
  expect(pool.stats().processIds).toEqual([])
})
