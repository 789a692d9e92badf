import { afterAll, beforeAll } from 'vitest'
import { doorContract, doorCorpus } from '../contracts/door.contract.js'
import { commandLineDoor } from './command-line-door.js'
import { eventStreamDoor, jsonDoor } from './http-doors.js'
import { mcpDoor } from './mcp-door.js'
import { doorAnswer } from './native-answer.js'
import { openAiDoor, openAiStreamDoor } from './openai-doors.js'
import { type OpenedDoors, openDoors } from './opened-doors.js'

let doors: OpenedDoors
beforeAll(async () => {
  doors = await openDoors(doorCorpus, { ATTEST_PUBLIC_URL: 'https://attest.example.org' })
})
afterAll(() => doors.close())

const library = () => doors.server.attest

doorContract('the library', library, () => ({
  ask: async (question, options) => doorAnswer(await library().ask({ question, topK: 8, style: 'apa', ...options })),
}))
doorContract('POST /api/ask', library, () => jsonDoor(doors.server.url))
doorContract('POST /api/ask as a stream', library, () => eventStreamDoor(doors.server.url))
doorContract('POST /v1/chat/completions', library, () => openAiDoor(doors.server.url))
doorContract('POST /v1/chat/completions as a stream', library, () => openAiStreamDoor(doors.server.url))
doorContract('attest ask --json', library, () => commandLineDoor(doors.folder.config))
doorContract('the tool ask', library, () => mcpDoor(doors.mcpClient))
