import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig } from '../../src/config.js'
import { compare } from '../../src/evaluation/compare.js'
import { evaluate } from '../../src/evaluation/evaluate.js'
import type { QuestionRecord } from '../../src/evaluation/question-record.js'
import { latencies, type Summary, summarise } from '../../src/evaluation/summarise.js'
import { comparisonTable, type NamedSummary, reliabilityTable, summaryTables } from '../../src/evaluation/tables.js'
import { type Models, openModels } from '../../src/open-models.js'
import { provenance, writeResult } from '../machine.js'
import { corpusName, openCorpusIndex } from './corpus-index.js'
import { cutCorpora } from './cut-corpora.js'
import { type EvalSet, readEvalSet } from './eval-set.js'
import { keepingEmbedder, keepingReader } from './kept-results.js'
import { help, readOptions } from './options.js'
import { featuresOf, type ProductParts, variants } from './product.js'
import { sample } from './sample.js'

/** One variant on one set. */
interface Run {
  readonly set: string
  readonly variant: string
  readonly records: readonly QuestionRecord[]
}

/** A file of the work folder: what `--compare` reads. */
interface RunFile {
  readonly declineBelow: number
  readonly runs: readonly Run[]
}

const LATENCY_QUESTIONS = 60
const options = readOptions(process.argv.slice(2))
const config = loadConfig({})
const readerPassages = options.readerPassages ?? config.READER_PASSAGES
const declineBelow = options.declineBelow ?? config.DECLINE_BELOW

async function measure(): Promise<void> {
  const models = await openModels(config)
  try {
    if (options.features) rmSync(featuresFile(), { force: true })
    const measured: { runs: Run[]; summaries: NamedSummary[] } = { runs: [], summaries: [] }
    for (const name of options.sets) {
      const { runs, summaries } = await measureSet(readEvalSet(name), models)
      measured.runs.push(...runs)
      measured.summaries.push(...summaries)
      if (!options.build) console.log(`\n${summaryTables(summaries)}`)
    }
    if (!options.build) report(measured.runs, measured.summaries)
  } finally {
    await models.close()
  }
}

async function measureSet(set: EvalSet, models: Models): Promise<{ runs: Run[]; summaries: NamedSummary[] }> {
  const { embedder, reader } = models
  const keeping = keepingModels(models, path.join(options.work, 'kept', set.name))
  const corpora = options.cut === null ? [set] : cutCorpora(set, options.cut)
  const folder = path.join(options.work, 'corpora', corpusName(set.articles))
  const collected = options.variants.map(() => [] as QuestionRecord[])
  const timed = options.variants.map(() => [] as QuestionRecord[])
  for (const corpus of corpora) {
    const index = await openCorpusIndex({
      folder: corpus === set ? folder : path.join(folder, `cut-${options.cut}`, corpusName(corpus.articles)),
      vectorsFolder: path.join(folder, 'vectors'),
      articles: corpus.articles,
      embedder,
      onProgress: progress(`${corpus.name}: articles`, corpus.articles.length),
    })
    try {
      if (options.build) continue
      const questions = sample(corpus.questions, Math.ceil(options.questions / corpora.length))
      const exact = { index, embedder, reader, readerPassages }
      const parts = { ...exact, ...keeping }
      for (const [i, variant] of options.variants.entries()) {
        collected[i]!.push(...(await evaluateOn(parts, variant, corpus, questions)))
        const few = questions.slice(0, Math.ceil(LATENCY_QUESTIONS / corpora.length))
        if (options.latency) timed[i]!.push(...(await timesOf(exact, variant, few)))
      }
      if (options.features) await writeFeatures(set.name, parts, questions)
    } finally {
      await index.close()
    }
  }
  const runs = options.variants.map((variant, i) => ({ set: set.name, variant, records: collected[i]! }))
  const summaries = options.build ? [] : runs.map((run, i) => summaryOf(run, timed[i]!))
  return { runs, summaries }
}

const keepingModels = ({ embedder, reader }: Models, folder: string) => ({
  embedder: keepingEmbedder(embedder, folder),
  reader: reader === null ? null : keepingReader(reader, config, folder),
})

