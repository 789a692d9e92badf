import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { SmallService } from '../support/small-service.js'

export const newClient = (): Client => new Client({ name: 'attest-tests', version: '1' })

export async function clientOverHttp(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = newClient()
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit: { headers } })
  // Its own types do not agree under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<Client['connect']>[0])
  return client
}

export interface StdioClient {
  readonly client: Client
  readonly transport: StdioClientTransport
  /** What the process wrote to standard error. */
  readonly notes: () => string
}

export const program = path.join(import.meta.dirname, '../../src/cli/main.ts')

/** The settings under which a process of its own finds this service's index. */
export const settingsOf = ({ config }: SmallService): Record<string, string> => ({
  ATTEST_CORPUS_DIR: config.CORPUS_DIR,
  ATTEST_INDEX_DIR: config.INDEX_DIR,
  ATTEST_INFERENCE_PROCESSES: '1',
})

/** Starts `attest mcp` as a desktop client does. */
export async function clientOverStdio(settings: Record<string, string>): Promise<StdioClient> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: ['--import', import.meta.resolve('tsx'), program, 'mcp'],
    env: { PATH: process.env.PATH ?? '', ...settings },
    cwd: tmpdir(),
    stderr: 'pipe',
  })
  let notes = ''
  transport.stderr?.on('data', (piece: Buffer) => {
    notes += piece.toString('utf8')
  })
  const client = newClient()
  await client.connect(transport)
  return { client, transport, notes: () => notes }
}

export type Called = CallToolResult & { readonly structuredContent?: Record<string, unknown> }

export const call = async (client: Client, name: string, args: Record<string, unknown>): Promise<Called> =>
  (await client.callTool({ name, arguments: args })) as Called

/** The code and message of a tool that failed. */
export function errorOf({ isError, content, structuredContent }: Called): { code: string; message: string } {
  const [item] = content
  if (isError !== true || structuredContent !== undefined || item?.type !== 'text') {
    throw new Error(`Expected a failed tool, received ${JSON.stringify({ isError, content })}.`)
  }
  return JSON.parse(item.text)
}
