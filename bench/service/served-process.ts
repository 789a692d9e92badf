import { loadConfig } from '../../src/config.js'
import { startServer } from '../../src/server.js'
import { watchEventLoop } from './event-loop-watch.js'
import type { Asked, Reply } from './messages.js'

/** The server in a process of its own, so that its memory and its event loop are its own. */
const send = (message: Reply) => process.send!(message)
const server = await startServer(loadConfig(process.env))
await server.attest.open()
const watch = watchEventLoop()

process.on('message', async (asked: Asked) => {
  switch (asked.kind) {
    case 'memory': {
      // Twice: the first run only queues what has a finaliser.
      globalThis.gc!()
      globalThis.gc!()
      const { rss, heapUsed } = process.memoryUsage()
      return send({ kind: 'memory', rss, heapUsed })
    }
    case 'watch':
      watch.begin()
      return send({ kind: 'watch' })
    case 'delay':
      return send({ kind: 'delay', p99Ms: watch.p99Ms(), ingesting: server.attest.readiness().ingestion !== null })
    case 'ingest':
      await ingestionThatEmbeds()
      return send({ kind: 'ingest' })
    case 'close':
      await server.close()
      return process.disconnect()
  }
})
send({ kind: 'listening', url: server.url })

/** So many that the processes of its own have begun. */
const PASSAGES_UNTIL_STEADY = 600

/** Begins an ingestion. Resolves when it goes as it will go on. */
function ingestionThatEmbeds(): Promise<void> {
  return new Promise((resolve) => {
    const onProgress = ({ passages }: { passages: number }) => passages > PASSAGES_UNTIL_STEADY && resolve()
    // It does not end before the process is closed, which is then told here.
    server.attest.ingest({ onProgress }).catch(() => {})
  })
}
