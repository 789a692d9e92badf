import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { Attest } from '../attest.js'
import type { ErrorCode } from '../errors.js'
import { type ApiKeys, isAuthorized } from '../web-security/api-keys.js'
import { isAllowedHost, isAllowedOrigin } from '../web-security/hosts.js'
import { callToolsOf } from './call-tool.js'
import { mcpServers } from './mcp-server.js'

export const MCP_PATH = '/mcp'

/** A draft of the greatest length, each character escaped. */
const MAX_BODY_BYTES = 2 * 1024 * 1024

export interface McpEndpointParts {
  readonly attest: Attest
  readonly allowedHosts: ReadonlySet<string>
  readonly apiKeys: ApiKeys
  readonly log: { error(fields: object, message: string): void }
}

/**
 * The protocol over streamable HTTP, without sessions: each request stands alone, so any replica may answer it.
 * Refuses what `/api` refuses: other hosts, pages of strangers, requests without a key where keys are set.
 */
export function createMcpEndpoint(parts: McpEndpointParts): (request: Request) => Promise<Response> {
  const serverFor = mcpServers(
    callToolsOf(parts.attest, (hidden) => parts.log.error({ err: hidden }, 'a tool of MCP failed')),
  )
  return async (request) => {
    const refusal = refusalOf(request, parts)
    if (refusal !== null) return refusal
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: MAX_BODY_BYTES,
    })
    const server = serverFor()
    await server.connect(transport)
    // Aborts what still runs for a client that went away.
    request.signal.addEventListener('abort', () => void server.close(), { once: true })
    try {
      return await transport.handleRequest(request)
    } finally {
      await server.close()
    }
  }
}

function refusalOf(request: Request, { allowedHosts, apiKeys }: McpEndpointParts): Response | null {
  const { headers, method } = request
  // A Request made by hand, without a server, has no Host header but an address.
  if (!isAllowedHost(headers.get('host') ?? new URL(request.url).host, allowedHosts)) {
    const hint = 'Add its name to ATTEST_ALLOWED_HOSTS or set ATTEST_PUBLIC_URL if it is yours.'
    return refused(403, 'HOST_NOT_ALLOWED', `The host of the request is not on the list. ${hint}`)
  }
  if (!isAllowedOrigin(headers.get('origin') ?? undefined, allowedHosts)) {
    return refused(403, 'ORIGIN_NOT_ALLOWED', 'Expected a request of one of this service’s own pages.')
  }
  if (!isAuthorized(headers.get('authorization') ?? undefined, apiKeys)) {
    const expected = 'Expected "Authorization: Bearer KEY" with one of the keys in ATTEST_API_KEYS.'
    return refused(401, 'UNAUTHORIZED', expected, { 'WWW-Authenticate': 'Bearer' })
  }
  // GET would open a stream for messages of the server's own, and there are none; it would only keep a stop waiting.
  if (method !== 'POST') {
    return refused(405, 'METHOD_NOT_ALLOWED', `${MCP_PATH} takes POST, received ${method}.`, { Allow: 'POST' })
  }
  return null
}

/** An error of JSON-RPC that answers no message in particular; -32000 is left to servers. */
function refused(status: number, code: ErrorCode, message: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32_000, message, data: { code } }, id: null },
    { status, headers },
  )
}
