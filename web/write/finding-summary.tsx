import { formatNumber } from '../formats.js'
import { texts } from '../texts.js'
import { signs } from './draft-text.js'
import { toneOf } from './findings.js'
import { allFindings, countsByKind, onlyKind, showOnly } from './shown-findings.js'

/** How many findings there are of each kind; choosing one leaves only its marks in the text. */
export function FindingSummary() {
  const labels = texts.write.draft
  if (allFindings.value.length === 0) return null
  return (
    <fieldset class="finding-summary">
      <legend class="visually-hidden">{labels.show}</legend>
      <button type="button" class="small" aria-pressed={onlyKind.value === null} onClick={() => showOnly(null)}>
        {labels.all} <span class="count">{formatNumber(allFindings.value.length)}</span>
      </button>
      {countsByKind.value.map(({ kind, count }) => (
        <button
          key={kind}
          type="button"
          class={`small ${toneOf[kind]}`}
          aria-pressed={onlyKind.value === kind}
          onClick={() => showOnly(onlyKind.value === kind ? null : kind)}
        >
          <span class="sign" aria-hidden="true">
            {signs[toneOf[kind]]}
          </span>{' '}
          {labels.kinds[kind]} <span class="count">{formatNumber(count)}</span>
        </button>
      ))}
    </fieldset>
  )
}
