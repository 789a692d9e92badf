import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeHeapSnapshot } from 'node:v8'
import { loadConfig } from '../../src/config.js'
import { startServer } from '../../src/server.js'

/** The server in a process of its own, so that its memory is its own; asked over the channel for what it uses. */
export type ToServer = 'memory' | 'snapshot' | 'close'
export type FromServer =
  | { readonly kind: 'listening'; readonly url: string }
  /** Bytes, after everything that nobody holds was collected. */
  | { readonly kind: 'memory'; readonly rss: number; readonly heapUsed: number; readonly external: number }
  | { readonly kind: 'snapshot'; readonly file: string }

const send = (message: FromServer) => process.send!(message)
const server = await startServer(loadConfig(process.env))
await server.attest.open()

process.on('message', async (asked: ToServer) => {
  if (asked === 'close') {
    await server.close()
    return process.disconnect()
  }
  collect()
  if (asked === 'snapshot') {
    return send({ kind: 'snapshot', file: writeHeapSnapshot(path.join(tmpdir(), `attest-${Date.now()}.heapsnapshot`)) })
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return send({ kind: 'memory', rss, heapUsed, external })
})
send({ kind: 'listening', url: server.url })

/** Twice: the first run only queues what has a finaliser. */
function collect(): void {
  if (globalThis.gc === undefined) throw new Error('Expected node --expose-gc.')
  globalThis.gc()
  globalThis.gc()
}
