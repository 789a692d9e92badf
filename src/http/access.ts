import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { InsufficientScopeError, TooManyRequestsError } from '../errors.js'
import { type ApiKey, type ApiKeys, bearerOf, matchingKey, type Scope, scopes } from '../web-security/api-keys.js'
import type { ClientLimits } from '../web-security/client-limits.js'
import { type AllowedHosts, isFromOwnPage } from '../web-security/hosts.js'
import { addressGroup } from '../web-security/proxies.js'
import { openSession, SESSION_COOKIE, type Session } from '../web-security/session-cookie.js'
import { problem } from './error-response.js'
import { hostOf } from './host-of.js'
import { wantedScope } from './route-scopes.js'

export interface Access {
  readonly allowedHosts: AllowedHosts
  readonly apiKeys: ApiKeys
  readonly limits: ClientLimits
}

/** Who sent a request, by what came with it. */
export interface Caller {
  /** The key in its `Authorization`; null where it has none of ours. */
  readonly bearer: ApiKey | null
  /** Of its cookie, where the door takes cookies. */
  readonly session: Session | null
  /** What it may do: everything where no keys are set. */
  readonly scopes: readonly Scope[]
}

/** The key that a request came with, in whichever way; null without one, and before a door that wants none. */
export function callersKey(c: Context): ApiKey | null {
  const caller: Caller | undefined = c.get('caller')
  return caller?.bearer ?? caller?.session?.key ?? null
}

export interface Door extends Access {
  /**
   * Whether the pages' cookie opens it. Programs keep a key, and a door without cookies is one that no page can misuse.
   */
  readonly takesCookies: boolean
}

/** Notes who sends the request, and lets in whoever may do what its route does. */
export const requireScope = ({ apiKeys, allowedHosts, limits, takesCookies }: Door): MiddlewareHandler =>
  async function requireScope(c, next) {
    const caller = callerOf(c, { apiKeys, limits, takesCookies })
    c.set('caller', caller)
    const wanted = wantedScope(c)
    if (wanted === null || apiKeys.length === 0) return next()
    if (caller.bearer === null) {
      if (caller.session === null) return unauthorized(c)
      const headers = {
        origin: c.req.header('origin'),
        fetchSite: c.req.header('sec-fetch-site'),
        host: hostOf(c),
      }
      if (!isSafe(c.req.method) && !isFromOwnPage(headers, allowedHosts)) {
        const hint = 'Programs send "Authorization: Bearer KEY" instead of the cookie.'
        return problem(c, 'ORIGIN_NOT_ALLOWED', `Expected a request of one of this service’s own pages. ${hint}`)
      }
      // A shared cache keeps what was asked for with Authorization from others, but not what was asked for with a cookie.
      c.header('Cache-Control', 'no-store')
    }
    if (wanted !== 'any' && !caller.scopes.includes(wanted)) throw new InsufficientScopeError(wanted)
    return next()
  }

function callerOf(c: Context, { apiKeys, limits, takesCookies }: Omit<Door, 'allowedHosts'>): Caller {
  if (apiKeys.length === 0) return { bearer: null, session: null, scopes }
  const given = bearerOf(c.req.header('authorization'))
  const bearer = given === null ? null : keyOf(c, given, { apiKeys, limits })
  const session = takesCookies ? openSession(getCookie(c, SESSION_COOKIE), apiKeys, new Date()) : null
  return { bearer, session, scopes: (bearer ?? session?.key)?.scopes ?? [] }
}

/**
 * The key that a client gives. After too many wrong ones of its address none is looked at, right or wrong: otherwise
 * the right one among many guesses would be noticed all the same.
 * @throws {TooManyRequestsError}
 */
export function keyOf(c: Context, given: string, { apiKeys, limits }: Omit<Access, 'allowedHosts'>): ApiKey | null {
  const address = addressGroup(c.get('client').address)
  const pauseS = limits.pauseAfterWrongKeysS(address)
  if (pauseS > 0) throw new TooManyRequestsError(pauseS, 'Too many wrong keys came from this address.')
  const key = matchingKey(given, apiKeys)
  if (key === null) limits.noteWrongKey(address)
  return key
}

const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method)

function unauthorized(c: Context): Response {
  return problem(c, 'UNAUTHORIZED', 'Expected "Authorization: Bearer KEY" with one of the keys in ATTEST_API_KEYS.')
}