function evaluateOn(parts: ProductParts, variant: string, corpus: EvalSet, questions: EvalSet['questions']) {
  return evaluate(questions, variants[variant]!(parts), {
    declineBelow,
    atOnce: 4,
    onProgress: progress(`${corpus.name}, ${variant}: questions`, questions.length),
  })
}

/** One question at a time, nothing remembered, as many passages as the doors ask for. */
const timesOf = (parts: ProductParts, variant: string, questions: EvalSet['questions']) =>
  evaluate(questions, variants[variant]!(parts), { declineBelow, passages: 8 })

function summaryOf({ set, variant, records }: Run, timed: readonly QuestionRecord[]): NamedSummary {
  const summary = summarise(records, declineBelow)
  const name = options.variants.length === 1 ? set : `${set}, ${variant}`
  return { name, group: variant, summary: { ...summary, latencyMs: timed.length === 0 ? null : latencies(timed) } }
}

async function writeFeatures(set: string, parts: ProductParts, questions: EvalSet['questions']) {
  for (const { id, question, answerable } of questions) {
    const features = await featuresOf(parts, question)
    const row = { set, cut: options.cut, readerPassages: parts.readerPassages, id, answerable, ...features }
    appendFileSync(featuresFile(), `${JSON.stringify(row)}\n`)
  }
}

function report(runs: readonly Run[], summaries: readonly NamedSummary[]): void {
  console.log(`\n# all\n\n${summaryTables(summaries)}\n`)
  for (const summary of summaries) {
    const table = reliabilityTable(summary)
    if (table !== '') console.log(`${table}\n`)
  }
  for (const { set, variant, records } of runs) {
    const first = runs.find((run) => run.set === set)!
    if (first.variant === variant) continue
    console.log(`${comparisonTable(`${set}: ${first.variant} over ${variant}`, compare(records, first.records))}\n`)
  }
  const file = runFile(options.label)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ ...provenance(), declineBelow, runs } satisfies RunFile & object))
  console.log(`run: ${file}`)
  if (options.record)
    console.log(
      `figures: ${writeResult(options.cut === null ? 'quality' : `quality-cut-${options.cut}`, resultsOf(summaries))}`,
    )
}

const resultsOf = (summaries: readonly NamedSummary[]) => ({
  questions: Number.isFinite(options.questions) ? options.questions : 'all',
  cut: options.cut,
  sets: Object.fromEntries(summaries.map(({ name, summary }): [string, Summary] => [name, summary])),
})

function printComparison(before: RunFile, after: RunFile): void {
  for (const { set, variant, records } of after.runs) {
    const old = before.runs.find((run) => run.set === set && run.variant === variant)
    if (old === undefined) continue
    const comparison = compare(old.records, records)
    console.log(`${comparisonTable(`${set}, ${variant}, ${comparison.questions} questions`, comparison)}\n`)
    for (const [figure, change] of Object.entries(comparison.figures)) {
      if (figure === 'quotedWords' || change.rose.length + change.fell.length === 0) continue
      console.log(
        `${figure} rose: ${change.rose.slice(0, 20).join(' ')}\n${figure} fell: ${change.fell.slice(0, 20).join(' ')}`,
      )
    }
    console.log()
  }
}

function runFile(label: string): string {
  return path.join(options.work, 'runs', `${label}.json`)
}

function featuresFile(): string {
  mkdirSync(path.join(options.work, 'runs'), { recursive: true })
  return path.join(options.work, 'runs', `${options.label}.features.jsonl`)
}

function readRun(labelOrFile: string): RunFile {
  return JSON.parse(readFileSync(existsSync(labelOrFile) ? labelOrFile : runFile(labelOrFile), 'utf8'))
}

/** A line on the error stream every ten seconds. */
function progress(what: string, of: number) {
  let last = performance.now()
  return (done: number | { readonly filesDone: number }): void => {
    if (performance.now() - last < 10_000) return
    last = performance.now()
    console.error(`${what} ${typeof done === 'number' ? done : done.filesDone} of ${of}`)
  }
}

if (options.help) console.log(help)
else if (options.compare !== null) printComparison(readRun(options.compare[0]), readRun(options.compare[1]))
else await measure()
