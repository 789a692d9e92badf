import type { Context, MiddlewareHandler } from 'hono'
import { AttestError, TooManyRequestsError } from '../errors.js'
import type { ClientLimits } from '../web-security/client-limits.js'
import { addressGroup } from '../web-security/proxies.js'
import type { BucketState, TokenBuckets } from '../web-security/token-buckets.js'
import { callersKey } from './access.js'
import { untilAnswered } from './until-answered.js'

/** Refuses what is more than a client may ask; behind the door that says who it is. */
export const limitRequests = (limits: ClientLimits): MiddlewareHandler =>
  async function limitRequests(c, next) {
    const client = clientName(c)
    if (limits.requests !== null) takeToken(c, client, limits.requests)
    const end = limits.begin(client)
    if (typeof end === 'string') throw tooManyAtOnce(end)
    await untilAnswered(c, next, end)
  }

/** A key's clients share its limits, wherever they are; who has none is known by the address. */
function clientName(c: Context): string {
  const key = callersKey(c)
  return key === null ? addressGroup(c.get('client').address) : `key ${key.number}`
}

/** @throws {TooManyRequestsError} */
function takeToken(c: Context, client: string, buckets: TokenBuckets): void {
  const state = buckets.take(client)
  tell(c, state, buckets.perMinute)
  if (!state.isEmpty) return
  throw new TooManyRequestsError(state.retryAfterS, `Expected at most ${buckets.perMinute} requests a minute.`)
}

/** @see draft-ietf-httpapi-ratelimit-headers-06 */
function tell(c: Context, { remaining, resetS }: BucketState, perMinute: number): void {
  c.header('RateLimit-Policy', `${perMinute};w=60`)
  c.header('RateLimit-Limit', String(perMinute))
  c.header('RateLimit-Remaining', String(remaining))
  c.header('RateLimit-Reset', String(resetS))
}

function tooManyAtOnce(whose: 'client' | 'service'): AttestError {
  const what =
    whose === 'client' ? 'This client has too many requests running' : 'The service has too many requests running'
  return new AttestError('TOO_MANY_AT_ONCE', `${what}. Ask again when one has ended.`)
}
