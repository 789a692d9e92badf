import type { LanguageModelFailureReason } from './language-model.js'

/** Why one request failed; safe to show. */
export interface CallFailure {
  readonly reason: LanguageModelFailureReason
  /** What happened, as the end of "The language model …". */
  readonly problem: string
  /** Whether the same request may succeed soon. */
  readonly isTransient: boolean
  /** What the server asked for; null where it did not. */
  readonly retryAfterMs: number | null
}

const failure = (
  reason: LanguageModelFailureReason,
  problem: string,
  { isTransient = false, retryAfterMs = null }: { isTransient?: boolean; retryAfterMs?: number | null } = {},
): CallFailure => ({ reason, problem, isTransient, retryAfterMs })

/** @param details short machine-readable words of the server's error. */
export function statusFailure(status: number, details: readonly string[], retryAfterMs: number | null): CallFailure {
  const answered = `answered with status ${status}${details.length === 0 ? '' : ` (${details.join(', ')})`}`
  if (status === 429)
    return failure('rate_limited', `${answered}: too many requests`, { isTransient: true, retryAfterMs })
  if (status === 408 || status >= 500) return failure('server_error', answered, { isTransient: true, retryAfterMs })
  if (status === 401 || status === 403) {
    return failure('unauthorized', `${answered}; check ATTEST_LANGUAGE_MODEL_KEY`)
  }
  if (status === 404) {
    return failure('refused', `${answered}; check ATTEST_LANGUAGE_MODEL and ATTEST_LANGUAGE_MODEL_URL`)
  }
  if (status < 400)
    return failure('refused', `${answered}, which leads elsewhere; set ATTEST_LANGUAGE_MODEL_URL to the address itself`)
  return failure('refused', answered)
}

/** Codes of Node and undici for what passes: a server that restarts, a connection that was reset, a resolver that is busy. */
const transientCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
])

export function connectionFailure(error: unknown): CallFailure {
  const code = codeOf(error)
  return failure('unreachable', `could not be reached${code === null ? '' : ` (${code})`}`, {
    isTransient: code !== null && transientCodes.has(code),
  })
}

export const cutOff = failure('cut_off', 'broke off before it had finished')
export const brokeBeforeText = failure('unreachable', 'broke the connection before its first word', {
  isTransient: true,
})
export const reachedLength = failure(
  'cut_off',
  'reached its most tokens before it had finished; raise ATTEST_LANGUAGE_MODEL_MAX_TOKENS',
)
export const filtered = failure('refused', 'refused to answer, by a rule of its own')
export const ofOtherProtocol = failure(
  'malformed',
  'answered with something else than its protocol; check ATTEST_LANGUAGE_MODEL_PROVIDER and ATTEST_LANGUAGE_MODEL_URL',
)
export const streamedError = failure('server_error', 'reported an error in its stream', { isTransient: true })
export const finishedEmpty = failure('empty', 'finished without any text')

/** The code of an error, or of what caused it; `fetch` wraps one or, where a name has several addresses, many. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return 'cause' in error ? codeOf(error.cause) : null
}
