import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { Attest } from '../attest.js'
import { asError } from '../errors.js'
import { type CallTool, callToolsOf } from './call-tool.js'
import { mcpServers } from './mcp-server.js'

export interface Stdio {
  readonly stdin: Readable
  readonly stdout: Writable
  /** Told what went wrong, for whoever runs the client; not on `stdout`, which carries nothing but the protocol. */
  readonly note: (problem: string) => void
}

/** Answers until `stdin` ends, and what came before its end; then returns. */
export async function serveOverStdio(attest: Attest, { stdin, stdout, note }: Stdio): Promise<void> {
  const running = new Set<Promise<unknown>>()
  const callTool = callToolsOf(attest, (hidden) => note(describe(hidden)))
  const callAndRemember: CallTool = async (name, args, signal) => {
    // Sessions last for days, and "attest ingest" runs beside them.
    await attest.open().catch((thrown) => note(describe(thrown)))
    return callTool(name, args, signal)
  }
  const server = mcpServers((name, args, signal) => {
    const call = callAndRemember(name, args, signal)
    running.add(call)
    const done = () => running.delete(call)
    call.then(done, done)
    return call
  })()
  const ended = Promise.race([once(stdin, 'end'), once(stdin, 'close'), closing(server.server)])
  await server.connect(new StdioServerTransport(stdin, stdout))
  await ended
  await setImmediate()
  await Promise.allSettled(running)
  // The answers are written in the turn in which the calls end.
  await setImmediate()
  await server.close()
}

/** The transport closes by itself where a message is longer than any that is meant. */
const closing = (server: { onclose?: (() => void) | undefined }): Promise<void> =>
  new Promise((resolve) => {
    server.onclose = resolve
  })

const describe = (thrown: unknown): string => asError(thrown).stack ?? asError(thrown).message
