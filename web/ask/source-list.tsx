import { MarkedText } from '../articles/marked-text.js'
import { SourceHead } from '../articles/source-head.js'
import { KeepButton } from '../citations/keep-button.js'
import type { Exchange } from '../history/exchange.js'
import { texts } from '../texts.js'
import type { WireCitation } from '../wire.js'

interface Props {
  readonly exchange: Exchange
  readonly opened: WireCitation | null
  readonly onOpen: (marker: number) => void
}

export function SourceList({ exchange, opened, onOpen }: Props) {
  return (
    <ol class="citations" aria-label={texts.ask.sources}>
      {exchange.citations.map((citation) => {
        const { marker } = citation
        return (
          <li key={marker} value={marker} aria-current={opened?.permalink === citation.permalink ? 'true' : undefined}>
            <SourceHead source={citation} as="h3" onOpen={() => onOpen(marker)} />
            <QuoteInContext citation={citation} exchange={exchange} />
            <KeepButton citation={citation} />
          </li>
        )
      })}
    </ol>
  )
}

const CONTEXT_CHARACTERS = 160

/** The quote between the words that stand around it in its passage, cut between words; alone where the answer came without the passage. */
function QuoteInContext({ citation, exchange }: { readonly citation: WireCitation; readonly exchange: Exchange }) {
  const { quote, span, highlight, article, passageId } = citation
  const passage = exchange.passages.find(({ id }) => id === passageId)
  const start = passage === undefined ? 0 : span.start - passage.span.start
  const before = passage?.text.slice(0, start) ?? ''
  const whole = { start: 0, end: quote.length }
  const after = passage?.text.slice(start + quote.length) ?? ''
  return (
    <blockquote lang={article.language ?? undefined} dir="auto">
      {before.length > CONTEXT_CHARACTERS ? before.slice(-CONTEXT_CHARACTERS).replace(/^\S*/, '…') : before}
      <MarkedText text={quote} span={whole} cited={whole} answering={highlight} />
      {after.length > CONTEXT_CHARACTERS ? after.slice(0, CONTEXT_CHARACTERS).replace(/\S*$/, '…') : after}
    </blockquote>
  )
}
