import { formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import type { WireClaimSources } from '../wire.js'
import { EvidenceView } from './evidence-view.js'

const stances = ['supports', 'conflicts', 'related'] as const

/** What the articles say of a claim, by stance. That they say nothing looks like none of the three. */
export function ClaimView({ sources }: { readonly sources: WireClaimSources }) {
  const { evidence } = sources
  const labels = texts.write.claim
  if (evidence.length === 0) {
    return (
      <div class="nothing-found">
        <p class="verdict">{labels.nothing}</p>
        <p class="facts">{labels.nothingHint}</p>
      </div>
    )
  }
  const isOnlyRelated = evidence.every(({ stance }) => stance === 'related')
  return (
    <>
      {isOnlyRelated && <p class="nothing-found">{labels.onlyRelated}</p>}
      {stances
        .map((stance) => ({ stance, found: evidence.filter((one) => one.stance === stance) }))
        .filter(({ found }) => found.length > 0)
        .map(({ stance, found }) => (
          <section key={stance} class={`stance ${stance}`} aria-labelledby={`stance-${stance}`}>
            <h3 id={`stance-${stance}`}>
              {labels.stances[stance]} <span class="count">{formatNumber(found.length)}</span>
            </h3>
            {!isOnlyRelated && <p class="hint">{labels.stanceHints[stance]}</p>}
            <ul class="found">
              {found.map((one) => (
                <li key={one.citation.permalink}>
                  <EvidenceView evidence={one} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      <p class="hint">{texts.write.notTruth}</p>
    </>
  )
}
