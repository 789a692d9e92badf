import { formatDate, formatMoment, formatNumber } from '../formats.js'
import { EmptyCorpus } from '../frame/empty-corpus.js'
import { texts } from '../texts.js'
import type { WireStatus } from '../wire.js'
import { type Figure, Figures } from './figures.js'

/** What questions are answered from. */
export function CorpusView({ status }: { readonly status: WireStatus }) {
  const { corpus, version, versionCreatedAt } = status
  const labels = texts.status
  const made: Figure[] = versionCreatedAt === null ? [] : [[labels.versionCreated, formatMoment(versionCreatedAt)]]
  const held: Figure[] =
    corpus === null
      ? []
      : [
          [labels.articles, formatNumber(corpus.articles)],
          [labels.passages, formatNumber(corpus.passages)],
          [labels.period, periodOf(corpus)],
          [labels.undated, formatNumber(corpus.undated)],
          [labels.retracted, formatNumber(corpus.retracted)],
        ]
  return (
    <section aria-labelledby="corpus-title">
      <h2 id="corpus-title">{labels.corpus}</h2>
      {corpus?.articles === 0 && <EmptyCorpus />}
      <Figures figures={[...held, [labels.version, <code>{version ?? labels.noVersion}</code>], ...made]} />
    </section>
  )
}

function periodOf({ publishedFrom, publishedTo }: NonNullable<WireStatus['corpus']>): string {
  if (publishedFrom === null || publishedTo === null) return texts.status.unknown
  return texts.status.periodOf(formatDate(publishedFrom), formatDate(publishedTo))
}
