import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { wholeNumber } from '../options.js'
import { setNames } from './eval-set.js'
import { variants } from './product.js'

export const help = `Usage: npm run bench:quality -- [options]

Measures search, quotes and declining on the question sets of ../shared/evals.

Options
  --sets A,B         ${setNames.join(', ')}, clapnq_dev (default: all but the last)
  --questions N      at most N questions of each set, the same in every run (default: all)
  --variants A,B     ${Object.keys(variants).join(', ')} (default: product); the first is compared with each other one
  --cut N            corpora cut to N articles, many of them, instead of the whole (3, 16 and 100 say most)
  --reader-passages N  passages that the reader reads, 0 for none (default: that of the settings)
  --decline-below P  threshold of confidence (default: that of the settings)
  --work FOLDER      where vectors, indexes and runs are kept (default: attest-quality in the system's temporary folder)
  --label NAME       name of the run (default: the time)
  --build            build the indexes and stop
  --latency          also measure times, of 60 questions of each set one at a time (implied by --record)
  --features         also write what the decision to decline looked at, one line a question
  --record           write the figures with date and commit to bench/results
  --compare A B      compare two runs, by label or file, question by question, instead of measuring
  --help             print this`

export interface BenchOptions {
  readonly sets: readonly string[]
  readonly questions: number
  readonly variants: readonly string[]
  readonly cut: number | null
  readonly readerPassages: number | null
  readonly declineBelow: number | null
  readonly work: string
  readonly label: string
  readonly build: boolean
  readonly latency: boolean
  readonly features: boolean
  readonly record: boolean
  readonly compare: readonly [string, string] | null
  readonly help: boolean
}

export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      sets: { type: 'string', default: setNames.join(',') },
      questions: { type: 'string' },
      variants: { type: 'string', default: 'product' },
      cut: { type: 'string' },
      'reader-passages': { type: 'string' },
      'decline-below': { type: 'string' },
      work: { type: 'string', default: path.join(tmpdir(), 'attest-quality') },
      label: { type: 'string', default: new Date().toISOString().slice(0, 19).replaceAll(':', '') },
      build: { type: 'boolean', default: false },
      latency: { type: 'boolean', default: false },
      features: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const chosen = values.variants.split(',')
  for (const name of chosen) {
    if (variants[name] === undefined) throw new RangeError(`there is no variant ${name}; see --help`)
  }
  const [first, second] = positionals
  if (values.compare && (first === undefined || second === undefined)) throw new RangeError('--compare takes two runs')
  return {
    sets: values.sets.split(','),
    questions: values.questions === undefined ? Number.POSITIVE_INFINITY : wholeNumber('questions', values.questions),
    variants: chosen,
    cut: values.cut === undefined ? null : wholeNumber('cut', values.cut),
    readerPassages: values['reader-passages'] === undefined ? null : Number(values['reader-passages']),
    declineBelow: values['decline-below'] === undefined ? null : Number(values['decline-below']),
    work: path.resolve(values.work),
    label: values.label,
    build: values.build,
    latency: values.latency || values.record,
    features: values.features,
    record: values.record,
    compare: values.compare ? [first!, second!] : null,
    help: values.help,
  }
}
