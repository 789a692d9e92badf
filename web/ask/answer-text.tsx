import { citedAt } from '../articles/addresses.js'
import { openHere } from '../frame/open-here.js'
import type { Exchange } from '../history/exchange.js'
import { texts } from '../texts.js'
import type { WireCitation, WireSegment } from '../wire.js'

interface Props {
  readonly exchange: Exchange
  readonly onOpen: (marker: number) => void
}

/** The answer as far as it has come. What a language model wrote stands a sentence a line, its sources' words beneath. */
export function AnswerText({ exchange, onOpen }: Props) {
  const { segments, citations } = exchange
  if (segments.length === 0) return null
  const isWritten = segments.some(({ verdict }) => verdict !== null)
  if (!isWritten) {
    return (
      <p class="answer" dir="auto">
        {segments.map((segment, i) => (
          <Sentence key={i} segment={segment} citations={citations} onOpen={onOpen} />
        ))}
      </p>
    )
  }
  return (
    <div class="answer written">
      {segments.map((segment, i) => (
        <WrittenSentence key={i} segment={segment} citations={citations} onOpen={onOpen} />
      ))}
    </div>
  )
}

interface SentenceProps {
  readonly segment: WireSegment
  readonly citations: readonly WireCitation[]
  readonly onOpen: (marker: number) => void
}

function Sentence({ segment, citations, onOpen }: SentenceProps) {
  const { kind, text, verdict } = segment
  return (
    <>
      {kind === 'quote' ? <q>{text}</q> : text}
      {segment.citations.map((marker) => (
        // A marker never stands at the start of a line: a no-break space holds it to its words.
        <>
          {'\u00a0'}
          <Marker marker={marker} citations={citations} onOpen={onOpen} />
        </>
      ))}
      {verdict !== null && verdict !== 'supported' && (
        <span class={`remark ${verdict}`}> ({texts.ask.verdicts[verdict]})</span>
      )}{' '}
    </>
  )
}

function WrittenSentence({ segment, citations, onOpen }: SentenceProps) {
  const sources = segment.kind === 'quote' ? [] : citations.filter(({ marker }) => segment.citations.includes(marker))
  return (
    <div class={`sentence ${segment.verdict ?? ''}`}>
      <p dir="auto">
        <Sentence segment={segment} citations={citations} onOpen={onOpen} />
      </p>
      {sources.map(({ marker, quote, article }) => (
        <blockquote key={marker} class="beneath" lang={article.language ?? undefined} dir="auto">
          <span class="visually-hidden">{texts.ask.writtenFrom} </span>
          {quote} <span class="hint">[{marker}]</span>
        </blockquote>
      ))}
    </div>
  )
}

interface MarkerProps {
  readonly marker: number
  readonly citations: readonly WireCitation[]
  readonly onOpen: (marker: number) => void
}

/** A real link, so that a new window, the address and a page without its script work as everywhere. */
export function Marker({ marker, citations, onOpen }: MarkerProps) {
  const citation = citations.find((one) => one.marker === marker)
  if (citation === undefined) return <span class="marker">[{marker}]</span>
  return (
    <a
      class="marker"
      href={citedAt(citation)}
      aria-label={texts.citations.source(marker)}
      onClick={(event) => openHere(event, () => onOpen(marker))}
    >
      [{marker}]
    </a>
  )
}
