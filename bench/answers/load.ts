import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Answer } from '../../src/answers/answer.js'
import { loadConfig } from '../../src/config.js'
import { mapConcurrently } from '../../src/map-concurrently.js'
import { createAttest } from '../../src/service.js'
import { answer, openScriptedServer } from '../../tests/language-models/scripted-server.js'
import { serverSentEvents } from '../../tests/support/server-sent-events.js'
import { writeResult } from '../machine.js'
import { median, quantile } from '../statistics.js'
import { lastQuarterOverFirst, slope } from './growth.js'
import type { FromServer, ToServer } from './served-process.js'
import { townAnswer, writeTownArticles } from './town-articles.js'

/**
 * `npm run bench:load`: a server in a process of its own beside a scripted language model. Fifty streams of the model's
 * answers at once; then 2,000 different questions, half of them for the model, with the server's memory every 200.
 */
const STREAMS = 50
/** As many fill what is kept of texts that came before (the tokens of 4,096 for each model): what grows after it is no cache. */
const WARM_UP = 2_000
const QUESTIONS = 2_000
const EVERY = 200
const AT_ONCE = 4
const MiB = 2 ** 20
const FLAT = 1.05
/** `--snapshots`: the heap before, in the midst and after, for a browser's developer tools to compare. */
const wantsSnapshots = process.argv.includes('--snapshots')

const folder = mkdtempSync(path.join(tmpdir(), 'attest-load-'))
const questions = writeTownArticles(path.join(folder, 'corpus'), (STREAMS + WARM_UP + QUESTIONS) / 5)
const model = await openScriptedServer()
const settings = {
  ATTEST_CORPUS_DIR: path.join(folder, 'corpus'),
  ATTEST_INDEX_DIR: path.join(folder, 'index'),
  ATTEST_LOG_LEVEL: 'warn',
  ATTEST_PORT: '0',
  ATTEST_LANGUAGE_MODEL_PROVIDER: 'openai',
  ATTEST_LANGUAGE_MODEL: 'scripted',
  ATTEST_LANGUAGE_MODEL_URL: model.url('openai'),
}

type Mode = 'extractive' | 'language-model'

interface StreamTimes {
  readonly firstMs: number
  readonly doneMs: number
}

/** In MiB, after so many questions. */
interface MemorySample {
  readonly asked: number
  readonly rssMiB: number
  readonly heapMiB: number
  readonly inferenceMiB: number
}

/** Asks as a page does. @throws where the stream does not end with an answer as it was asked for. */
async function stream(url: string, question: string, mode: Mode): Promise<StreamTimes> {
  const started = performance.now()
  const response = await fetch(`${url}/api/ask`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify({ question, mode }),
  })
  let firstMs = 0
  let last = { event: 'nothing', data: await (response.ok ? '' : response.text()) }
  for await (const event of serverSentEvents(response)) {
    firstMs ||= performance.now() - started
    last = event
  }
  const given = last.event === 'done' ? (JSON.parse(last.data) as Answer) : null
  if (given?.kind !== 'answered' || given.mode !== mode || given.fallbackReason !== null || !given.citations.length) {
    throw new Error(`${response.status} ${last.event}: ${last.data.slice(0, 300)}`)
  }
  return { firstMs, doneMs: performance.now() - started }
}

/** What was asked and failed, by its message; the load goes on. */
const failures: string[] = []
const attempt = (url: string, question: string, mode: Mode) =>
  stream(url, question, mode).catch((thrown: Error) => {
    failures.push(`${question} ${thrown.message}`)
    return null
  })

async function measureStreams(url: string) {
  const [alone, together] = [questions.slice(0, 5), questions.slice(0, STREAMS)]
  const single: StreamTimes[] = []
  for (const question of alone) single.push(await stream(url, question, 'language-model'))
  const times = await Promise.all(together.map((question) => attempt(url, question, 'language-model')))
  const ended = times.filter((time) => time !== null)
  const summary = (of: 'firstMs' | 'doneMs') => ({
    alone: Math.round(median(single.map((time) => time[of]))),
    median: Math.round(median(ended.map((time) => time[of]))),
    p95: Math.round(
      quantile(
        ended.map((time) => time[of]),
        0.95,
      ),
    ),
  })
  return { streams: STREAMS, ended: ended.length, firstEventMs: summary('firstMs'), doneMs: summary('doneMs') }
}

