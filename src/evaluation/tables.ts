import type { Estimate } from './bootstrap.js'
import type { Comparison } from './compare.js'
import { type FigureName, figureNames } from './question-record.js'
import type { Summary } from './summarise.js'

/** What a table calls each figure. */
const labels: Readonly<Record<FigureName, string>> = {
  goldWithin400Words: 'gold in 400 words',
  goldWithin800Words: '800',
  goldWithin1200Words: '1,200',
  spanRecallAt1: 'Recall@1',
  spanRecallAt5: '@5',
  spanRecallAt10: '@10',
  reciprocalRankAt10: 'MRR@10',
  articleNdcgAt10: 'articles nDCG@10',
  articleRecallAt10: 'articles Recall@10',
  firstQuoteGold: 'first quote gold',
  anyQuoteGold: 'any gold',
  firstQuoteRight: 'first right',
  anyQuoteRight: 'any right',
  answerInQuotes: 'answer in quotes',
  answeredRight: 'answered and right',
  quotedWords: 'words quoted',
}
const searchFigures = figureNames.slice(0, figureNames.indexOf('firstQuoteGold'))
const quoteFigures = figureNames.slice(figureNames.indexOf('firstQuoteGold'))

export interface NamedSummary {
  /** The set, and the variant where there are several. */
  readonly name: string
  readonly summary: Summary
}

/** Markdown tables of the runs: search, quotes, declining, time; those without any value are left out. */
export function summaryTables(runs: readonly NamedSummary[]): string {
  const figures = (title: string, names: readonly FigureName[]) =>
    table(
      [title, 'n', ...names.map((name) => labels[name])],
      runs.map(({ name, summary }) => [
        name,
        String(summary.answerable),
        ...names.map((figure) => shown(summary.figures[figure])),
      ]),
    )
  return [figures('search', searchFigures), figures('quotes', quoteFigures), decliningTable(runs), timeTable(runs)]
    .filter((text) => text !== '')
    .join('\n\n')
}

function decliningTable(runs: readonly NamedSummary[]): string {
  return table(
    ['declining', 'n', 'AUROC', 'below', 'precision', 'recall', 'false declines', 'ECE', 'Brier skill'],
    runs.flatMap(({ name, summary: { questions, declining } }) =>
      declining === null
        ? []
        : [
            [
              name,
              String(questions),
              shown(declining.auroc),
              String(declining.declineBelow),
              ...[declining.precision, declining.recall, declining.falseDeclines].map(shown),
              ...[declining.expectedCalibrationError, declining.brierSkill].map(shown),
            ],
          ],
    ),
  )
}

function timeTable(runs: readonly NamedSummary[]): string {
  const ms = (value: number | undefined) => (value === undefined ? '' : value.toFixed(1))
  return table(
    ['milliseconds', 'search p50', 'p95', 'answer p50', 'p95'],
    runs.map(({ name, summary: { latencyMs: { search, ask } } }) => [
      name,
      ...[search.p50, search.p95, ask?.p50, ask?.p95].map(ms),
    ]),
  )
}

/** A reliability diagram as a table: what was promised beside what came true. */
export function reliabilityTable({ name, summary }: NamedSummary): string {
  return table(
    [`confidence (${name})`, 'questions', 'mean confidence', 'share answerable'],
    (summary.declining?.reliability ?? []).map(({ from, to, questions, meanConfidence, shareAnswerable }) => [
      `${from.toFixed(1)}–${to.toFixed(1)}`,
      String(questions),
      meanConfidence === null ? '' : number(meanConfidence),
      shareAnswerable === null ? '' : number(shareAnswerable),
    ]),
  )
}

/** The figures that differ, each with its interval; `*` where the interval leaves out zero. */
export function comparisonTable(name: string, { figures, auroc }: Comparison): string {
  const surely = ({ low, high }: Estimate) => (low > 0 || high < 0 ? ' *' : '')
  const rows = figureNames.flatMap((figure) => {
    const change = figures[figure]
    if (change === undefined) return []
    const { difference, rose, fell } = change
    return [[labels[figure], shown(difference) + surely(difference), String(rose.length), String(fell.length)]]
  })
  if (auroc !== null) rows.push(['AUROC', shown(auroc) + surely(auroc), '', ''])
  return table([name, 'difference', 'rose', 'fell'], rows)
}

/** Columns that are empty in every row are left out; without rows there is no table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const used = head.map((_, column) => column === 0 || rows.some((row) => row[column] !== ''))
  const line = (cells: readonly string[]) => `| ${cells.filter((_, column) => used[column]).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const shown = (estimate: Estimate | null | undefined): string =>
  estimate ? `${number(estimate.value)} (${number(estimate.low)} to ${number(estimate.high)})` : ''

/** Three decimals without the zero before the point; larger numbers with one decimal. */
const number = (value: number): string =>
  Math.abs(value) >= 2 ? value.toFixed(1) : value.toFixed(3).replace(/^(-?)0\./, '$1.')
