import { afterAll, beforeAll } from 'vitest'
import { doorCorpus } from '../contracts/door.contract.js'
import { writtenDoorContract } from '../contracts/written-door.contract.js'
import { openScriptedServer, type Script, type ScriptedServer } from '../language-models/scripted-server.js'
import { commandLineDoor } from './command-line-door.js'
import { eventStreamDoor, jsonDoor } from './http-doors.js'
import { mcpDoor } from './mcp-door.js'
import { doorAnswer } from './native-answer.js'
import { openAiDoor, openAiStreamDoor } from './openai-doors.js'
import { type OpenedDoors, openDoors } from './opened-doors.js'

let model: ScriptedServer
let doors: OpenedDoors

const modelSettings = () => ({
  ATTEST_LANGUAGE_MODEL_PROVIDER: 'openai',
  ATTEST_LANGUAGE_MODEL: 'scripted',
  ATTEST_LANGUAGE_MODEL_URL: model.url('openai'),
})

beforeAll(async () => {
  model = await openScriptedServer()
  doors = await openDoors(doorCorpus, { ATTEST_PUBLIC_URL: 'https://attest.example.org', ...modelSettings() })
})
afterAll(async () => {
  await doors.close()
  await model.close()
})

const parts = { library: () => doors.server.attest, play: (script: Script) => model.play(script) }

writtenDoorContract('the library', parts, () => ({
  ask: async (question, options) =>
    doorAnswer(await doors.server.attest.ask({ question, topK: 8, style: 'apa', ...options })),
}))
writtenDoorContract('POST /api/ask', parts, () => jsonDoor(doors.server.url))
writtenDoorContract('POST /api/ask as a stream', parts, () => eventStreamDoor(doors.server.url))
writtenDoorContract('POST /v1/chat/completions', parts, () => openAiDoor(doors.server.url))
writtenDoorContract('POST /v1/chat/completions as a stream', parts, () => openAiStreamDoor(doors.server.url))
writtenDoorContract('the tool ask', parts, () => mcpDoor(doors.mcpClient))
writtenDoorContract('attest ask --json', parts, () => commandLineDoor(doors.folder.config, modelSettings()))
