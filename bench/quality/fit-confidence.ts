import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ConfidenceFeatures, LogisticModel } from '../../src/answers/confidence.js'
import { fitLogistic, type Sample } from './logistic-regression.js'

/**
 * Fits src/answers/confidence.json on what the decision to decline looked at, as `bench:quality -- --features` wrote it:
 * `npm run bench:confidence -- FILE.features.jsonl …`. Each set, and each size that its corpus was cut to, counts the same.
 * A feature whose coefficient would speak against what it means, which is chance, is left out.
 */
interface FeatureRow extends ConfidenceFeatures {
  readonly set: string
  readonly cut: number | null
  readonly readerPassages: number
  readonly answerable: boolean
}

type Feature = keyof ConfidenceFeatures

const FEATURES: readonly Feature[] = [
  'bestSentenceCosine',
  'bestPassageCosine',
  'bestSentenceScore',
  'missingMass',
  'yearsFound',
]

const rows = process.argv.slice(2).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): FeatureRow => JSON.parse(line)),
)
if (rows.length === 0) throw new Error('expected files that "npm run bench:quality -- --features" wrote, received none')

const groupOf = ({ set, cut }: FeatureRow): string => `${set}, ${cut ?? 'whole'}`

/** What lowers the confidence; all others raise it. */
const LOWERING: readonly Feature[] = ['missingMass']

function fitted(some: readonly FeatureRow[], features: readonly Feature[]): LogisticModel {
  if (some.length === 0)
    throw new Error('expected runs with the reader and with --reader-passages 0, received one kind')
  const sizes = new Map<string, number>()
  for (const row of some) sizes.set(groupOf(row), (sizes.get(groupOf(row)) ?? 0) + 1)
  const samples = some.map(
    (row): Sample => ({
      features: features.map((feature) => row[feature]),
      positive: row.answerable,
      weight: some.length / sizes.size / sizes.get(groupOf(row))!,
    }),
  )
  const { intercept, coefficients } = fitLogistic(samples)
  const sensible = features.filter((feature, i) => coefficients[i]! > 0 !== LOWERING.includes(feature))
  if (sensible.length < features.length) return fitted(some, sensible)
  const named = Object.fromEntries(features.map((feature, i) => [feature, rounded(coefficients[i]!)]))
  return { intercept: rounded(intercept), coefficients: named }
}

const rounded = (value: number): number => Number(value.toFixed(3))

const models = {
  fittedOn: [...new Set(rows.map(groupOf))].sort(),
  command: 'npm run bench:confidence (docs/evaluation.md)',
  unread: fitted(
    rows.filter(({ readerPassages }) => readerPassages === 0),
    [...FEATURES, 'bestSentenceCoverage'],
  ),
  read: fitted(
    rows.filter(({ readerPassages }) => readerPassages > 0),
    // Coverage speaks through the sentence's score already; by itself it declines questions in other words (decision 11).
    [...FEATURES, 'readerMargin'],
  ),
}
const file = path.resolve(import.meta.dirname, '../../src/answers/confidence.json')
writeFileSync(file, `${JSON.stringify(models, null, 2)}\n`)
console.log(JSON.stringify(models, null, 2))
