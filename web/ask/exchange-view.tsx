import { useEffect, useRef } from 'preact/hooks'
import { copyText } from '../citations/copied.js'
import { CopyButton } from '../citations/copy-button.js'
import { addToQuery, fieldsOf } from '../filters/filters.js'
import { formatPercent } from '../formats.js'
import type { Exchange } from '../history/exchange.js'
import { texts } from '../texts.js'
import type { WireAnswered, WireCitation, WirePassage } from '../wire.js'
import { AnswerText } from './answer-text.js'
import { retry } from './conversation.js'
import { DeclinedView } from './declined-view.js'
import { SourceList } from './source-list.js'
import { WritingNote } from './writing-note.js'

export type OpenCitation = (citation: WireCitation, passage: WirePassage | undefined) => void

interface Props {
  readonly exchange: Exchange
  readonly isLast: boolean
  /** The citation whose panel is open. */
  readonly opened: WireCitation | null
  readonly onOpen: OpenCitation
}

export function ExchangeView({ exchange, isLast, opened, onOpen }: Props) {
  const { question, state, answer, citations, passages, problem } = exchange
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // A reader reads on from here, a phone puts its keyboard away, and Tab leads to the first citation.
    if (state !== 'asking') return
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [])
  const openByMarker = (marker: number) => {
    const citation = citations.find((one) => one.marker === marker)
    if (citation !== undefined)
      onOpen(
        citation,
        passages.find(({ id }) => id === citation.passageId),
      )
  }
  return (
    <article class="exchange" aria-busy={state === 'asking'}>
      <h2 ref={heading} tabIndex={-1} dir="auto">
        {question}
      </h2>
      {answer?.rewrittenQuestion && <p class="hint">{texts.ask.understoodAs(answer.rewrittenQuestion)}</p>}
      <div aria-live="polite">
        <AnswerText exchange={exchange} onOpen={openByMarker} />
        {state === 'asking' && <p class="waiting">{texts.ask.searching}</p>}
        {state === 'stopped' && <p class="notice">{texts.ask.stopped}</p>}
        {problem !== null && (
          <div class="problem">
            <p>
              <strong>{texts.service.problem}.</strong> {problem}
            </p>
          </div>
        )}
        {answer?.kind === 'unanswerable' && <DeclinedView answer={answer} />}
        {answer?.kind === 'answered' && <AnswerNotes answer={answer} />}
      </div>
      {citations.length > 0 && <SourceList exchange={exchange} opened={opened} onOpen={openByMarker} />}
      <div class="actions">
        {isLast && (state === 'stopped' || state === 'failed') && (
          <button type="button" class="small" onClick={() => void retry()}>
            {texts.tryAgain}
          </button>
        )}
        {state === 'done' && <CopyButton label={texts.ask.share} copy={() => copyText(sharedAddress(exchange))} />}
      </div>
    </article>
  )
}

function AnswerNotes({ answer }: { readonly answer: WireAnswered }) {
  return (
    <>
      {answer.writing !== null && <WritingNote writing={answer.writing} fallbackReason={answer.fallbackReason} />}
      <p class="facts">{texts.ask.confidence(formatPercent(answer.confidence))}</p>
    </>
  )
}

/** Whoever follows it asks the same question of their own service, under the same filters. */
function sharedAddress({ question, answer, filters }: Exchange): string {
  const address = new URL('/', location.href)
  address.searchParams.set('q', answer?.rewrittenQuestion ?? question)
  addToQuery(address.searchParams, fieldsOf(filters))
  return address.href
}
