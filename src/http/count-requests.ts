import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { ServiceMetrics } from '../metrics/service-metrics.js'
import { documentedPath } from './route-scopes.js'

/** Where no route was meant, whatever the client wrote. */
const NO_ROUTE = 'none'

/** Counts each response under the route that it is of, also where it was refused before. */
export const countRequests = (metrics: ServiceMetrics): MiddlewareHandler =>
  async function countRequests(c, next) {
    await next()
    metrics.countRequest(routeOf(c), c.res.status)
  }

export function routeOf(c: Context): string {
  const path = routePath(c, -1)
  return path.includes('*') ? NO_ROUTE : documentedPath(path)
}
