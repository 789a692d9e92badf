import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { Answer } from '../../src/answers/answer.js'
import type { Door } from '../contracts/door.contract.js'
import { call } from '../mcp/mcp-client.js'
import { doorAnswer } from './native-answer.js'

/** The tool `ask`, whose result the official client has checked against its schema. */
export const mcpDoor = (client: Client): Door => ({
  async ask(question, options) {
    const { structuredContent, content } = await call(client, 'ask', { question, ...options })
    if (structuredContent === undefined) throw new Error(JSON.stringify(content))
    return doorAnswer(structuredContent as unknown as Answer)
  },
})
