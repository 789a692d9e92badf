import { type BootstrapOptions, bootstrap, type Estimate, meanEstimate, quantile } from './bootstrap.js'
import {
  aurocSorted,
  brierSkill,
  type DecliningFigures,
  decliningAt,
  expectedCalibrationError,
  type Judged,
  type ReliabilityBin,
  reliability,
} from './declining-metrics.js'
import { type FigureName, figureNames, type QuestionRecord } from './question-record.js'

/** The figures of a run over one set of questions. */
export interface Summary {
  readonly questions: number
  readonly answerable: number
  /** Means over the questions that support them. */
  readonly figures: Readonly<Partial<Record<FigureName, Estimate>>>
  /** Null where only the search was measured. */
  readonly declining: DecliningSummary | null
  /** Null where it was not measured. */
  readonly latencyMs: Latencies | null
}

export interface Latencies {
  readonly search: Latency
  readonly ask: Latency | null
}

export interface DecliningSummary {
  readonly declineBelow: number
  readonly auroc: Estimate | null
  readonly precision: Estimate | null
  readonly recall: Estimate | null
  readonly falseDeclines: Estimate | null
  /** Ten bins; null, as are skill and diagram, unless there are questions of both kinds. */
  readonly expectedCalibrationError: Estimate | null
  readonly brierSkill: Estimate | null
  readonly reliability: readonly ReliabilityBin[] | null
}

export interface Latency {
  readonly p50: number
  readonly p95: number
}

export function summarise(
  records: readonly QuestionRecord[],
  declineBelow: number,
  options?: BootstrapOptions,
): Summary {
  const means = figureNames.flatMap((name) => {
    const estimate = meanEstimate(valuesOf(records, name), options)
    return estimate === null ? [] : [[name, estimate] as const]
  })
  const judged = judgedOf(records)
  return {
    questions: records.length,
    answerable: records.filter(({ answerable }) => answerable).length,
    figures: Object.fromEntries(means),
    declining: judged.length === 0 ? null : summariseDeclining(judged, declineBelow, options),
    latencyMs: records.length === 0 ? null : latencies(records),
  }
}

export function latencies(records: readonly QuestionRecord[]): Latencies {
  const askMs = records.flatMap((record) => record.askMs ?? [])
  return { search: latency(records.map(({ searchMs }) => searchMs)), ask: askMs.length === 0 ? null : latency(askMs) }
}

const valuesOf = (records: readonly QuestionRecord[], name: FigureName): number[] =>
  records.flatMap(({ figures }) => figures[name] ?? [])

/** In ascending order of confidence. */
export const judgedOf = (records: readonly QuestionRecord[]): Judged[] =>
  records
    .flatMap(({ confidence, answerable }) => (confidence === null ? [] : [{ confidence, answerable }]))
    .sort((a, b) => a.confidence - b.confidence)

function summariseDeclining(ascending: readonly Judged[], declineBelow: number, options?: BootstrapOptions) {
  const estimate = (statistic: (judged: readonly Judged[]) => number | null): Estimate | null =>
    bootstrap(
      ascending.length,
      (weights) => statistic(ascending.map((one, i) => ({ ...one, weight: weights[i]! }))),
      options,
    )
  const declining = (name: keyof DecliningFigures) => estimate((judged) => decliningAt(judged, declineBelow)[name])
  const bothKinds = new Set(ascending.map(({ answerable }) => answerable)).size === 2
  return {
    declineBelow,
    auroc: estimate(aurocSorted),
    precision: bothKinds ? declining('precision') : null,
    recall: declining('recall'),
    falseDeclines: declining('falseDeclines'),
    expectedCalibrationError: bothKinds ? estimate(expectedCalibrationError) : null,
    brierSkill: estimate(brierSkill),
    reliability: bothKinds ? reliability(ascending) : null,
  }
}

const latency = (ms: readonly number[]): Latency => ({ p50: quantile(ms, 0.5), p95: quantile(ms, 0.95) })
