import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { InferencePool, InferenceRequest } from '../../src/inference/inference-pool.js'
import { createInferencePool, type InferencePoolOptions } from '../../src/inference/process-pool.js'

const modelsDir = fileURLToPath(new URL('../../models', import.meta.url))
const source = async (name: string) => ({
  file: `${modelsDir}/${name}/onnx/model_quantized.onnx`,
  config: JSON.parse(await readFile(`${modelsDir}/${name}/config.json`, 'utf8')) as Record<string, unknown>,
})
const embedder = await source('all-MiniLM-L6-v2')
const scratch = await mkdtemp(path.join(tmpdir(), 'attest-inference-'))
afterAll(() => rm(scratch, { recursive: true, force: true }))

const pools: InferencePool[] = []
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())))

function start(options: Partial<InferencePoolOptions> = {}): InferencePool {
  const pool = createInferencePool({ processes: 1, maxQueued: 2, models: { embedder }, ...options })
  pools.push(pool)
  return pool
}

async function startReady(options: Partial<InferencePoolOptions> = {}): Promise<InferencePool> {
  const pool = start(options)
  await pool.ready()
  return pool
}

/** "[CLS] … [SEP]" with `tokens` tokens, averaged over all of them. */
function text(tokens: number): InferenceRequest {
  const inputIds = Int32Array.from({ length: tokens }, (_, i) => 2_000 + i)
  inputIds[0] = 101
  inputIds[tokens - 1] = 102
  return { inputIds, meanRanges: [{ start: 0, end: tokens }] }
}
const bulk = { priority: 'bulk' } as const
const interactive = { priority: 'interactive' } as const

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('it runs every model it was given, and averages token vectors beside the model', async () => {
  const pool = await startReady({ models: { embedder, reader: await source('attest-reader') } })
  const { inputIds } = text(6)
  const ranges = [0, 1, 2, 3, 4, 5].map((token) => ({ start: token, end: token + 1 }))
  const [whole, pooled, read] = await Promise.all([
    pool.run('embedder', { inputIds }, bulk),
    pool.run('embedder', { inputIds, meanRanges: ranges }, bulk),
    pool.run('reader', { inputIds, tokenTypeIds: Int32Array.of(0, 0, 0, 1, 1, 1) }, bulk),
  ])
  expect(whole.last_hidden_state?.dims).toEqual([6, 384])
  expect(pooled.last_hidden_state).toEqual(whole.last_hidden_state)
  expect(read.start_logits?.dims).toEqual([6])
  expect(read.end_logits?.data).toHaveLength(6)
})

test('token types reach the model', async () => {
  const pool = await startReady({ models: { reader: await source('attest-reader') } })
  const { inputIds } = text(6)
  const plain = await pool.run('reader', { inputIds }, bulk)
  const zeros = await pool.run('reader', { inputIds, tokenTypeIds: new Int32Array(6) }, bulk)
  const typed = await pool.run('reader', { inputIds, tokenTypeIds: Int32Array.of(0, 0, 0, 1, 1, 1) }, bulk)
  expect(zeros).toEqual(plain)
  expect(typed).not.toEqual(plain)
})

test('requests are answered each with its own outputs, with one process as with two', async () => {
  const requests = Array.from({ length: 30 }, (_, i) => text(3 + ((i * 7) % 20)))
  const [one, two] = await Promise.all([startReady(), startReady({ processes: 2 })])
  const runAll = (pool: InferencePool) => Promise.all(requests.map((request) => pool.run('embedder', request, bulk)))
  expect(await runAll(two)).toEqual(await runAll(one))
  expect(two.stats().processIds).toHaveLength(2)
})

test('a request that comes before the models are loaded is answered', async () => {
  expect(await start().run('embedder', text(4), interactive)).toHaveProperty('last_hidden_state')
})

