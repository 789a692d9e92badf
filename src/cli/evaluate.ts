import { readFile, writeFile } from 'node:fs/promises'
import { AttestError, asError } from '../errors.js'
import { compare } from '../evaluation/compare.js'
import { evaluate } from '../evaluation/evaluate.js'
import { readGoldFile } from '../evaluation/gold-file.js'
import type { QuestionRecord } from '../evaluation/question-record.js'
import { selfTest } from '../evaluation/self-test.js'
import { selfTestReport } from '../evaluation/self-test-report.js'
import { summarise } from '../evaluation/summarise.js'
import { comparisonTable, reliabilityTable, summaryTables } from '../evaluation/tables.js'
import { type Command, type CommandContext, exitCodes, type OptionValues } from './command.js'
import { withIndex } from './with-index.js'

export const evaluateCommand: Command = {
  name: 'evaluate',
  summary: 'measure how well questions are answered',
  help: `Usage: attest evaluate GOLD.jsonl [options]
       attest evaluate --self-test [options]
       attest evaluate --compare BEFORE.json AFTER.json

Asks every question of a gold file and measures search, quotes and declining, each figure with a 95 % interval.
The self-test needs no gold file: it makes questions of the articles themselves and says what will and will not work.

Options
  --self-test        questions made of the articles, without a model or the network
  --articles N       articles that the self-test makes questions of (default 50)
  --compare          two results (of --out) question by question
  --out FILE         also write figures and every question's values as JSON
  --json             print the same JSON instead of tables
  --help             print this

A line of a gold file
  {"question": "When was the lamp lit?", "relevant": [{"article": "lighthouse", "quote": "It was lit in 1871."}], "answers": ["1871"]}
  {"question": "Who painted it?", "answerable": false}

Exit codes: 0 done, 2 wrong usage, settings or gold file, 3 could not be done`,
  options: {
    'self-test': { type: 'boolean' },
    articles: { type: 'string' },
    compare: { type: 'boolean' },
    out: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(positionals, options, context) {
    if (options.compare === true) return compareRuns(positionals, options, context)
    const judging = { ...context, config: { ...context.config, DECLINE_BELOW: 0 } }
    const result =
      options['self-test'] === true ? runSelfTest(options, judging, context) : runGold(positionals, judging, context)
    const { data, lines } = await result
    if (typeof options.out === 'string') await writeResult(options.out, data)
    if (options.json === true) context.output.json(data)
    else for (const line of lines) context.output.line(line)
    return exitCodes.ok
  },
}

interface Evaluated {
  readonly data: object
  readonly lines: readonly string[]
}

/** @param judging as `context`, but its service answers whatever its confidence. */
async function runGold(
  positionals: readonly string[],
  judging: CommandContext,
  context: CommandContext,
): Promise<Evaluated> {
  const [file] = positionals
  if (file === undefined || positionals.length > 1) {
    throw new AttestError(
      'USAGE',
      `Expected one gold file, received ${positionals.length}. "attest evaluate --help" shows its form.`,
    )
  }
  const declineBelow = context.config.DECLINE_BELOW
  const text = await readText(file)
  return collected(judging, async (attest) => {
    const questions = await readGoldFile(file, text, (id) => attest.article(id))
    const onProgress = (done: number) => context.output.status(`${done} of ${questions.length} questions`)
    const records = await evaluate(questions, attest, { declineBelow, onProgress })
    const summary = summarise(records, declineBelow)
    const version = attest.readiness().version
    const named = { name: file, summary }
    const tables = [summaryTables([named]), reliabilityTable(named)].filter((table) => table !== '')
    return {
      data: { date: new Date().toISOString(), version, summary, questions: records },
      lines: [tables.join('\n\n')],
    }
  })
}

async function runSelfTest(
  options: OptionValues,
  judging: CommandContext,
  context: CommandContext,
): Promise<Evaluated> {
  const articles = Number(options.articles ?? 50)
  if (!Number.isInteger(articles) || articles < 1) {
    throw new AttestError(
      'USAGE',
      `--articles must be a whole number of at least 1, received ${JSON.stringify(options.articles)}.`,
    )
  }
  return collected(judging, async (attest) => {
    const onProgress = (done: number) => context.output.status(`${done} questions`)
    const report = await selfTest(attest, { articles, declineBelow: context.config.DECLINE_BELOW, onProgress })
    const { records, ...rest } = report
    const data = { date: new Date().toISOString(), version: attest.readiness().version, ...rest, questions: records }
    return { data, lines: selfTestReport(report) }
  })
}

async function collected(
  context: CommandContext,
  run: (attest: Parameters<Parameters<typeof withIndex>[1]>[0]) => Promise<Evaluated>,
) {
  let result: Evaluated | null = null
  await withIndex(context, async (attest) => {
    result = await run(attest)
    return exitCodes.ok
  })
  return result!
}

async function compareRuns(positionals: readonly string[], options: OptionValues, { output }: CommandContext) {
  const [before, after] = positionals
  if (before === undefined || after === undefined) {
    throw new AttestError('USAGE', `Expected two results to compare, received ${positionals.length}.`)
  }
  const comparison = compare(await readRecords(before), await readRecords(after))
  if (options.json === true) output.json(comparison)
  else output.line(comparisonTable(`${comparison.questions} questions`, comparison))
  return exitCodes.ok
}

async function readRecords(file: string): Promise<QuestionRecord[]> {
  const text = await readText(file)
  try {
    const { questions } = JSON.parse(text)
    if (Array.isArray(questions)) return questions
  } catch {
    // Said below: it is no result either way.
  }
  throw new AttestError('USAGE', `Expected a result of "attest evaluate --out" in ${file}, found something else.`)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new AttestError('USAGE', `${file} cannot be read: ${asError(cause).message}.`, { cause })
  }
}

async function writeResult(file: string, data: object): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(data, null, 2)}\n`)
  } catch (cause) {
    throw new AttestError('USAGE', `${file} cannot be written: ${asError(cause).message}.`, { cause })
  }
}
