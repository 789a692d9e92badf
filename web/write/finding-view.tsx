import type { RefObject } from 'preact'
import { formatDate, formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import { DifferenceView } from './difference-view.js'
import { signs } from './draft-text.js'
import { EvidenceView } from './evidence-view.js'
import { type Finding, type FindingKind, toneOf } from './findings.js'
import { QuotePlaces } from './quote-view.js'
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
    markOf(selectedNumber.value!)?.scrollIntoView({ block: 'nearest' })
  }
  const close = () => {
    const mark = markOf(selectedNumber.value!)
    selectedNumber.value = null
    mark?.focus()
  }
  return (
    <section
      class={`finding ${finding === null ? 'is-empty' : ''}`}
      aria-labelledby="finding-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || finding === null || event.defaultPrevented) return
        event.preventDefault()
        close()
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
        {finding !== null && (
          <button type="button" class="small" aria-label={labels.close} onClick={close}>
            <span aria-hidden="true">×</span>
          </button>
        )}
      </div>
      {finding === null ? (
        <p class="hint">{labels.chooseHint}</p>
      ) : (
        <div class="finding-body">
          <div aria-live="polite">
            <Kinds kinds={finding.kinds} />
          </div>
          {/* The difference of an altered quotation has its words already. */}
          {finding.quote?.verdict !== 'altered' && (
            <blockquote class="own-words" dir="auto">
              {draft.slice(finding.span.start, finding.span.end)}
            </blockquote>
          )}
          <Detail key={finding.number} finding={finding} />
        </div>
      )}
    </section>
  )
}

const markOf = (number: number) => document.getElementById(`mark-${number}`)

const meanings: Readonly<Record<FindingKind, string>> = { ...texts.write.quote.verdicts, ...texts.write.draft.meanings }

function Kinds({ kinds }: { readonly kinds: readonly FindingKind[] }) {
  return kinds.map((kind) => (
    <div key={kind} class={`finding-kind ${toneOf[kind]}`}>
      <h3>
        <span class="sign" aria-hidden="true">
          {signs[toneOf[kind]]}
        </span>{' '}
        {texts.write.draft.kinds[kind]}
      </h3>
      <p>{meanings[kind]}</p>
    </div>
  ))
}

function Detail({ finding: { quote, attribution, sentence } }: { readonly finding: Finding }) {
  if (quote !== null) return <QuotePlaces found={quote} words={quote.text} claimedAuthor={quote.claimedAuthor ?? ''} />
  if (attribution !== null) return <AttributionView attribution={attribution} />
  return sentence.evidence.map((evidence) => <EvidenceView key={evidence.citation.permalink} evidence={evidence} />)
}

function AttributionView({ attribution }: { readonly attribution: NonNullable<Finding['attribution']> }) {
  const { kind, claimed, found } = attribution
  const labels = texts.write
  const shown = kind === 'date' && found !== null ? formatDate(found) : found
  return (
    <DifferenceView name={labels.draft.attributions[kind]} claimed={claimed} found={shown ?? labels.draft.unknown} />
  )
}