test('requests of a killed process are answered by the one that replaces it', async () => {
  const pool = await startReady()
  const expected = await pool.run('embedder', text(200), bulk)
  const answers = Promise.all(Array.from({ length: 5 }, () => pool.run('embedder', text(200), bulk)))
  const [killed] = pool.stats().processIds
  expect(pool.stats().inFlight).toBe(2)
  process.kill(killed!, 'SIGKILL')
  expect(await answers).toEqual(Array.from({ length: 5 }, () => expected))
  const { processIds, deaths } = pool.stats()
  expect(deaths).toBe(1)
  expect(processIds).toHaveLength(1)
  expect(processIds).not.toContain(killed)
})

test('a process that stands still is ended, and its requests are answered by another', async () => {
  const pool = await startReady({ hangsAfterMs: 4_000 })
  const [hanging] = pool.stats().processIds
  process.kill(hanging!, 'SIGSTOP')
  const [answer, other] = await Promise.all([
    pool.run('embedder', text(5), interactive),
    pool.run('embedder', text(5), bulk),
  ])
  expect(answer).toEqual(other)
  expect(isAlive(hanging!)).toBe(false)
  expect(pool.stats().deaths).toBe(1)
})

test('an idle process that is killed is replaced', async () => {
  const pool = await startReady({ processes: 2 })
  const before = pool.stats().processIds
  process.kill(before[0]!, 'SIGKILL')
  await expect.poll(() => pool.stats().deaths, { timeout: 60_000 }).toBe(1)
  await pool.ready()
  const after = pool.stats().processIds
  expect(after).toHaveLength(2)
  expect(after).toContain(before[1])
  expect(after).not.toContain(before[0])
})

test('a request over which two processes died is given up as INFERENCE_UNAVAILABLE, and the pool goes on', async () => {
  let toKill = 2
  const pool = start({
    log: {
      info(fields, message) {
        const isReady = message === 'inference process ready' && 'processId' in fields
        if (isReady && toKill-- > 0) process.kill(Number(fields.processId), 'SIGKILL')
      },
      warn() {},
    },
  })
  await expect(pool.run('embedder', text(4), bulk)).rejects.toMatchObject({
    code: 'INFERENCE_UNAVAILABLE',
    message: expect.stringContaining('SIGKILL'),
  })
  expect(await pool.run('embedder', text(4), bulk)).toHaveProperty('last_hidden_state')
})

test('interactive requests beyond the limit are refused as INFERENCE_OVERLOADED, bulk requests wait', async () => {
  const pool = await startReady({ maxQueued: 2 })
  const waiting = Array.from({ length: 8 }, () => pool.run('embedder', text(50), bulk))
  const accepted = Array.from({ length: 3 }, () => pool.run('embedder', text(50), interactive))
  await expect(pool.run('embedder', text(50), interactive)).rejects.toMatchObject({ code: 'INFERENCE_OVERLOADED' })
  expect(pool.stats().queued).toEqual({ interactive: 2, bulk: 6 })
  await Promise.all([...waiting, ...accepted])
  expect(await pool.run('embedder', text(5), interactive)).toHaveProperty('last_hidden_state')
})

test('an interactive request overtakes the bulk requests that wait', async () => {
  const pool = await startReady()
  const order: string[] = []
  const all = Array.from({ length: 10 }, (_, i) =>
    pool.run('embedder', text(100), bulk).then(() => order.push(`bulk ${i}`)),
  )
  all.push(pool.run('embedder', text(100), interactive).then(() => order.push('interactive')))
  await Promise.all(all)
  // One runs already, and the process may have begun a second before it saw the interactive one.
  expect(order.indexOf('interactive')).toBeLessThanOrEqual(2)
})

test('bulk requests are answered where interactive ones never cease', async () => {
  const pool = await startReady({ maxQueued: 100 })
  let hasEnded = false
  const askOn = async () => {
    while (!hasEnded) await pool.run('embedder', text(20), interactive)
  }
  const asking = Promise.all(Array.from({ length: 8 }, askOn))
  const answered = Promise.all(Array.from({ length: 10 }, () => pool.run('embedder', text(20), bulk)))
  expect(await answered).toHaveLength(10)
  hasEnded = true
  await asking
})

