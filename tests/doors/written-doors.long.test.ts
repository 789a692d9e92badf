import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { afterAll, beforeAll } from 'vitest'
import { type RunningServer, startServer } from '../../src/server.js'
import { doorCorpus } from '../contracts/door.contract.js'
import { writtenDoorContract } from '../contracts/written-door.contract.js'
import { openScriptedServer, type Script, type ScriptedServer } from '../language-models/scripted-server.js'
import { clientOverHttp } from '../mcp/mcp-client.js'
import { type SmallService, serviceOn } from '../support/small-service.js'
import { commandLineDoor } from './command-line-door.js'
import { eventStreamDoor, jsonDoor } from './http-doors.js'
import { mcpDoor } from './mcp-door.js'
import { doorAnswer } from './native-answer.js'
import { openAiDoor, openAiStreamDoor } from './openai-doors.js'

let model: ScriptedServer
let folder: SmallService
let server: RunningServer
let mcpClient: Client

const modelSettings = () => ({
  ATTEST_LANGUAGE_MODEL_PROVIDER: 'openai',
  ATTEST_LANGUAGE_MODEL: 'scripted',
  ATTEST_LANGUAGE_MODEL_URL: model.url('openai'),
})

beforeAll(async () => {
  model = await openScriptedServer()
  folder = serviceOn(doorCorpus, {
    ATTEST_PORT: '0',
    ATTEST_PUBLIC_URL: 'https://attest.example.org',
    ...modelSettings(),
  })
  server = await startServer(folder.config)
  await server.attest.ingest()
  mcpClient = await clientOverHttp(server.url)
  await mcpClient.listTools()
})
afterAll(async () => {
  await mcpClient.close()
  await server.close()
  await folder.close()
  await model.close()
})

const parts = { library: () => server.attest, play: (script: Script) => model.play(script) }

writtenDoorContract('the library', parts, () => ({
  ask: async (question, options) =>
    doorAnswer(await server.attest.ask({ question, topK: 8, style: 'apa', ...options })),
}))
writtenDoorContract('POST /api/ask', parts, () => jsonDoor(server.url))
writtenDoorContract('POST /api/ask as a stream', parts, () => eventStreamDoor(server.url))
writtenDoorContract('POST /v1/chat/completions', parts, () => openAiDoor(server.url))
writtenDoorContract('POST /v1/chat/completions as a stream', parts, () => openAiStreamDoor(server.url))
writtenDoorContract('the tool ask', parts, () => mcpDoor(mcpClient))
writtenDoorContract('attest ask --json', parts, () => commandLineDoor(folder.config, modelSettings()))
