import { texts } from '../texts.js'
import { UnreachableError } from './request.js'

/** What went wrong, in a sentence for people. */
export function asMessage(error: unknown): string {
  if (error instanceof UnreachableError) return `${texts.service.gone} ${texts.service.goneHint}`
  return error instanceof Error ? error.message : String(error)
}
