import { type BootstrapOptions, bootstrap, type Estimate } from './bootstrap.js'
import { aurocSorted } from './declining-metrics.js'
import { type FigureName, figureNames, type QuestionRecord } from './question-record.js'

/** How a second run differs from a first one over the same questions. */
export interface Comparison {
  /** Questions that both runs have; the others are left out. */
  readonly questions: number
  readonly figures: Readonly<Partial<Record<FigureName, FigureDifference>>>
  /** Second minus first, resampled together. Null where one of the runs has no confidences or one kind is absent. */
  readonly auroc: Estimate | null
}

export interface FigureDifference {
  /** Mean of second minus first over the questions that have the figure in both. */
  readonly difference: Estimate
  /** Ids of questions whose figure rose, and fell. */
  readonly rose: readonly string[]
  readonly fell: readonly string[]
}

export function compare(
  first: readonly QuestionRecord[],
  second: readonly QuestionRecord[],
  options?: BootstrapOptions,
): Comparison {
  const before = new Map(first.map((record) => [record.id, record]))
  const pairs = second.flatMap((after): Pair[] => {
    const record = before.get(after.id)
    return record === undefined ? [] : [{ before: record, after }]
  })
  const figures = figureNames.flatMap((name) => {
    const difference = figureDifference(pairs, name, options)
    return difference === null ? [] : [[name, difference] as const]
  })
  return { questions: pairs.length, figures: Object.fromEntries(figures), auroc: aurocDifference(pairs, options) }
}

interface Pair {
  readonly before: QuestionRecord
  readonly after: QuestionRecord
}

function figureDifference(
  pairs: readonly Pair[],
  name: FigureName,
  options?: BootstrapOptions,
): FigureDifference | null {
  const changes = pairs.flatMap(({ before, after }) => {
    const [was, is] = [before.figures[name], after.figures[name]]
    return was === undefined || is === undefined ? [] : [{ id: after.id, change: is - was }]
  })
  if (changes.length === 0) return null
  const difference = bootstrap(
    changes.length,
    (weights) => changes.reduce((sum, { change }, i) => sum + weights[i]! * change, 0) / changes.length,
    options,
  )
  return {
    difference: difference!,
    rose: changes.filter(({ change }) => change > 0).map(({ id }) => id),
    fell: changes.filter(({ change }) => change < 0).map(({ id }) => id),
  }
}

function aurocDifference(pairs: readonly Pair[], options?: BootstrapOptions): Estimate | null {
  if (pairs.some(({ before, after }) => before.confidence === null || after.confidence === null)) return null
  const ascending = (of: 'before' | 'after') =>
    pairs
      .map((pair, index) => ({ index, confidence: pair[of].confidence!, answerable: pair[of].answerable }))
      .sort((a, b) => a.confidence - b.confidence)
  const [before, after] = [ascending('before'), ascending('after')]
  return bootstrap(
    pairs.length,
    (weights) => {
      const weighted = (sorted: typeof before) => sorted.map((one) => ({ ...one, weight: weights[one.index]! }))
      const [was, is] = [aurocSorted(weighted(before)), aurocSorted(weighted(after))]
      return was === null || is === null ? null : is - was
    },
    options,
  )
}
