import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer } from '../../src/http/http-server.js'

const requestTimeoutMs = 400

/** Counts what reaches the application. */
async function running() {
  const reached: string[] = []
  const server = createHttpServer(
    async (request) => {
      reached.push(new URL(request.url).pathname)
      await request.text()
      return new Response('well')
    },
    { requestTimeoutMs },
  ).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, reached }
}

interface Sent {
  readonly socket: Socket
  /** What came back, once the server has closed the connection. */
  readonly answer: Promise<string>
}

function send(port: number, text: string): Sent {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  let received = ''
  socket.setEncoding('latin1').on('data', (piece: string) => {
    received += piece
  })
  // A reset is a close too.
  socket.on('error', () => {})
  return { socket, answer: new Promise((resolve) => socket.once('close', () => resolve(received))) }
}

function dribble({ socket }: Sent): void {
  const timer = setInterval(() => socket.writable && socket.write('a'), 20)
  socket.once('close', () => clearInterval(timer))
}

test.each([
  ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
  ['a request line', 'GET /'],
  ['a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n'],
  ['a body in chunks', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n'],
])('who sends %s byte by byte is cut off, and others are answered meanwhile', async (_, beginning) => {
  const { port } = await running()
  const slow = send(port, beginning)
  dribble(slow)
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('well')
  expect(await slow.answer).toMatch(/^HTTP\/1\.1 408 /)
})

test('who sends nothing after connecting is cut off as well', async () => {
  const { port } = await running()
  expect(await send(port, '').answer).toMatch(/^HTTP\/1\.1 408 |^$/)
})

const get = (headers: string, path = '/') =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}Connection: close\r\n\r\n`
const many = (count: number) => Array.from({ length: count }, (_, i) => `X-${i}: 1\r\n`).join('')

test.each([
  ['as many headers as there may be', get(many(98)), 200, true],
  ['one header too many', get(many(99)), 431, false],
  ['more headers than Node keeps', get(many(1_900)), 431, false],
  ['a header too long', get(`X-Long: ${'a'.repeat(33_000)}\r\n`), 431, false],
  ['an address too long', get('', `/${'a'.repeat(33_000)}`), 431, false],
  ['the longest id of an article, percent-encoded', get('', `/${'%F0%9F%B9%BC'.repeat(2_048)}`), 200, true],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab', 400, false],
  [
    'a length beside chunks',
    'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    false,
  ],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n', 400, false],
  ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 400, false],
])('%s', async (_, text, status, isReached) => {
  const { port, reached } = await running()
  expect(await send(port, text).answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
  expect(reached.length > 0).toBe(isReached)
})

test('a server leaves the Response of everybody else in its process as it is', async () => {
  const { port } = await running()
  expect(await fetch(`http://127.0.0.1:${port}/`)).toBeInstanceOf(Response)
})
