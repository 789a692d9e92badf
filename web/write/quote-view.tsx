import { WordDiff } from '../citations/word-diff.js'
import { formatNumber } from '../formats.js'
import { plural, texts } from '../texts.js'
import type { WireQuoteFinding, WireQuoteMatch } from '../wire.js'
import { SourceQuote, SourceView } from './source-view.js'

interface Props {
  readonly found: WireQuoteFinding
  /** As it was verified: the parts of the quotation are spans of it. */
  readonly words: string
  /** Empty where nobody is claimed. */
  readonly claimedAuthor: string
}

/** How a quotation stands in the articles: the verdict in plain words, then each place that has it. */
export function QuoteView(props: Props) {
  const { verdict } = props.found
  return (
    <>
      <p class={verdict === 'not_found' ? 'verdict nothing-found' : 'verdict'}>{texts.write.quote.verdicts[verdict]}</p>
      <QuotePlaces {...props} />
    </>
  )
}

/** What a quotation's verdict rests on. */
export function QuotePlaces({ found, words, claimedAuthor }: Props) {
  const { verdict, marks, matches } = found
  const labels = texts.write.quote
  return (
    <>
      {claimedAuthor !== '' && (
        <p class="facts">
          <bdi>{labels.claimed(claimedAuthor)}</bdi>
        </p>
      )}
      {marks.length > 0 && <p class="facts">{labels.marks(listed(marks.map((mark) => labels.markNames[mark])))}</p>}
      {verdict === 'not_found' ? (
        matches.length > 0 && <Folded title={labels.nearest} matches={matches} />
      ) : (
        <Places matches={matches} words={words} />
      )}
    </>
  )
}

/** The parts that a quotation is made of, one after the other; else the best place, and the others folded away. */
function Places({ matches, words }: { readonly matches: readonly WireQuoteMatch[]; readonly words: string }) {
  const parts = new Set(matches.map(({ quoteSpan: { start, end } }) => `${start} ${end}`))
  if (parts.size > 1) {
    return (
      <ol class="found parts">
        {matches.map((match, i) => (
          <li key={i}>
            <p class="part">
              {texts.write.quote.part(formatNumber(i + 1))}:{' '}
              <q dir="auto">{words.slice(match.quoteSpan.start, match.quoteSpan.end)}</q>
            </p>
            <MatchView match={match} />
          </li>
        ))}
      </ol>
    )
  }
  const [best, ...others] = matches
  const { more, moreOne } = texts.write.quote
  return (
    <>
      {best !== undefined && <MatchView match={best} />}
      {others.length > 0 && <Folded title={plural(others.length, moreOne, more)} matches={others} />}
    </>
  )
}

function Folded({ title, matches }: { readonly title: string; readonly matches: readonly WireQuoteMatch[] }) {
  return (
    <details class="more-places">
      <summary>{title}</summary>
      <ul class="found">
        {matches.map(({ citation }) => (
          <li key={citation.permalink}>
            <SourceQuote citation={citation} />
            <SourceView citation={citation} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function MatchView({ match }: { readonly match: WireQuoteMatch }) {
  const { citation, diff, changes, asClaimed, speaker } = match
  const labels = texts.write.quote
  return (
    <div class="evidence">
      {changes.length > 0 ? (
        <>
          <p class="facts">{labels.changed(listed(changes.map((change) => labels.changes[change])))}</p>
          <WordDiff diff={diff} language={citation.article.language} />
        </>
      ) : (
        <SourceQuote citation={citation} />
      )}
      {speaker !== null && (
        <p class="facts">
          <bdi>{labels.speaker(speaker)}</bdi>
        </p>
      )}
      {asClaimed === false && <p class="facts">{labels.notAsClaimed}</p>}
      <SourceView citation={citation} />
    </div>
  )
}

const listed = (names: readonly string[]): string =>
  new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format(names)
