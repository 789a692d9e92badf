import { useCallback, useEffect, useRef } from 'preact/hooks'
import { formatNumber } from '../formats.js'
import { plural, texts } from '../texts.js'
import { type DraftCheck, stopCheck } from './check.js'
import { CheckOutcome } from './check-outcome.js'
import { DraftText } from './draft-text.js'
import { FindingSummary } from './finding-summary.js'
import { FindingView } from './finding-view.js'
import { FootnotedDraft } from './footnoted-draft.js'
import { allFindings } from './shown-findings.js'

interface Props {
  readonly check: DraftCheck
  readonly onEdit: () => void
}

/** A checked draft: its text with the findings marked in it, and the selected finding beside it. */
export function DraftView({ check, onEdit }: Props) {
  const title = useRef<HTMLHeadingElement>(null)
  const finding = useRef<HTMLHeadingElement>(null)
  const labels = texts.write.draft
  // The same at every sentence that comes, so that those before it stay as they are.
  const toFinding = useCallback(() => finding.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    title.current?.focus({ preventScroll: true })
    title.current?.scrollIntoView({ block: 'start' })
  }, [check.request])
  return (
    <>
      <div class="draft-head">
        <h2 ref={title} tabIndex={-1}>
          {labels.title}
        </h2>
        {check.state === 'running' ? (
          <button type="button" class="small" onClick={stopCheck}>
            {texts.write.stop}
          </button>
        ) : (
          <button type="button" class="small" onClick={onEdit}>
            {labels.edit}
          </button>
        )}
      </div>
      <DraftProgress check={check} />
      <CheckOutcome check={check} />
      <FindingSummary />
      <div class="columns">
        <div class="beside">
          <DraftText check={check} onChoose={toFinding} />
          <FindingView heading={finding} draft={check.request.text} />
        </div>
      </div>
      {check.whole !== null && <FootnotedDraft request={check.request} whole={check.whole} />}
    </>
  )
}

function DraftProgress({ check: { state, sentences, of } }: Pick<Props, 'check'>) {
  const labels = texts.write.draft
  const { finding, findings } = labels
  return (
    <>
      <p role="status" class="facts">
        {state === 'running' && texts.write.running.draft}
        {state === 'done' &&
          (of === null || allFindings.value.length === 0
            ? labels.none
            : labels.done(plural(allFindings.value.length, finding, findings)))}
      </p>
      {state === 'running' && of !== null && (
        <p class="draft-progress">
          <progress max={of} value={sentences.length} aria-label={texts.write.running.draft} />
          <span class="facts">{labels.progress(formatNumber(sentences.length), formatNumber(of))}</span>
        </p>
      )}
    </>
  )
}
