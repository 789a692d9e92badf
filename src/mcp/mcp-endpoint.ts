import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { Attest } from '../attest.js'
import type { Scope } from '../web-security/api-keys.js'
import { callToolsOf } from './call-tool.js'
import { mcpServers } from './mcp-server.js'

/** A draft of the greatest length, each character escaped. */
const MAX_BODY_BYTES = 2 * 1024 * 1024

export interface McpEndpointParts {
  readonly attest: Attest
  readonly log: { error(fields: object, message: string): void }
}

/** What the door before it knows. */
export interface McpCaller {
  readonly scopes: readonly Scope[]
  readonly requestId: string
}

/**
 * The protocol over streamable HTTP, without sessions: each request stands alone, so any replica may answer it. Who may
 * send one is for the door before it to say.
 */
export function createMcpEndpoint({
  attest,
  log,
}: McpEndpointParts): (request: Request, caller: McpCaller) => Promise<Response> {
  return async (request, { scopes, requestId }) => {
    const hide = (hidden: unknown) => log.error({ requestId, err: hidden }, 'a tool of MCP failed')
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      maxRequestBodySize: MAX_BODY_BYTES,
    })
    const server = mcpServers(callToolsOf(attest, hide, scopes))()
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
