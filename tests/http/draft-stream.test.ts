import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Attest } from '../../src/attest.js'
import type { CheckDraftOptions } from '../../src/check-draft.js'
import { createHttpServer } from '../../src/http/http-server.js'
import { httpApp } from '../support/http-app.js'
import { serverSentEvents } from '../support/server-sent-events.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

const service = serviceOn(smallCorpus)
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

const logged: string[] = []
const appOn = (attest: Attest) => httpApp(attest, { log: { error: (_fields, message) => logged.push(message) } })
const check = (attest: Attest, body: object, accept = 'text/event-stream') =>
  appOn(attest).request('http://127.0.0.1/api/drafts/check', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: accept },
    body: JSON.stringify(body),
  })

const draft = 'The line closed in 1951. “Its lamp burned whale oil until 1905,” Nora Vale writes. Bees dance 🐝. Why?'

describe('POST /api/drafts/check with Accept: text/event-stream', () => {
  test('sends each sentence in its order, then the body that JSON would have', async () => {
    const response = await check(service.attest, { draft, style: 'chicago-note' })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    const events: [string, object][] = []
    for await (const { event, data } of serverSentEvents(response)) events.push([event, JSON.parse(data)])
    const whole = await (await check(service.attest, { draft, style: 'chicago-note' }, 'application/json')).json()
    expect(whole.sentences).toHaveLength(4)
    expect(events).toEqual([
      ...whole.sentences.map((sentence: object, i: number) => ['sentence', { sentence, number: i + 1, of: 4 }]),
      ['done', whole],
    ])
  })

  test('what is wrong before the first event is an ordinary problem', async () => {
    const invalid = await check(service.attest, { draft: ' ' })
    expect([invalid.status, invalid.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    const empty = serviceOn({})
    onTestFinished(() => empty.close())
    const notReady = await check(empty.attest, { draft })
    expect([notReady.status, notReady.headers.get('content-type')]).toEqual([503, 'application/problem+json'])
    expect(await notReady.json()).toMatchObject({ code: 'NOT_READY' })
  })

  test('a fault of ours after the first event is an event of its own, without its details', async () => {
    logged.length = 0
    const failing = brokenOff(service.attest, () => Promise.reject(new Error('secret')))
    const events = serverSentEvents(await check(failing, { draft }))
    expect((await events.next()).value).toMatchObject({ event: 'sentence' })
    const { value } = await events.next()
    expect(value?.event).toBe('error')
    expect(JSON.parse(value!.data)).toMatchObject({ code: 'INTERNAL', status: 500 })
    expect(value!.data).not.toContain('secret')
    expect(await events.next()).toMatchObject({ done: true })
    expect(logged).toHaveLength(1)
  })

  test.each(['text/event-stream', 'application/json'])('work for %s ends when the client hangs up', async (accept) => {
    logged.length = 0
    const { attest, isUnderWay, isGivenUp } = watched(service.attest)
    const server = createHttpServer(appOn(attest).fetch, { requestTimeoutMs: 30_000 })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => server.closeAllConnections())
    const body = JSON.stringify({ draft: 'The line closed in 1951. '.repeat(2_000) })
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1')
    client.write(
      `POST /api/drafts/check HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: ${accept}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    await isUnderWay
    client.destroy()
    expect(await isGivenUp).toBeLessThan(2_000)
    await new Promise((resolve) => server.close(resolve))
    expect(logged).toEqual([])
  })
})

/** The same service, whose checks wait or fail after their first event. */
function brokenOff(attest: Attest, afterFirst: () => Promise<void>): Attest {
  return {
    ...attest,
    async *checkDraftStream(request, options) {
      for await (const event of attest.checkDraftStream(request, options)) {
        yield event
        await afterFirst()
      }
    },
  }
}

/** The same service, which tells when a check has its first sentence, and after how many it ended. */
function watched(attest: Attest) {
  let underWay = () => {}
  let givenUp: (sentences: number) => void = () => {}
  const isUnderWay = new Promise<void>((resolve) => {
    underWay = resolve
  })
  const isGivenUp = new Promise<number>((resolve) => {
    givenUp = resolve
  })
  const checkDraftStream: Attest['checkDraftStream'] = async function* (request, options?: CheckDraftOptions) {
    let sentences = 0
    try {
      for await (const event of attest.checkDraftStream(request, options)) {
        sentences++
        underWay()
        yield event
      }
    } finally {
      givenUp(sentences)
    }
  }
  const checkDraft: Attest['checkDraft'] = async (request, options) => {
    for await (const event of checkDraftStream(request, options)) if (event.kind === 'done') return event.draft
    throw new Error('Expected a whole check.')
  }
  return { attest: { ...attest, checkDraft, checkDraftStream }, isUnderWay, isGivenUp }
}
