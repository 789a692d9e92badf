import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { clientOf, type TrustsProxy } from '../web-security/proxies.js'

/** Notes where the request comes from, as far as the proxies that name it are trusted. */
export const identifyClient = (trusts: TrustsProxy): MiddlewareHandler =>
  async function identifyClient(c, next) {
    const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
    const headers = {
      forwardedFor: c.req.header('x-forwarded-for'),
      forwardedProto: c.req.header('x-forwarded-proto'),
    }
    c.set('client', clientOf(incoming?.socket.remoteAddress, headers, trusts))
    return next()
  }
