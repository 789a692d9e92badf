import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, makeWorkspace, runningInGroup } from '../cli/run-attest.js'
import { becomesReady, ingest, isRunning, post, type Served, serve } from '../cli/run-serve.js'
import { randomNumbers } from '../search-index/indexed-articles.js'
import { smallCorpus } from '../support/small-service.js'

const kills = 20
const seed = 53
const ingested = makeWorkspace(smallCorpus)
beforeAll(() => ingest(ingested))
afterAll(ingested.remove)

/** Numbers of the server's inference processes. */
const inferenceProcesses = ({ pid }: Served): number[] =>
  runningInGroup(pid).filter((one) => commandOf(one).includes('inference-child'))

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

const inferenceOf = async ({ url }: Served) => (await (await fetch(`${url}/api/status`)).json()).inference

async function askUntil(hasEnded: () => boolean, { url }: Served, outcomes: number[]): Promise<void> {
  while (!hasEnded()) {
    const response = await post(url, '/api/ask', { question: 'When was the lighthouse at Skerry Point built?' })
    const body = await response.json()
    outcomes.push(response.status)
    if (response.status === 200) {
      expect(body.kind).toBe('answered')
      expect(body.citations[0].quote).toContain('was built in 1871')
      continue
    }
    expect({ status: response.status, code: body.code }).toEqual({ status: 503, code: 'INFERENCE_UNAVAILABLE' })
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
  }
}

test(`inference processes killed ${kills} times while questions run (seed ${seed}) cost a retry or a 503, and are replaced`, {
  timeout: 600_000,
}, async () => {
  const random = randomNumbers(seed)
  const server = await serve(ingested, { ATTEST_INFERENCE_PROCESSES: '2' })
  await becomesReady(server.url)
  const outcomes: number[] = []
  let killed = 0
  const asking = Promise.all(Array.from({ length: 6 }, () => askUntil(() => killed === kills, server, outcomes)))
  while (killed < kills) {
    const victim = await eventually('a process that answers', async () => {
      const { processes, inFlight } = await inferenceOf(server)
      const found = inferenceProcesses(server)
      return processes > 0 && inFlight > 0 && found[Math.floor(random() * found.length)]
    })
    const before = outcomes.length
    process.kill(victim, 'SIGKILL')
    killed += 1
    await eventually('questions to be answered since', () => outcomes.length > before + 2)
  }
  await asking
  expect(outcomes.filter((status) => status === 200).length).toBeGreaterThan(kills)
  await eventually('the pool to be full again', async () => (await inferenceOf(server)).processes === 2)
  expect((await inferenceOf(server)).deaths).toBe(kills)
  expect(isRunning(server)).toBe(true)
  const refused = outcomes.filter((status) => status !== 200).length
  console.info(`seed ${seed}: of ${outcomes.length} questions ${refused} were refused with 503`)
})
