import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { type RunningServer, startServer } from '../../src/server.js'
import { clientOverHttp } from '../mcp/mcp-client.js'
import { type SmallService, serviceOn } from '../support/small-service.js'

/** A server that has ingested a corpus, and a client for its tools. */
export interface OpenedDoors {
  readonly folder: SmallService
  readonly server: RunningServer
  readonly mcpClient: Client
  close(): Promise<void>
}

export async function openDoors(
  corpus: Readonly<Record<string, string>>,
  settings: NodeJS.ProcessEnv = {},
): Promise<OpenedDoors> {
  const folder = serviceOn(corpus, { ATTEST_PORT: '0', ...settings })
  const server = await startServer(folder.config)
  await server.attest.ingest()
  const mcpClient = await clientOverHttp(server.url)
  await mcpClient.listTools()
  return {
    folder,
    server,
    mcpClient,
    async close() {
      await mcpClient.close()
      await server.close()
      await folder.close()
    },
  }
}
