import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'

/** Request line and headers together; beyond them Node answers 431. The longest id of an article, percent-encoded, has room. */
const MAX_HEADER_BYTES = 32 * 1024
/** Node would leave out what is beyond its own limit, and a header that is left out is one that is not checked. */
const MAX_HEADERS = 100
const MAX_HEADERS_TIMEOUT_MS = 10_000
/** Longer than the minute for which proxies keep a connection: who closes first must not be whom the other is about to ask. */
const KEEP_ALIVE_MS = 65_000
const MOST_BETWEEN_CHECKS_MS = 5_000

type Fetch = Parameters<typeof getRequestListener>[0]

/**
 * A server that gives nobody more of itself than a request takes.
 *
 * @param requestTimeoutMs until a request must have arrived as a whole; then it is answered 408 and its connection
 * closed. Answers take as long as they take.
 */
export function createHttpServer(fetch: Fetch, { requestTimeoutMs }: { readonly requestTimeoutMs: number }): Server {
  // The listener puts its own classes in the place of everybody's. Its Request is needed, for middleware makes new requests
  // of those that it gives. Its Response is one that `fetch` does not give: the downloader of models, which runs in the
  // same process, would take what it gets for nothing.
  const { Response } = globalThis
  const listener = getRequestListener(fetch)
  Object.defineProperty(globalThis, 'Response', { value: Response })
  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(requestTimeoutMs, MAX_HEADERS_TIMEOUT_MS),
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.min(MOST_BETWEEN_CHECKS_MS, Math.ceil(requestTimeoutMs / 4)),
  }
  return createServer(limits, (incoming, outgoing) => {
    if (incoming.rawHeaders.length <= 2 * MAX_HEADERS) return listener(incoming, outgoing)
    outgoing.writeHead(431, { Connection: 'close' }).end()
  })
}
