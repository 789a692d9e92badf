import type { Context } from 'hono'

/** The `Host` of a request. One made by hand, without a server, has no such header but an address. */
export const hostOf = (c: Context): string => c.req.header('host') ?? new URL(c.req.url).host
