import { type CallToolResult, ErrorCode as JsonRpcCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { Attest } from '../attest.js'
import { AttestError, type ErrorCode, InsufficientScopeError } from '../errors.js'
import { scopes as allScopes, type Scope } from '../web-security/api-keys.js'
import { tools } from './tools.js'

/** Runs one tool; what it throws of its own is a protocol error, e.g. an unknown name. */
export type CallTool = (name: string, args: unknown, signal: AbortSignal) => Promise<CallToolResult>

/** Errors that a caller can do something about; the details of any other are for the log. */
const toldToCallers: readonly ErrorCode[] = [
  'INVALID_REQUEST',
  'INVALID_FILTER',
  'NOT_FOUND',
  'NOT_READY',
  'INFERENCE_OVERLOADED',
  'INFERENCE_UNAVAILABLE',
  'RESOURCES_EXHAUSTED',
  'LANGUAGE_MODEL_NOT_CONFIGURED',
  'INSUFFICIENT_SCOPE',
]

/**
 * @param hide takes what a caller must not see.
 * @param scopes what the caller may do; everything for who runs the process.
 */
export function callToolsOf(
  attest: Attest,
  hide: (thrown: unknown) => void,
  scopes: readonly Scope[] = allScopes,
): CallTool {
  return async (name, args, signal) => {
    const tool = tools.find((candidate) => candidate.name === name)
    if (tool === undefined) {
      const names = tools.map((known) => known.name).join(', ')
      throw new McpError(
        JsonRpcCode.InvalidParams,
        `There is no tool ${JSON.stringify(name)}. Expected one of ${names}.`,
      )
    }
    try {
      if (!scopes.includes(tool.scope)) throw new InsufficientScopeError(tool.scope, ` for the tool ${name}`)
      return succeeded(await tool.run(args, attest, signal))
    } catch (thrown) {
      // Work that ended because nobody waits for it failed of nothing.
      return failed(thrown, signal.aborted ? () => {} : hide)
    }
  }
}

/** Older clients read the text, newer ones the structure: both are the same JSON. */
function succeeded(result: object): CallToolResult {
  const text = JSON.stringify(result)
  return { content: [{ type: 'text', text }], structuredContent: JSON.parse(text) }
}

function failed(thrown: unknown, hide: (thrown: unknown) => void): CallToolResult {
  const code: ErrorCode = thrown instanceof AttestError ? thrown.code : 'INTERNAL'
  const isTold = thrown instanceof AttestError && toldToCallers.includes(code)
  if (!isTold) hide(thrown)
  const message = isTold ? thrown.message : 'Something went wrong in the service; its log has the details.'
  return { content: [{ type: 'text', text: JSON.stringify({ code, message }) }], isError: true }
}
