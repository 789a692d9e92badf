import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { watchEventLoop } from './event-loop-watch.js'
import type { Asked, Reply } from './messages.js'

/** Hono with one route that reads a question and gives it back: the least that any server on it can do. */
const app = new Hono().post('/api/search', async (context) => context.json(await context.req.json()))
const send = (message: Reply) => process.send!(message)
const watch = watchEventLoop()
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  send({ kind: 'listening', url: `http://127.0.0.1:${port}` }),
)

process.on('message', (asked: Asked) => {
  if (asked.kind === 'watch') {
    watch.begin()
    send({ kind: 'watch' })
  }
  if (asked.kind === 'delay') send({ kind: 'delay', p99Ms: watch.p99Ms(), ingesting: false })
  if (asked.kind === 'close') {
    server.close()
    process.disconnect()
  }
})
