import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../../src/config.js'
import { atLeast, atMost } from '../goal.js'
import { writeResult } from '../machine.js'
import { type MeasuredRun, runMeasured } from '../measured-process.js'
import { modelInputs } from '../model-inputs.js'
import { wholeNumber } from '../options.js'
import { median } from '../statistics.js'
import { writeSyntheticCorpus } from '../synthetic-corpus.js'

const help = `Usage: npm run bench:ingest -- [options]

Ingestion beside the bare model loop, and beside LangChain.js at its defaults where "npm ci --prefix bench/peers" was run.

Options
  --articles N   of about 5,300 characters and 8 passages each (default: 40)
  --repeats N    each runs all of them, one after another (default: 5)
  --record       write the figures with date, commit and machine to bench/results
  --help         print this`

const root = path.resolve(import.meta.dirname, '../..')
const peers = path.join(root, 'bench/peers')
const cores = availableParallelism()

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '40' },
    repeats: { type: 'string', default: '5' },
    record: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

interface Repeat {
  readonly attest: MeasuredRun
  /** Null where the peers are not installed. */
  readonly langchain: MeasuredRun | null
  /** Passages a second: of one loop by itself, and of as many as there are cores at once, together. */
  readonly bare: { readonly alone: number; readonly together: number }
}

async function measure(folder: string) {
  const [articles, repeats] = [wholeNumber('articles', values.articles), wholeNumber('repeats', values.repeats)]
  const corpus = path.join(folder, 'articles')
  writeSyntheticCorpus(corpus, articles)
  const env = {
    ATTEST_CORPUS_DIR: corpus,
    ATTEST_INDEX_DIR: path.join(folder, 'index'),
    ATTEST_LOG_LEVEL: 'silent',
  }
  const inputs = await modelInputs(loadConfig(env, folder))
  const inputsFile = path.join(folder, 'inputs.json')
  writeFileSync(inputsFile, JSON.stringify(inputs))
  const runs: Repeat[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    // In turn, so that a slow phase of the machine hits all of them.
    const alone = await bareLoop(inputsFile)
    const attest = await runMeasured(['dist/cli/main.js', 'ingest', '--json'], { cwd: root, env })
    rmSync(env.ATTEST_INDEX_DIR, { recursive: true })
    const langchain = await ingestWithLangChain(corpus, path.join(folder, 'langchain'))
    const together = await Promise.all(Array.from({ length: cores }, () => bareLoop(inputsFile)))
    runs.push({ attest, langchain, bare: { alone, together: together.reduce((sum, speed) => sum + speed, 0) } })
    console.log(JSON.stringify(runs.at(-1), (key, value) => (key === 'output' ? undefined : value)))
  }
  return { articles, passages: inputs.length, cores, ...figures(runs, charactersUnder(corpus), inputs.length) }
}

/** @returns passages a second. */
async function bareLoop(inputsFile: string): Promise<number> {
  const { output } = await runMeasured(['--import', 'tsx', 'bench/bare-model-loop.ts', inputsFile], { cwd: root })
  const { passages, ms } = JSON.parse(output) as { passages: number; ms: number }
  return passages / (ms / 1000)
}

async function ingestWithLangChain(corpus: string, indexFolder: string): Promise<MeasuredRun | null> {
  if (!existsSync(path.join(peers, 'node_modules'))) return null
  const model = loadConfig({}).EMBEDDING_MODEL
  return runMeasured(['langchain-ingest.js', corpus, path.join(root, 'models'), model, indexFolder], { cwd: peers })
}

function figures(runs: readonly Repeat[], characters: number, passages: number) {
  const speed = (run: MeasuredRun) => characters / (run.wallMs / 1000)
  const passageSpeed = (run: MeasuredRun) => passages / (run.wallMs / 1000)
  const beside = runs.flatMap(({ attest, langchain }) => (langchain === null ? [] : [{ attest, langchain }]))
  return {
    attest: {
      charactersPerSecond: Math.round(median(runs.map(({ attest }) => speed(attest)))),
      peakMiB: Math.max(...runs.map(({ attest }) => attest.peakMiB)),
    },
    overOneLoop: atLeast(
      0.9 * cores,
      runs.map(({ attest, bare }) => passageSpeed(attest) / bare.alone),
    ),
    overLoopsOnAllCores: atLeast(
      0.9,
      runs.map(({ attest, bare }) => passageSpeed(attest) / bare.together),
    ),
    langchain: beside.length === 0 ? null : besideLangChain(beside, speed),
  }
}

function besideLangChain(
  runs: readonly { readonly attest: MeasuredRun; readonly langchain: MeasuredRun }[],
  speed: (run: MeasuredRun) => number,
) {
  return {
    chunks: (JSON.parse(runs[0]!.langchain.output) as { passages: number }).passages,
    charactersPerSecond: Math.round(median(runs.map(({ langchain }) => speed(langchain)))),
    peakMiB: Math.max(...runs.map(({ langchain }) => langchain.peakMiB)),
    attestSpeedOverIt: atLeast(
      2,
      runs.map(({ attest, langchain }) => speed(attest) / speed(langchain)),
    ),
    attestPeakOverIt: atMost(
      0.2,
      runs.map(({ attest, langchain }) => attest.peakMiB / langchain.peakMiB),
    ),
  }
}

/** Of the files as they are, which is what both are given. */
const charactersUnder = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + readFileSync(path.join(folder, name), 'utf8').length, 0)

if (values.help) console.log(help)
else {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-ingest-'))
  try {
    const measured = await measure(folder)
    console.log(JSON.stringify(measured, null, 2))
    if (measured.langchain === null) console.log('without LangChain.js: run "npm ci --prefix bench/peers" first')
    if (values.record) console.log(`written to ${writeResult('ingest', measured)}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
