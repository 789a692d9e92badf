import { formatDate, formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import type { WireEvidence } from '../wire.js'
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
  const { kinds, claimed, found, denies } = texts.write.conflict
  if (conflict.kind === 'negation') return <p class="difference">{denies}</p>
  const shown = (value: string) => (conflict.kind === 'date' ? formatDate(value) : value)
  return (
    <dl class="difference" aria-label={kinds[conflict.kind]}>
      <div>
        <dt>{claimed}</dt>
        <dd>
          <bdi>{shown(conflict.claimed)}</bdi>
        </dd>
      </div>
      <div>
        <dt>{found}</dt>
        <dd>
          <bdi>{shown(conflict.found)}</bdi>
        </dd>
      </div>
    </dl>
  )
}
