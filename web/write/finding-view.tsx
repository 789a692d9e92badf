import type { RefObject } from 'preact'
import { formatDate, formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import { signs } from './draft-text.js'
import { EvidenceView } from './evidence-view.js'
import { type Finding, type FindingKind, toneOf } from './findings.js'
import { QuoteView } from './quote-view.js'
import { selectedFinding, selectedNumber, shownFindings, step } from './shown-findings.js'

interface Props {
  /** Where the focus goes when a mark is chosen. */
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly draft: string
}

/** The selected finding, and the way to the one before and the one after it. */
export function FindingView({ heading, draft }: Props) {
  const labels = texts.write.draft
  const finding = selectedFinding.value
  const shown = shownFindings.value
  if (shown.length === 0) return null
  const go = (by: 1 | -1) => {
    step(by)
    markOf(selectedNumber.value!)?.scrollIntoView({ block: 'center' })
  }
  const toText = () => {
    const mark = markOf(selectedNumber.value!)
    mark?.scrollIntoView({ block: 'center' })
    mark?.focus({ preventScroll: true })
  }
  return (
    <section
      class={`finding ${finding === null ? 'is-empty' : ''}`}
      aria-labelledby="finding-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || finding === null || event.defaultPrevented) return
        event.preventDefault()
        toText()
      }}
    >
      <div class="finding-bar">
        <h2 id="finding-title" ref={heading} tabIndex={-1}>
          {finding === null
            ? labels.choose
            : labels.position(formatNumber(shown.indexOf(finding) + 1), formatNumber(shown.length))}
        </h2>
        <button type="button" class="small" aria-label={labels.previous} onClick={() => go(-1)}>
          <span aria-hidden="true">←</span>
        </button>
        <button type="button" class="small" aria-label={labels.next} onClick={() => go(1)}>
          <span aria-hidden="true">→</span>
        </button>
      </div>
      {finding === null ? (
        <p class="hint">{labels.chooseHint}</p>
      ) : (
        <div class="finding-body">
          <div aria-live="polite">
            <Kinds kinds={finding.kinds} />
          </div>
          <blockquote class="own-words" dir="auto">
            {draft.slice(finding.span.start, finding.span.end)}
          </blockquote>
          <Detail key={finding.number} finding={finding} />
          <p class="actions">
            <button type="button" class="small" onClick={toText}>
              {labels.toText}
            </button>
          </p>
        </div>
      )}
    </section>
  )
}

const markOf = (number: number) => document.getElementById(`mark-${number}`)

/** Of a quotation the verdict says it all. */
const meaningOf = (kind: FindingKind): string | null =>
  kind in texts.write.draft.meanings
    ? texts.write.draft.meanings[kind as keyof typeof texts.write.draft.meanings]
    : null

function Kinds({ kinds }: { readonly kinds: readonly FindingKind[] }) {
  return kinds.map((kind) => (
    <div key={kind} class={`finding-kind ${toneOf[kind]}`}>
      <h3>
        <span class="sign" aria-hidden="true">
          {signs[toneOf[kind]]}
        </span>{' '}
        {texts.write.draft.kinds[kind]}
      </h3>
      {meaningOf(kind) !== null && <p>{meaningOf(kind)}</p>}
    </div>
  ))
}

function Detail({ finding: { quote, attribution, sentence } }: { readonly finding: Finding }) {
  if (quote !== null) return <QuoteView found={quote} words={quote.text} claimedAuthor={quote.claimedAuthor ?? ''} />
  if (attribution !== null) return <AttributionView attribution={attribution} />
  return sentence.evidence.map((evidence) => <EvidenceView key={evidence.citation.permalink} evidence={evidence} />)
}

function AttributionView({ attribution }: { readonly attribution: NonNullable<Finding['attribution']> }) {
  const { kind, claimed, found } = attribution
  const labels = texts.write
  const shown = kind === 'date' && found !== null ? formatDate(found) : found
  return (
    <dl class="difference" aria-label={labels.draft.attributions[kind]}>
      <div>
        <dt>{labels.conflict.claimed}</dt>
        <dd>
          <bdi>{claimed}</bdi>
        </dd>
      </div>
      <div>
        <dt>{labels.conflict.found}</dt>
        <dd>
          <bdi>{shown ?? labels.draft.unknown}</bdi>
        </dd>
      </div>
    </dl>
  )
}
