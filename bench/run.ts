import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { loadConfig } from '../src/config.js'
import { openModels } from '../src/open-models.js'
import { createAttest } from '../src/service.js'
import { writeResult } from './machine.js'
import { runMeasured } from './measured-process.js'
import { modelInputs } from './model-inputs.js'
import { median, quantile, ratioRange } from './statistics.js'
import { writeSyntheticCorpus } from './synthetic-corpus.js'
import { timed } from './timed.js'

/** `npm run bench`: ingestion beside the bare model, search and answers beside the bare embedding of the question. */
const root = path.resolve(import.meta.dirname, '..')
const folder = mkdtempSync(path.join(tmpdir(), 'attest-bench-'))
const REPEATS = 3
const SMALL_ARTICLES = 100
const LARGE_ARTICLES = 1_250
const QUESTIONS = 220
const WARM_UP_QUESTIONS = 20

const settingsFor = (name: string) => ({
  ATTEST_CORPUS_DIR: path.join(folder, name),
  ATTEST_INDEX_DIR: path.join(folder, `${name}-index`),
  ATTEST_LOG_LEVEL: 'silent',
})

/** Interleaved: bare loop, ingestion, bare loop, … so that a slow phase of the machine hits both. */
async function benchIngestion() {
  writeSyntheticCorpus(path.join(folder, 'small'), SMALL_ARTICLES)
  const inputsFile = path.join(folder, 'inputs.json')
  writeFileSync(inputsFile, JSON.stringify(await modelInputs(loadConfig(settingsFor('small'), folder))))
  const runs = []
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const bare = JSON.parse(runNode(['--import', 'tsx', 'bench/bare-model-loop.ts', inputsFile]))
    rmSync(path.join(folder, 'small-index'), { recursive: true, force: true })
    const { report, wallMs, peakMiB } = await ingestByCommand('small')
    runs.push({ bareMs: bare.ms, ingestMs: wallMs, characters: report.characters, passages: report.passages, peakMiB })
  }
  const { characters, passages } = runs[0]!
  const ratios = runs.map(({ bareMs, ingestMs }) => bareMs / ingestMs)
  return {
    passages,
    charactersPerSecond: Math.round(median(runs.map(({ ingestMs }) => characters / (ingestMs / 1000)))),
    bareLoopCharactersPerSecondOneThread: Math.round(median(runs.map(({ bareMs }) => characters / (bareMs / 1000)))),
    speedOverBareLoop: ratioRange(ratios),
    cores: availableParallelism(),
    goal: `at least ${0.8 * availableParallelism()}`,
    peakMiBOfAllProcesses: Math.max(...runs.map(({ peakMiB }) => peakMiB)),
  }
}

async function benchAsking() {
  const questions = writeSyntheticCorpus(path.join(folder, 'large'), LARGE_ARTICLES).slice(0, QUESTIONS)
  const { report, wallMs, peakMiB } = await ingestByCommand('large')
  const config = loadConfig(settingsFor('large'), folder)
  const attest = createAttest(config)
  const withoutReader = createAttest({ ...config, READER_MODEL: 'none' })
  await Promise.all([attest.open(), withoutReader.open()])
  const { embedder, close } = await openModels(config)
  const times = { embed: [] as number[], search: [] as number[], quick: [] as number[], read: [] as number[] }
  const asked = (question: string) => ({ question, topK: 8, style: 'apa' as const })
  for (const question of questions.slice(0, WARM_UP_QUESTIONS)) {
    await Promise.all([attest.ask(asked(question)), withoutReader.ask(asked(question)), embedder.embedQuery(question)])
  }
  for (const question of questions.slice(WARM_UP_QUESTIONS)) {
    times.embed.push(await timed(() => embedder.embedQuery(question)))
    times.search.push(await timed(() => attest.search({ query: question, topK: 8 })))
    times.quick.push(await timed(() => withoutReader.ask(asked(question))))
    times.read.push(await timed(() => attest.ask(asked(question))))
  }
  await Promise.all([attest.close(), withoutReader.close(), close()])
  const ratio = (over: readonly number[]) => round(median(over) / median(times.embed))
  return {
    largeIngestion: {
      passages: report.passages,
      charactersPerSecond: Math.round(report.characters / (wallMs / 1000)),
      peakMiBOfAllProcesses: peakMiB,
    },
    latency: {
      passages: report.passages,
      questions: times.embed.length,
      embedMs: percentiles(times.embed),
      searchMs: percentiles(times.search),
      askWithoutReaderMs: percentiles(times.quick),
      askMs: percentiles(times.read),
      readerPassages: config.READER_PASSAGES,
      searchOverEmbedding: ratio(times.search),
      askWithoutReaderOverEmbedding: ratio(times.quick),
      askOverEmbedding: ratio(times.read),
      goal: 'at most 1.5 for search and for an answer without the reader',
    },
    memory: { servingProcessMiB: Math.round(process.memoryUsage().rss / 2 ** 20) },
    index: { bytesPerPassage: Math.round(folderBytes(path.join(folder, 'large-index/segments')) / report.passages) },
  }
}

const runNode = (args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })

/** As a user runs it, from start to exit. */
async function ingestByCommand(name: string) {
  const { output, ...measured } = await runMeasured(['dist/cli/main.js', 'ingest', '--json'], {
    cwd: root,
    env: settingsFor(name),
  })
  return { report: JSON.parse(output) as { characters: number; passages: number }, ...measured }
}

function folderBytes(place: string): number {
  return (readdirSync(place, { recursive: true }) as string[])
    .map((name) => statSync(path.join(place, name)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0)
}

const round = (value: number) => Number(value.toFixed(2))
const percentiles = (values: readonly number[]) => ({
  p50: round(median(values)),
  p95: round(quantile(values, 0.95)),
  p99: round(quantile(values, 0.99)),
})
try {
  const ingestion = await benchIngestion()
  const asking = await benchAsking()
  const figures = { ingestion, ...asking }
  console.log(JSON.stringify(figures, null, 2))
  console.log(`written to ${writeResult('bench', figures)}`)
} finally {
  rmSync(folder, { recursive: true })
}
