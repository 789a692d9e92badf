import type { ProblemFormat } from './error-response.js'

/** An error of JSON-RPC that answers no message in particular; -32000 is left to servers. */
export const mcpErrors: ProblemFormat = {
  contentType: 'application/json',
  body: ({ code, detail, instance }) => ({
    jsonrpc: '2.0',
    error: { code: -32_000, message: detail, data: { code, instance } },
    id: null,
  }),
}
