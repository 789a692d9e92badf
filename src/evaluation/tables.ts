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
  firstArticleRelevant: 'first article',
  articleNdcgAt10: 'articles nDCG@10',
  articleRecallAt10: 'articles Recall@10',
  firstQuoteGold: 'first quote gold',
  anyQuoteGold: 'any gold',
  firstQuoteRight: 'first right',
  anyQuoteRight: 'any right',
  answerInQuotes: 'answer in quotes',
  answerInQuotesByValue: 'by value',
  answeredRight: 'answered and right',
  quotedWords: 'words quoted',
}
const searchFigures = figureNames.slice(0, figureNames.indexOf('firstQuoteGold'))
const quoteFigures = figureNames.slice(figureNames.indexOf('firstQuoteGold'))

export interface NamedSummary {
  /** The set, and the variant where there are several. */
  readonly name: string
  /** Runs of one group have a row of means, each set counting the same; by default all are of one group. */
  readonly group?: string
  readonly summary: Summary
}

/** Markdown tables of the runs: search, quotes, declining, time; rows and columns without any value are left out. */
export function summaryTables(runs: readonly NamedSummary[]): string {
  const means = (title: string, names: readonly FigureName[]) =>
    figureTable(
      title,
      runs,
      names.map((name) => ({ label: labels[name], of: ({ figures }) => figures[name] ?? null })),
    )
  return [means('search', searchFigures), means('quotes', quoteFigures), decliningTable(runs), timeTable(runs)]
    .filter((text) => text !== '')
    .join('\n\n')
}

const decliningTable = (runs: readonly NamedSummary[]): string =>
  figureTable('declining', runs, [
    { label: 'AUROC', of: ({ declining }) => declining?.auroc ?? null },
    { label: 'precision', of: ({ declining }) => declining?.precision ?? null },
    { label: 'recall', of: ({ declining }) => declining?.recall ?? null },
    { label: 'false declines', of: ({ declining }) => declining?.falseDeclines ?? null },
    { label: 'ECE', of: ({ declining }) => declining?.expectedCalibrationError ?? null },
    { label: 'Brier skill', of: ({ declining }) => declining?.brierSkill ?? null },
  ])

interface Column {
  readonly label: string
  readonly of: (summary: Summary) => Estimate | null
}

function figureTable(title: string, runs: readonly NamedSummary[], columns: readonly Column[]): string {
  const withValues = runs.filter(({ summary }) => columns.some(({ of }) => of(summary) !== null))
  const rows = withValues.map(({ name, summary }) => {
    const estimates = columns.map(({ of }) => of(summary))
    // A figure that fewer questions support rests on those; the row says how many the most do.
    const questions = Math.max(...estimates.map((estimate) => estimate?.questions ?? 0))
    return [name, String(questions), ...estimates.map(shown)]
  })
  return table([title, 'n', ...columns.map(({ label }) => label)], [...rows, ...meanRows(withValues, columns)])
}

/** For each group of several runs, the mean of each figure over those that have it. */
function meanRows(runs: readonly NamedSummary[], columns: readonly Column[]): string[][] {
  const groups = [...new Set(runs.map(({ group }) => group))]
  return groups.flatMap((group) => {
    const inside = runs.filter((run) => run.group === group)
    if (inside.length < 2) return []
    const means = columns.map(({ of }) => {
      const values = inside.flatMap(({ summary }) => of(summary)?.value ?? [])
      return values.length === 0 ? '' : number(values.reduce((sum, value) => sum + value, 0) / values.length)
    })
    return [[group === undefined ? 'mean' : `mean, ${group}`, '', ...means]]
  })
}

function timeTable(runs: readonly NamedSummary[]): string {
  const ms = (value: number | undefined) => (value === undefined ? '' : value.toFixed(1))
  return table(
    ['milliseconds', 'search p50', 'p95', 'answer p50', 'p95'],
    runs.flatMap(({ name, summary: { latencyMs } }) =>
      latencyMs === null
        ? []
        : [[name, ...[latencyMs.search.p50, latencyMs.search.p95, latencyMs.ask?.p50, latencyMs.ask?.p95].map(ms)]],
    ),
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

/** The difference of each figure with its interval; `*` where the interval leaves out zero. */
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
