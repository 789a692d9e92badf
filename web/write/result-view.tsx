import { useEffect, useRef } from 'preact/hooks'
import { texts } from '../texts.js'
import { type ClaimCheck, type QuotationCheck, stopCheck } from './check.js'
import { CheckOutcome } from './check-outcome.js'
import { ClaimView } from './claim-view.js'
import { QuoteView } from './quote-view.js'

/** What was found of a claim or a quotation, with the words that it was found for: the box may hold others by now. */
export function ResultView({ check }: { readonly check: ClaimCheck | QuotationCheck }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { request, state } = check
  useEffect(() => {
    // Tab leads to the first citation, and a phone puts its keyboard away.
    heading.current?.focus({ preventScroll: true })
    const isBeside = matchMedia('(min-width: 60rem)').matches
    heading.current?.scrollIntoView({ block: isBeside ? 'nearest' : 'start' })
  }, [request])
  return (
    <section class="result" aria-labelledby="result-title" aria-busy={state === 'running'}>
      <h2 id="result-title" ref={heading} tabIndex={-1}>
        {request.kind === 'claim' ? texts.write.claim.title : texts.write.quote.title}
      </h2>
      <blockquote class="own-words" dir="auto">
        {request.text}
      </blockquote>
      <div role="status">{state === 'running' && <Running kind={request.kind} />}</div>
      <CheckOutcome check={check} />
      {'sources' in check && check.sources !== null && <ClaimView sources={check.sources} />}
      {'quote' in check && check.quote !== null && (
        <QuoteView found={check.quote} words={check.request.text} claimedAuthor={check.request.claimedAuthor} />
      )}
    </section>
  )
}

function Running({ kind }: { readonly kind: 'claim' | 'quotation' }) {
  return (
    <p>
      <span class="waiting">{texts.write.running[kind]}</span>{' '}
      <button type="button" class="small" onClick={stopCheck}>
        {texts.write.stop}
      </button>
    </p>
  )
}
