import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import type { CookieOptions } from 'hono/utils/cookie'
import { AttestError } from '../../errors.js'
import { type ApiKeys, scopes } from '../../web-security/api-keys.js'
import type { ClientLimits } from '../../web-security/client-limits.js'
import { newSession, SESSION_COOKIE, SESSION_LIFETIME_S } from '../../web-security/session-cookie.js'
import { Session, SignInRequest } from '../../wire/session-schemas.js'
import { keyOf } from '../access.js'
import type { App } from '../app-type.js'
import { jsonBody, jsonResponse, problems } from './descriptions.js'

const openToAll = { path: '/api/session', security: [] }

const signInRoute = createRoute({
  ...openToAll,
  method: 'post',
  summary: 'Exchange a key for a session cookie',
  description:
    'For the pages, which keep no key: the cookie `attest_session` lets their requests under `/api` in until `expiresAt`. Programs send the key itself.',
  request: { body: jsonBody(SignInRequest, { key: 'one-of-the-keys' }) },
  responses: {
    200: jsonResponse(Session, 'The session, with its cookie; no cookie where no key is needed'),
    ...problems,
  },
})

const sessionRoute = createRoute({
  ...openToAll,
  method: 'get',
  summary: 'Whether a key is needed, and whether this request has one',
  description: 'Needs no key.',
  responses: { 200: jsonResponse(Session, 'The session, where there is one'), ...problems },
})

const signOutRoute = createRoute({
  ...openToAll,
  method: 'delete',
  summary: 'Clear the session cookie',
  description:
    'The browser forgets the session. A copy of its cookie would be valid until `expiresAt`, or until its key is removed.',
  responses: { 200: jsonResponse(Session, 'What is left without the cookie'), ...problems },
})

export interface SessionParts {
  readonly apiKeys: ApiKeys
  readonly limits: ClientLimits
  readonly isBehindHttps?: boolean | undefined
}

export function addSessionRoutes(app: App, { apiKeys, limits, isBehindHttps = false }: SessionParts): void {
  const required = apiKeys.length > 0
  const cookieOptions = (c: Context): CookieOptions => ({
    httpOnly: true,
    sameSite: 'Strict',
    path: '/',
    secure: isBehindHttps || c.get('client').isHttps || new URL(c.req.url).protocol === 'https:',
  })

  app.openapi(signInRoute, (c) => {
    c.header('Cache-Control', 'no-store')
    if (!required) return c.json({ required, signedIn: true, scopes, expiresAt: null }, 200)
    const key = keyOf(c, c.req.valid('json').key, { apiKeys, limits })
    if (key === null) throw new AttestError('UNAUTHORIZED', 'Expected one of the keys in ATTEST_API_KEYS.')
    const { value, expiresAt } = newSession(key, new Date())
    setCookie(c, SESSION_COOKIE, value, { ...cookieOptions(c), maxAge: SESSION_LIFETIME_S })
    return c.json({ required, signedIn: true, scopes: key.scopes, expiresAt: expiresAt.toISOString() }, 200)
  })

  app.openapi(sessionRoute, (c) => {
    c.header('Cache-Control', 'no-store')
    const { session, scopes } = c.get('caller')
    const expiresAt = session?.expiresAt.toISOString() ?? null
    return c.json({ required, signedIn: scopes.length > 0, scopes, expiresAt }, 200)
  })

  app.openapi(signOutRoute, (c) => {
    c.header('Cache-Control', 'no-store')
    deleteCookie(c, SESSION_COOKIE, cookieOptions(c))
    const left = required ? (c.get('caller').bearer?.scopes ?? []) : scopes
    return c.json({ required, signedIn: left.length > 0, scopes: left, expiresAt: null }, 200)
  })
}