async function measureMemory(url: string, child: ChildProcess) {
  const kept = questions.slice(STREAMS)
  const load = (from: number, to: number) =>
    mapConcurrently(kept.slice(from, to), AT_ONCE, (question, i) =>
      attempt(url, question, (from + i) % 2 === 0 ? 'extractive' : 'language-model'),
    )
  await load(0, WARM_UP)
  const samples: MemorySample[] = []
  for (let asked = 0; ; asked += EVERY) {
    const { rss, heapUsed } = await ask(child, 'memory')
    samples.push({ asked, rssMiB: mib(rss), heapMiB: mib(heapUsed), inferenceMiB: mib(residentOfChildren(child.pid!)) })
    console.log(JSON.stringify(samples.at(-1)))
    if (wantsSnapshots && asked % (QUESTIONS / 2) === 0) console.log((await ask(child, 'snapshot')).file)
    if (asked === QUESTIONS) break
    await load(WARM_UP + asked, WARM_UP + asked + EVERY)
  }
  const growthOf = (name: Exclude<keyof MemorySample, 'asked'>) => {
    const values = samples.map((sample) => sample[name])
    const ratio = lastQuarterOverFirst(values)
    const perQuestion =
      slope(
        samples.map(({ asked }) => asked),
        values,
      ) * 1024
    return {
      kibPerQuestion: Number(perQuestion.toFixed(2)),
      lastOverFirst: Number(ratio.toFixed(3)),
      flat: ratio <= FLAT,
    }
  }
  return {
    questions: QUESTIONS,
    samples,
    rss: growthOf('rssMiB'),
    heapUsed: growthOf('heapMiB'),
    inferenceProcesses: growthOf('inferenceMiB'),
  }
}

const mib = (bytes: number): number => Number((bytes / MiB).toFixed(1))

async function ask<Kind extends FromServer['kind'] & ToServer>(child: ChildProcess, kind: Kind) {
  child.send(kind satisfies ToServer)
  const [told] = (await once(child, 'message')) as [Extract<FromServer, { kind: Kind }>]
  return told
}

/** Bytes of all processes below this one; 0 where there is no /proc. */
function residentOfChildren(pid: number): number {
  try {
    const below = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
    return below.reduce((sum, one) => sum + residentOf(one) + residentOfChildren(one), 0)
  } catch {
    return 0
  }
}

const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024

async function measure() {
  model.play((request) => answer(townAnswer(request.prompt)))
  const builder = createAttest(loadConfig(settings))
  await builder.ingest()
  await builder.close()
  const child = fork(path.join(import.meta.dirname, 'served-process.ts'), {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    env: { ...process.env, ...settings },
  })
  try {
    const [{ url }] = (await once(child, 'message')) as [Extract<FromServer, { kind: 'listening' }>]
    const streams = await measureStreams(url)
    console.log(JSON.stringify(streams))
    const memory = await measureMemory(url, child)
    child.send('close' satisfies ToServer)
    await once(child, 'exit')
    return { streams, memory, failures: failures.length }
  } finally {
    child.kill()
  }
}

try {
  const figures = await measure()
  console.log(JSON.stringify(figures, null, 2))
  for (const failure of failures.slice(0, 5)) console.log(`failed: ${failure}`)
  if (process.argv.includes('--record')) console.log(`written to ${writeResult('load', figures)}`)
  const { rss, heapUsed } = figures.memory
  console.log(rss.flat && heapUsed.flat ? 'memory is flat' : 'memory grows')
  if (failures.length > 0 || !rss.flat || !heapUsed.flat) process.exitCode = 1
} finally {
  await model.close()
  rmSync(folder, { recursive: true })
}
