import { formatNumber, formatSmallPercent } from '../formats.js'
import { texts } from '../texts.js'
import type { WireStatus } from '../wire.js'
import { type Figure, Figures } from './figures.js'

type TotalsOf = WireStatus['activity']['totals']

/** Everything since the start; what never happened is left out, save what is always asked. */
export function Totals({ totals }: { readonly totals: TotalsOf }) {
  const { questions, answered, declined, failed, abandoned, sentences, quotes, drafts } = totals
  const labels = texts.status
  const allDeclined = sum(declined)
  const allFailed = sum(failed)
  const share = (count: number): string => `${formatNumber(count)} (${formatSmallPercent(count / questions)})`
  const figures: Figure[] =
    questions === 0
      ? []
      : [
          [labels.activity, formatNumber(questions)],
          [labels.outcomesOf.answered, share(answered)],
          [labels.outcomesOf.declined, share(allDeclined)],
        ]
  if (allFailed > 0) figures.push([labels.outcomesOf.failed, share(allFailed)])
  if (abandoned > 0) figures.push([labels.outcomesOf.abandoned, share(abandoned)])
  if (sum(quotes) > 0) figures.push([labels.quotes, formatNumber(sum(quotes))])
  if (drafts > 0) figures.push([labels.drafts, formatNumber(drafts)])
  if (figures.length === 0) return null
  return (
    <div class="totals">
      <h3>{labels.totals}</h3>
      <Figures figures={figures} />
      <Parts title={labels.declinedFor} counts={declined} names={labels.declineReasons} />
      <Parts title={labels.failedWith} counts={failed} names={{}} />
      <Parts title={labels.sentences} counts={sentences} names={labels.sentenceVerdicts} />
    </div>
  )
}

type Counts = Readonly<Record<string, number | undefined>>

const sum = (counts: Counts): number => Object.values(counts).reduce<number>((all, count = 0) => all + count, 0)

interface PartsProps {
  readonly title: string
  readonly counts: Counts
  /** What has no name is a code, and shown as such. */
  readonly names: Readonly<Record<string, string>>
}

function Parts({ title, counts, names }: PartsProps) {
  const parts = Object.entries(counts).filter(([, count = 0]) => count > 0)
  if (parts.length === 0) return null
  return (
    <p>
      {title}:{' '}
      {parts.map(([key, count = 0], i) => (
        <>
          {i > 0 && ', '}
          {names[key] ?? <code>{key}</code>} ({formatNumber(count)})
        </>
      ))}
    </p>
  )
}
