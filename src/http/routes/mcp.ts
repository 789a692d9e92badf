import type { Scope } from '../../web-security/api-keys.js'
import type { App } from '../app-type.js'

export interface McpCaller {
  readonly scopes: readonly Scope[]
  /** For the log. */
  readonly requestId: string
}

/** Answers one request of the Model Context Protocol, as far as the caller's scopes let it. */
export type AnswerMcp = (request: Request, caller: McpCaller) => Promise<Response>

/** GET would open a stream for messages of the server's own, and there are none; it would only keep a stop waiting. */
export function addMcpRoute(app: App, answer: AnswerMcp): void {
  app.post('/mcp', async (c) => {
    const response = await answer(c.req.raw, { scopes: c.get('caller').scopes, requestId: c.get('requestId') })
    return c.newResponse(response.body, response)
  })
}
