import type { Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Scope } from '../web-security/api-keys.js'

/**
 * What each route that wants a key wants of it; null is open to all. The routes are named as the documentation names
 * them, and a test compares them with those that there are.
 */
export const routeScopes: Readonly<Record<string, Scope | null>> = {
  'POST /api/session': null,
  'GET /api/session': null,
  'DELETE /api/session': null,
  'POST /api/ask': 'ask',
  'POST /api/search': 'ask',
  'POST /api/quotes/verify': 'ask',
  'POST /api/claims/lookup': 'ask',
  'POST /api/drafts/check': 'ask',
  'POST /api/citations/format': 'ask',
  'POST /api/citations/resolve': 'ask',
  'POST /api/bibliography': 'ask',
  'GET /api/articles': 'ask',
  'GET /api/facets': 'ask',
  'GET /api/passages/{id}': 'ask',
  'GET /api/articles/{id}': 'read',
  'GET /api/status': 'admin',
  'POST /api/ingest': 'admin',
  'GET /api/ingest/{id}': 'admin',
  'GET /metrics': 'admin',
  'POST /v1/chat/completions': 'ask',
  'GET /v1/models': 'ask',
  'GET /v1/models/{model}': 'ask',
  'POST /mcp': 'ask',
}

/** A path as the documentation names it: `/api/articles/{id}`. */
export const documentedPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}')

/**
 * What the request's route wants: a scope, null where it is open to all, `any` key where there is no such route, so that
 * only who has a key learns which there are. A route that the table forgot is the operator's alone.
 */
export function wantedScope(c: Context): Scope | 'any' | null {
  const route = matchedRoutes(c).at(-1)
  if (route === undefined || route.method === 'ALL') return 'any'
  const scope = routeScopes[`${route.method} ${documentedPath(route.path)}`]
  return scope === undefined ? 'admin' : scope
}
