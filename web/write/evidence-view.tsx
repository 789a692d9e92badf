import { formatDate, formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import type { WireEvidence } from '../wire.js'
import { DifferenceView } from './difference-view.js'
import { SourceQuote, SourceView } from './source-view.js'

/** A sentence of an article beside what the text states: evidence, never a verdict. */
export function EvidenceView({ evidence }: { readonly evidence: WireEvidence }) {
  const { citation, conflict, independentSources } = evidence
  return (
    <div class="evidence">
      <SourceQuote citation={citation} />
      {conflict !== null && <ConflictView conflict={conflict} />}
      {independentSources > 1 && <p class="hint">{texts.write.claim.independent(formatNumber(independentSources))}</p>}
      <SourceView citation={citation} />
    </div>
  )
}

function ConflictView({ conflict }: { readonly conflict: NonNullable<WireEvidence['conflict']> }) {
  const { kinds, denies } = texts.write.conflict
  if (conflict.kind === 'negation') return <p class="difference">{denies}</p>
  const shown = (value: string) => (conflict.kind === 'date' ? formatDate(value) : value)
  return <DifferenceView name={kinds[conflict.kind]} claimed={shown(conflict.claimed)} found={shown(conflict.found)} />
}