test('an input that the model refuses fails alone', async () => {
  const pool = await startReady()
  const unknownToken = { inputIds: Int32Array.of(101, 9_999_999, 102) }
  const [refused, answered] = await Promise.allSettled([
    pool.run('embedder', unknownToken, bulk),
    pool.run('embedder', text(4), bulk),
  ])
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'INFERENCE_UNAVAILABLE' } })
  expect(answered.status).toBe('fulfilled')
  expect(pool.stats().deaths).toBe(0)
})

test('a model that the pool does not have is refused as MODEL_NOT_FOUND', async () => {
  await expect(start().run('other', text(4), bulk)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
})

const brokenFile = path.join(scratch, 'broken.onnx')
await writeFile(brokenFile, (await readFile(embedder.file)).subarray(0, 100_000))

test.each([
  ['a truncated model', brokenFile, 'MODEL_INVALID'],
  ['a model that is missing', path.join(scratch, 'missing.onnx'), 'MODEL_NOT_FOUND'],
])('%s is reported to everyone who waits, and not tried in a loop', async (_, file, code) => {
  const pool = start({ models: { embedder: { ...embedder, file } }, processes: 2 })
  const early = pool.run('embedder', text(4), bulk)
  const failures = await Promise.allSettled([pool.ready(), early])
  expect(failures).toMatchObject([
    { status: 'rejected', reason: { code, message: expect.stringContaining(file) } },
    { status: 'rejected', reason: { code } },
  ])
  const { deaths } = pool.stats()
  expect(deaths).toBe(2)
  await expect(pool.run('embedder', text(4), interactive)).rejects.toMatchObject({ code })
  expect(pool.stats()).toMatchObject({ deaths, processIds: [] })
})

test('once a missing model is put in its place, requests are answered again', async () => {
  const file = path.join(scratch, 'later.onnx')
  const pool = start({ models: { embedder: { ...embedder, file } } })
  await expect(pool.ready()).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
  await writeFile(file, await readFile(embedder.file))
  const answered = () => pool.run('embedder', text(4), bulk).then(() => true)
  await expect.poll(() => answered().catch(() => false), { timeout: 60_000 }).toBe(true)
})

test('close ends busy processes and rejects what was not answered', async () => {
  const pool = await startReady({ processes: 2 })
  const { processIds } = pool.stats()
  const unanswered = Promise.allSettled(Array.from({ length: 20 }, () => pool.run('embedder', text(256), bulk)))
  await pool.close()
  expect(processIds.map(isAlive)).toEqual([false, false])
  for (const outcome of await unanswered) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'INFERENCE_UNAVAILABLE' } })
  }
  await expect(pool.run('embedder', text(4), bulk)).rejects.toMatchObject({ code: 'INFERENCE_UNAVAILABLE' })
  await expect(pool.ready()).rejects.toMatchObject({ code: 'INFERENCE_UNAVAILABLE' })
})

test('close ends processes that are still loading', async () => {
  const pool = start({ processes: 2 })
  const ready = expect(pool.ready()).rejects.toMatchObject({ code: 'INFERENCE_UNAVAILABLE' })
  await pool.close()
  await ready
  expect(pool.stats()).toMatchObject({ processIds: [], deaths: 0 })
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('a process leaves %s to its parent', async (signal) => {
  const pool = await startReady()
  process.kill(pool.stats().processIds[0]!, signal)
  await pool.run('embedder', text(4), bulk)
  await pool.run('embedder', text(4), bulk)
  expect(pool.stats().deaths).toBe(0)
})

test('processes end by themselves when their parent is killed', async () => {
  const program = path.join(scratch, 'parent.mts')
  const pool = new URL('../../src/inference/process-pool.ts', import.meta.url).href
  await writeFile(
    program,
    `import { createInferencePool } from ${JSON.stringify(pool)}
     const pool = createInferencePool({ processes: 1, maxQueued: 1, models: { embedder: ${JSON.stringify(embedder)} } })
     await pool.ready()
     console.log(pool.stats().processIds[0])`,
  )
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const parent = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isAlive(pid), { timeout: 60_000 }).toBe(false)
})

test('niceness reaches the processes', async () => {
  const { getPriority } = await import('node:os')
  const pool = await startReady({ niceness: 7 })
  expect(getPriority(pool.stats().processIds[0]!)).toBe(7)
})
