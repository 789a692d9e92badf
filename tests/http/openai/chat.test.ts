import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Attest } from '../../../src/attest.js'
import { AttestError } from '../../../src/errors.js'
import type { AppParts } from '../../../src/http/app.js'
import { createHttpServer } from '../../../src/http/http-server.js'
import { holdAnswers } from '../../support/held-answers.js'
import { httpApp } from '../../support/http-app.js'
import { serverSentEvents } from '../../support/server-sent-events.js'
import { serviceOn, smallCorpus } from '../../support/small-service.js'

const service = serviceOn(smallCorpus)
beforeAll(async () => {
  await service.attest.ingest()
})
afterAll(() => service.close())

const appOn = (attest: Attest, settings: Partial<AppParts> = {}) => httpApp(attest, { ...settings })

const messages = [{ role: 'user' as const, content: 'Who built the lighthouse at Skerry Point?' }]
const chat = (
  attest: Attest,
  given: Partial<{ body: string; headers: Record<string, string>; stream: boolean }> = {},
) =>
  appOn(attest).request('http://127.0.0.1/v1/chat/completions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...given.headers },
    body: given.body ?? JSON.stringify({ model: 'attest', messages, stream: given.stream }),
  })

describe('errors of /v1, in the form of OpenAI', () => {
  test.each([
    ['a body that is not JSON', { body: '{"model":' }, 400, 'invalid_request'],
    ['a body of another type', { headers: { 'Content-Type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['a body above the limit', { body: `{"model":"${'x'.repeat(1_100_000)}"}` }, 413, 'request_too_large'],
    ['a host that is not ours', { headers: { Host: 'evil.example.org' } }, 403, 'host_not_allowed'],
    ['a page that is not ours', { headers: { Origin: 'https://evil.example.org' } }, 403, 'origin_not_allowed'],
  ])('%s', async (_, given, status, code) => {
    const response = await chat(service.attest, given)
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json'])
    expect(await response.json()).toEqual({
      error: { message: expect.stringMatching(/\S.{20}/), type: 'invalid_request_error', param: null, code },
    })
  })

  test('a large conversation is within the limit', async () => {
    const earlier = Array.from({ length: 60 }, () => ({ role: 'user', content: 'x'.repeat(5_000) }))
    const body = JSON.stringify({ model: 'attest', messages: [...earlier, ...messages] })
    expect((await chat(service.attest, { body })).status).toBe(200)
  })

  test.each([false, true])('a service that is not ready says when to come back (streamed: %s)', async (stream) => {
    const empty = serviceOn({})
    onTestFinished(() => empty.close())
    const response = await chat(empty.attest, { stream })
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
    expect(await response.json()).toMatchObject({ error: { type: 'server_error', code: 'not_ready' } })
  })

  test('an address that there is not, and a method that it does not take', async () => {
    const app = appOn(service.attest)
    const nothing = await app.request('http://127.0.0.1/v1/embeddings')
    expect([nothing.status, await nothing.json()]).toMatchObject([404, { error: { code: 'not_found' } }])
    const wrong = await app.request('http://127.0.0.1/v1/chat/completions')
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('a fault after the first chunk is a chunk, which the client of OpenAI throws', async () => {
    const held = holdAnswers(service.attest)
    const events = serverSentEvents(await chat(held.attest, { stream: true }))
    expect(JSON.parse((await events.next()).value!.data).choices[0].delta).toEqual({ role: 'assistant', content: '' })
    held.fail(new AttestError('INFERENCE_UNAVAILABLE', 'The processes died.'))
    const { value } = await events.next()
    expect(value!.event).toBe('message')
    expect(JSON.parse(value!.data)).toEqual({
      error: { message: 'The processes died.', type: 'server_error', param: null, code: 'inference_unavailable' },
    })
    expect(await events.next()).toMatchObject({ done: true })
  })
})

test('the language model is a model only where there is one', async () => {
  const ids = async (settings: Partial<AppParts>) => {
    const list = await appOn(service.attest, settings).request('http://127.0.0.1/v1/models')
    return (await list.json()).data.map(({ id }: { id: string }) => id)
  }
  expect(await ids({})).toEqual(['attest', 'attest-extractive'])
  expect(await ids({ hasLanguageModel: true })).toEqual(['attest', 'attest-extractive', 'attest-language-model'])
})

test('the work ends when the client of OpenAI breaks off', async () => {
  const held = holdAnswers(service.attest)
  const server = createHttpServer(appOn(held.attest).fetch, { requestTimeoutMs: 10_000 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await promisify(server.close.bind(server))()
  })
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  const client = new OpenAI({ baseURL, apiKey: 'any', maxRetries: 0 })
  const stream = await client.chat.completions.create({ model: 'attest', messages, stream: true })
  for await (const { choices } of stream) {
    expect(choices[0]!.delta.role).toBe('assistant')
    break
  }
  await held.isGivenUp
})

test('the conversation that the service is told is what was said before, the last of it', async () => {
  const asked: unknown[] = []
  const attest: Attest = {
    ...service.attest,
    askStream: (request, options) => {
      asked.push(request)
      return service.attest.askStream(request, options)
    },
  }
  const long = 'x'.repeat(19_990)
  const said = [
    { role: 'user', content: 'Too long ago' },
    { role: 'assistant', content: long },
    { role: 'system', content: 'Not said by either' },
    {
      role: 'user',
      content: [{ type: 'text', text: 'Where' }, { type: 'image_url' }, { type: 'text', text: 'is it?' }],
    },
    { role: 'assistant', content: '' },
    ...messages,
    { role: 'assistant', content: 'It was' },
  ]
  await chat(attest, { body: JSON.stringify({ model: 'attest', messages: said, attest: { topK: 3 } }) })
  expect(asked).toEqual([
    {
      question: messages[0]!.content,
      conversation: [{ role: 'user', text: 'Where\nis it?' }],
      topK: 3,
      style: 'apa',
    },
  ])
  said[1]!.content = 'y'.repeat(19_980)
  asked.length = 0
  await chat(attest, { body: JSON.stringify({ model: 'attest', messages: said }) })
  expect(asked).toMatchObject([{ conversation: [{ role: 'assistant' }, { role: 'user', text: 'Where\nis it?' }] }])
})
