import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { afterAll, beforeAll } from 'vitest'
import { type RunningServer, startServer } from '../../src/server.js'
import { doorContract, doorCorpus } from '../contracts/door.contract.js'
import { clientOverHttp } from '../mcp/mcp-client.js'
import { serviceOn } from '../support/small-service.js'
import { commandLineDoor } from './command-line-door.js'
import { eventStreamDoor, jsonDoor } from './http-doors.js'
import { mcpDoor } from './mcp-door.js'
import { doorAnswer } from './native-answer.js'
import { openAiDoor, openAiStreamDoor } from './openai-doors.js'

const folder = serviceOn(doorCorpus, { ATTEST_PORT: '0', ATTEST_PUBLIC_URL: 'https://attest.example.org' })
let server: RunningServer
let mcpClient: Client

beforeAll(async () => {
  server = await startServer(folder.config)
  await server.attest.ingest()
  mcpClient = await clientOverHttp(server.url)
  await mcpClient.listTools()
})
afterAll(async () => {
  await mcpClient.close()
  await server.close()
  await folder.close()
})

const library = () => server.attest

doorContract('the library', library, () => ({
  ask: async (question, options) => doorAnswer(await library().ask({ question, topK: 8, style: 'apa', ...options })),
}))
doorContract('POST /api/ask', library, () => jsonDoor(server.url))
doorContract('POST /api/ask as a stream', library, () => eventStreamDoor(server.url))
doorContract('POST /v1/chat/completions', library, () => openAiDoor(server.url))
doorContract('POST /v1/chat/completions as a stream', library, () => openAiStreamDoor(server.url))
doorContract('attest ask --json', library, () => commandLineDoor(folder.config))
doorContract('the tool ask', library, () => mcpDoor(mcpClient))
