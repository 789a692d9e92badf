import { loadConfig } from '../../src/config.js'
import { openModels } from '../../src/open-models.js'
import { plainQuestion } from '../scale/synthetic-passages.js'
import { closedLoop } from './closed-loop.js'
import type { Asked, Reply } from './messages.js'

/** The embedding of questions and nothing else, on as many inference processes as a server has. */
const send = (message: Reply) => process.send!(message)
const { embedder, close } = await openModels(loadConfig(process.env))
await embedder.embedQuery('Is it ready?')

process.on('message', async (asked: Asked) => {
  if (asked.kind === 'close') {
    await close()
    return process.disconnect()
  }
  if (asked.kind !== 'embed') return
  const result = await closedLoop(asked, (number) => embedder.embedQuery(plainQuestion(number)))
  send({ kind: 'embed', ...result })
})
send({ kind: 'listening', url: '' })
