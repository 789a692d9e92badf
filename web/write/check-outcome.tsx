import { texts } from '../texts.js'
import { type Check, runCheck } from './check.js'
import { showAfresh } from './shown-findings.js'

/** A check that did not come to its end, and the way to try it again; nothing for one that did. */
export function CheckOutcome({ check }: { readonly check: Check }) {
  const { state, problem, request } = check
  if (state !== 'stopped' && state !== 'failed') return null
  const again = () => {
    showAfresh()
    void runCheck(request)
  }
  const hasFound = 'sentences' in check && check.sentences.length > 0
  return (
    <div class={state === 'failed' ? 'problem' : 'notice'} role="alert">
      <p>
        {state === 'failed' ? (
          <>
            <strong>{texts.service.problem}.</strong> {problem}
          </>
        ) : hasFound ? (
          texts.write.stopped
        ) : (
          texts.write.stoppedEarly
        )}
      </p>
      <p>
        <button type="button" class="small" onClick={again}>
          {texts.tryAgain}
        </button>
      </p>
    </div>
  )
}
