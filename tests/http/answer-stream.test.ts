import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Attest } from '../../src/attest.js'
import { AttestError } from '../../src/errors.js'
import type { AppParts } from '../../src/http/app.js'
import { createHttpServer } from '../../src/http/http-server.js'
import { holdAnswers } from '../support/held-answers.js'
import { httpApp } from '../support/http-app.js'
import { serverSentEvents } from '../support/server-sent-events.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn(smallCorpus)
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

const logged: string[] = []
const appOn = (attest: Attest, settings: Partial<AppParts> = {}) =>
  httpApp(attest, { log: { error: (_fields, message) => logged.push(message) }, ...settings })

const question = 'Who built the lighthouse at Skerry Point?'
const asking = (body: object, accept = 'text/event-stream') => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json', Accept: accept },
  body: JSON.stringify(body),
})
const ask = (attest: Attest, body: object = { question }, accept?: string, settings?: Partial<AppParts>) =>
  appOn(attest, settings).request('http://127.0.0.1/api/ask', asking(body, accept))

async function eventsOf(response: Response) {
  const events: { event: string; body: object }[] = []
  for await (const { event, data } of serverSentEvents(response)) events.push({ event, body: JSON.parse(data) })
  return events
}

describe('POST /api/ask with Accept: text/event-stream', () => {
  test('sends the sources, each segment after its citation, and the body that JSON would have', async () => {
    const response = await ask(service.attest)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    })
    const events = await eventsOf(response)
    const whole = await (await ask(service.attest, { question }, 'application/json')).json()
    const { citations, segments, passages, version } = whole
    expect(events.map(({ event, body }) => [event, event === 'done' ? { ...body, timingsMs: null } : body])).toEqual([
      ['sources', { passages, version }],
      ...segments.flatMap((segment: object, i: number) => [
        ['citation', citations[i]],
        ['segment', segment],
      ]),
      ['done', { ...whole, timingsMs: null }],
    ])
  })

  test('sends the nearest passages and the abstention, where the articles do not say', async () => {
    const events = await eventsOf(await ask(service.attest, { question: 'Which enzyme repairs zebrafish DNA?' }))
    expect(events.map(({ event }) => event)).toEqual(['sources', 'done'])
    expect(events[1]!.body).toMatchObject({ kind: 'unanswerable', reason: 'no_topic' })
  })

  test.each([
    ['*/*', 'application/json'],
    ['application/json, text/event-stream;q=0.5', 'application/json'],
    ['text/event-stream, application/json;q=0.5', 'text/event-stream'],
  ])('Accept: %s is answered with %s', async (accept, type) => {
    const response = await ask(service.attest, { question }, accept)
    expect(response.headers.get('content-type')).toBe(type)
    await response.body?.cancel()
  })

  test('what is wrong before the first event is an ordinary problem', async () => {
    const invalid = await ask(service.attest, { question: '' })
    expect([invalid.status, invalid.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    const empty = serviceOn({})
    onTestFinished(() => empty.close())
    const notReady = await ask(empty.attest)
    expect([notReady.status, notReady.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(await notReady.json()).toMatchObject({ code: 'NOT_READY' })
  })

  test.each([
    ['that the caller may know', new AttestError('INFERENCE_OVERLOADED', 'Too many.'), 'INFERENCE_OVERLOADED', 503, 0],
    ['that is ours', new Error('secret'), 'INTERNAL', 500, 1],
  ])('a fault %s, after the first event, is an event of its own', async (_, thrown, code, status, logLines) => {
    logged.length = 0
    const held = holdAnswers(service.attest)
    const events = serverSentEvents(await ask(held.attest))
    expect((await events.next()).value).toMatchObject({ event: 'sources' })
    held.fail(thrown)
    const { value } = await events.next()
    expect(value?.event).toBe('error')
    expect(JSON.parse(value!.data)).toMatchObject({ code, status, type: expect.stringMatching(/^urn:attest:problem:/) })
    expect(value!.data).not.toContain('secret')
    expect(await events.next()).toMatchObject({ done: true })
    expect(logged).toHaveLength(logLines)
  })

  test('comments keep the connection alive while an answer is waited for', async () => {
    const held = holdAnswers(service.attest)
    const response = await ask(held.attest, { question }, 'text/event-stream', { pingIntervalMs: 1 })
    let received = ''
    for await (const text of response.body!.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
      received += text
      if (received.includes(': ping\n\n: ping\n\n')) held.release()
    }
    expect(received).toMatch(/^event: sources\n[^\n]*\n\n(: ping\n\n)+event: citation\n/)
    expect(received).toMatch(/event: done\ndata: [^\n]*\n\n$/)
  })

  test('fifty at once all come to their end', async () => {
    const app = appOn(service.attest)
    const questions = [question, 'Why did the tram of Altdorf close?', 'How do honey bees keep warm in winter?']
    const streams = Array.from({ length: 50 }, async (_, i) => {
      const response = await app.request('http://127.0.0.1/api/ask', asking({ question: questions[i % 3] }))
      return (await eventsOf(response)).at(-1)
    })
    for (const last of await Promise.all(streams)) {
      expect(last).toMatchObject({ event: 'done', body: { kind: 'answered' } })
    }
  })

  test.each(['text/event-stream', 'application/json'])(
    'work for %s stops when the client goes away',
    async (accept) => {
      logged.length = 0
      const held = holdAnswers(service.attest)
      const server = createHttpServer(appOn(held.attest).fetch, { requestTimeoutMs: 30_000 })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => server.closeAllConnections())
      const { port } = server.address() as AddressInfo
      const body = JSON.stringify({ question })
      const client = connect(port, '127.0.0.1')
      client.write(
        `POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: ${accept}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
      await held.isHeld
      client.destroy()
      await held.isGivenUp
      await new Promise((resolve) => server.close(resolve))
      expect(logged).toEqual([])
    },
  )
})
