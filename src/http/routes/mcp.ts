import type { Scope } from '../../web-security/api-keys.js'
import type { App } from '../app-type.js'

/** Answers one request of the Model Context Protocol, as far as the scopes let it. */
export type AnswerMcp = (request: Request, scopes: readonly Scope[]) => Promise<Response>

/** GET would open a stream for messages of the server's own, and there are none; it would only keep a stop waiting. */
export function addMcpRoute(app: App, answer: AnswerMcp): void {
  app.post('/mcp', async (c) => {
    const response = await answer(c.req.raw, c.get('caller').scopes)
    return c.newResponse(response.body, response)
  })
}
