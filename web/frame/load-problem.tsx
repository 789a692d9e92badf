import { isTooEarly, UnreachableError } from '../service/request.js'
import { texts } from '../texts.js'
import type { Failed } from './use-loaded.js'

/** What could not be read, with another try; nothing where the frame says what stands in the way of every page. */
export function LoadProblem({ failed }: { readonly failed: Failed }) {
  if (failed.error instanceof UnreachableError || isTooEarly(failed.error)) return null
  return (
    <div class="problem" role="alert">
      <p>
        <strong>{texts.service.problem}.</strong> {failed.message}
      </p>
      <button type="button" class="small" onClick={failed.retry}>
        {texts.tryAgain}
      </button>
    </div>
  )
}
