import { texts } from '../texts.js'
import { ProblemError, UnreachableError } from './request.js'

/** What went wrong, in a sentence for people. */
export function asMessage(error: unknown): string {
  if (error instanceof UnreachableError) return `${texts.service.gone} ${texts.service.goneHint}`
  // What the service says of it is for programs.
  if (error instanceof ProblemError && error.problem.status === 401) return texts.service.keyNeeded
  return error instanceof Error ? error.message : String(error)
}
