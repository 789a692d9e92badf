import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { type ApiKeys, isAuthorized } from '../web-security/api-keys.js'
import { isFromOwnPage } from '../web-security/hosts.js'
import { SESSION_COOKIE, sessionExpiry } from '../web-security/session-cookie.js'
import { problem } from './error-response.js'

export interface Access {
  readonly allowedHosts: ReadonlySet<string>
  readonly apiKeys: ApiKeys
}

/** For doors of programs: they keep a key, and a door without cookies is one that no page can misuse. */
export const requireKey = (keys: ApiKeys): MiddlewareHandler =>
  async function requireKey(c, next) {
    return hasKey(c, keys) ? next() : unauthorized(c)
  }

/** For doors of programs and of the pages, which keep no key. */
export const requireKeyOrSession = ({ apiKeys, allowedHosts }: Access): MiddlewareHandler =>
  async function requireKeyOrSession(c, next) {
    if (hasKey(c, apiKeys)) return next()
    if (sessionEnd(c, apiKeys) === null) return unauthorized(c)
    const headers = { origin: c.req.header('origin'), fetchSite: c.req.header('sec-fetch-site') }
    if (!isSafe(c.req.method) && !isFromOwnPage(headers, allowedHosts)) {
      const hint = 'Programs send "Authorization: Bearer KEY" instead of the cookie.'
      return problem(c, 'ORIGIN_NOT_ALLOWED', `Expected a request of one of this service’s own pages. ${hint}`)
    }
    // A shared cache keeps what was asked for with Authorization from others, but not what was asked for with a cookie.
    c.header('Cache-Control', 'no-store')
    return next()
  }

/** Whether the request carries a key, or none is needed. */
export const hasKey = (c: Context, keys: ApiKeys): boolean => isAuthorized(c.req.header('authorization'), keys)

/** When the session of the request's cookie ends; null where it has no valid one. */
export const sessionEnd = (c: Context, keys: ApiKeys): Date | null =>
  sessionExpiry(getCookie(c, SESSION_COOKIE), keys, new Date())

const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method)

function unauthorized(c: Context): Response {
  return problem(c, 'UNAUTHORIZED', 'Expected "Authorization: Bearer KEY" with one of the keys in ATTEST_API_KEYS.')
}
