import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Clock } from '../../src/language-models/clock.js'
import {
  type ChatMessage,
  type LanguageModel,
  LanguageModelError,
  type LanguageModelFailureReason,
} from '../../src/language-models/language-model.js'
import { ManualClock } from '../language-models/manual-clock.js'
import { type DialectName, dialects } from '../language-models/scripted-dialects.js'
import {
  answer,
  closedGate,
  cut,
  finish,
  hang,
  malformed,
  openScriptedServer,
  raw,
  type Script,
  type ScriptedServer,
  say,
  status,
  streamError,
  waitFor,
} from '../language-models/scripted-server.js'

export const TIMEOUT_MS = 30_000
export const KEY = 'secret-key-of-the-test'
const PROMPT = 'What does the private letter say?'
const messages: ChatMessage[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: PROMPT },
]
const never = new AbortController().signal

type FailureRow = [failing: string, Script, LanguageModelFailureReason, received: string]

/** What every LanguageModel promises, also when its server misbehaves. `random` is 0.5. */
export function languageModelContract(
  provider: DialectName,
  open: (url: string, clock: Clock) => Promise<LanguageModel>,
): void {
  describe(`${provider} as a LanguageModel`, () => {
    let server: ScriptedServer
    beforeAll(async () => {
      server = await openScriptedServer()
    })
    afterAll(() => server.close())

    /** A model on a server that plays these scripts, and the clock that it lives by. */
    async function on(...scripts: Script[]) {
      server.play(...scripts)
      const clock = new ManualClock()
      return { clock, model: await open(server.url(provider), clock) }
    }

    test('gives the text piece by piece, as it arrives', async () => {
      const gate = closedGate()
      onTestFinished(() => gate.open())
      const { model } = await on([say('One '), waitFor(gate), say('two.'), finish()])
      const pieces = model.stream(messages, { signal: never, maxTokens: 100 })[Symbol.asyncIterator]()
      expect(await pieces.next()).toEqual({ done: false, value: 'One ' })
      gate.open()
      expect(await pieces.next()).toEqual({ done: false, value: 'two.' })
      expect(await pieces.next()).toMatchObject({ done: true })
    })

    test('sends the messages, the model, the most tokens and the key, and nothing of the environment', async () => {
      const { model } = await on(answer('Yes.'))
      expect(await whole(model)).toBe('Yes.')
      const [request] = server.requests
      expect(request!.prompt).toBe(`Be brief.\n\n${PROMPT}`)
      expect(request!.body).toMatchObject({ model: model.name, stream: true })
      expect(JSON.stringify(request!.body)).toContain(':77')
      expect(request!.headers.authorization ?? request!.headers['x-api-key']).toMatch(
        new RegExp(`^(?:Bearer )?${KEY}$`),
      )
      expect(Object.keys(request!.headers).filter((name) => /stainless|organization|project|beta/.test(name))).toEqual(
        [],
      )
    })

    test.each<FailureRow>([
      ['the stream breaks after some words', [say('It '), cut], 'cut_off', 'It '],
      ['the stream ends without a finish', [say('It ')], 'cut_off', 'It '],
      ['the most tokens are reached', [say('It is'), finish('length')], 'cut_off', 'It is'],
      ...filtersOf(provider),
      ['the model finishes for an unknown reason', [say('It'), finish('moon')], 'malformed', 'It'],
      ['the model says nothing', [finish()], 'empty', ''],
      ['the model says only white space', [say(' \n'), finish()], 'empty', ' \n'],
      ['the model only thinks', [say('<think>Hm.</think>'), finish()], 'empty', ''],
      ['a line is not JSON', [say('It '), malformed, say('is.'), finish()], 'malformed', 'It '],
      [
        'a line is not JSON, right after two that are',
        [raw(dialects[provider].say('It ') + dialects[provider].say('is ') + dialects[provider].malformed()), finish()],
        'malformed',
        'It is ',
      ],
      ['an error comes in the midst', [say('It '), streamError(PROMPT)], 'server_error', 'It '],
      ['the key is wrong', [status(401)], 'unauthorized', ''],
      ['the key may not do this', [status(403)], 'unauthorized', ''],
      ['the request is wrong', [status(400)], 'refused', ''],
      ['there is no such model', [status(404)], 'refused', ''],
      ['the server sends the prompt elsewhere', [status(307, { Location: '/v1/other' })], 'refused', ''],
      [
        'a page for people answers',
        [status(200, { 'Content-Type': 'text/html' }, '<h1>Please log in</h1>')],
        'malformed',
        '',
      ],
    ])('is not asked twice, and says why, where %s', async (_, script, reason, received) => {
      const { model } = await on(script)
      expect(await failure(model)).toMatchObject({ code: 'LANGUAGE_MODEL_FAILED', reason, received })
      expect(server.requests).toHaveLength(1)
    })

    test.each<[string, Script]>([
      ['is rate limited', [status(429)]],
      ['fails', [status(500)]],
      ['is overloaded', [status(529)]],
      ['times out', [status(408)]],
      ['breaks the connection before it answers', [cut]],
      ['breaks the connection before the first word', [raw(' '), cut]],
      ['ends its answer before the first word', []],
      ['reports an error before the first word', [streamError('overloaded')]],
    ])('asks again, once more each time, where the server %s', async (_, failing) => {
      const { clock, model } = await on(failing, failing, answer('At last.'))
      const text = whole(model)
      expect([await clock.nextSleep(), await clock.nextSleep()]).toEqual([TIMEOUT_MS, 250])
      expect(server.requests).toHaveLength(1)
      clock.advance(250)
      expect(await clock.nextSleep()).toBe(500)
      clock.advance(500)
      expect(await text).toBe('At last.')
      expect(server.requests).toHaveLength(3)
    })

    test.each([
      ['2', 2_000],
      ['Tue, 03 Feb 2026 04:05:10 GMT', 4_000],
      ['soon', 0],
      ['-5', 0],
    ])('waits as long as Retry-After: %s says, with jitter on top', async (header, leastMs) => {
      const { clock, model } = await on([status(429, { 'Retry-After': header })], answer('Now.'))
      const text = whole(model)
      await clock.nextSleep()
      expect(await clock.nextSleep()).toBe(leastMs + 250)
      clock.advance(leastMs + 250)
      expect(await text).toBe('Now.')
    })

    test('gives up at once where the server wants to be left alone beyond the deadline', async () => {
      const { model } = await on([status(429, { 'Retry-After': '31' })])
      expect(await failure(model)).toMatchObject({ reason: 'rate_limited' })
      expect(server.requests).toHaveLength(1)
    })

    test('gives up after two retries', async () => {
      const { clock, model } = await on([status(503)])
      const failing = failure(model)
      for (const expected of [TIMEOUT_MS, 250, 500]) {
        expect(await clock.nextSleep()).toBe(expected)
        if (expected !== TIMEOUT_MS) clock.advance(expected)
      }
      expect(await failing).toMatchObject({ reason: 'server_error' })
      expect(server.requests).toHaveLength(3)
    })

    test('says that a server is unreachable', async () => {
      const closed = await openScriptedServer()
      const url = closed.url(provider)
      await closed.close()
      const clock = new ManualClock()
      const failing = failure(await open(url, clock))
      await clock.nextSleep()
      clock.advance(await clock.nextSleep())
      clock.advance(await clock.nextSleep())
      expect(await failing).toMatchObject({
        reason: 'unreachable',
        message: expect.stringMatching(/ECONNREFUSED/),
      })
    })

    test.each<[string, Script, string]>([
      ['before it answers', [hang], ''],
      ['before the first word', [raw(' '), hang], ''],
      ['between two words', [say('It '), hang], 'It '],
    ])('ends at the deadline, and hangs up, where the server hangs %s', async (_, script, received) => {
      const { clock, model } = await on(script)
      const pieces: string[] = []
      const arrived = closedGate()
      if (received === '') arrived.open()
      const failing = failure(model, (piece) => {
        pieces.push(piece)
        arrived.open()
      })
      const request = await server.request(0)
      await arrived.opened
      clock.advance(TIMEOUT_MS)
      expect(await failing).toMatchObject({ reason: 'timeout', received })
      expect(pieces.join('')).toBe(received)
      await request.hungUp
    })

    test('ends at the deadline while it waits to ask again', async () => {
      const { clock, model } = await on([status(500)])
      const failing = failure(model)
      await clock.nextSleep()
      await clock.nextSleep()
      clock.advance(TIMEOUT_MS)
      expect(await failing).toMatchObject({ reason: 'timeout' })
      expect(clock.sleeping).toBe(0)
    })

    test.each<[string, Script]>([
      ['before it answers', [hang]],
      ['between two words', [say('It '), hang]],
    ])('throws the caller’s reason, and hangs up, where the caller aborts %s', async (_, script) => {
      const { clock, model } = await on(script)
      const caller = new AbortController()
      const reason = new Error('the reader has left')
      const begun = closedGate()
      const text = whole(model, caller.signal, () => begun.open())
      const request = await server.request(0)
      if (script.length > 1) await begun.opened
      caller.abort(reason)
      await expect(text).rejects.toBe(reason)
      await request.hungUp
      expect(clock.sleeping).toBe(0)
    })

    test('asks nothing for a caller that has left already', async () => {
      const { model } = await on(answer('Yes.'))
      await expect(whole(model, AbortSignal.abort(new Error('left')))).rejects.toThrow('left')
      expect(server.requests).toHaveLength(0)
    })

    test('hangs up where the caller leaves the loop', async () => {
      const { clock, model } = await on([say('It '), hang])
      for await (const _ of model.stream(messages, { signal: never, maxTokens: 9 })) break
      await server.requests[0]!.hungUp
      expect(clock.sleeping).toBe(0)
    })

    test('leaves out thoughts before the answer, and only there', async () => {
      const script = [say('<thi'), say('nk>Hm.</th'), say('ink>\n\n'), say('Use <think> '), say('here.'), finish()]
      const { model } = await on(script)
      expect(await whole(model)).toBe('Use <think> here.')
    })

    test('a finished text is whole, also where the connection breaks after it or stays open', async () => {
      const { model } = await on([say('All.'), finish(), cut], [say('All.'), finish(), hang])
      expect(await whole(model)).toBe('All.')
      expect(await whole(model)).toBe('All.')
    })

    test('tells what to check, and neither key nor prompt nor words of the server', async () => {
      for (const script of [[status(401)], [status(400)], [streamError(`${PROMPT} ${KEY}`)], [say(PROMPT), cut]]) {
        const { clock, model } = await on(script)
        const failing = failure(model)
        await clock.nextSleep()
        if (script[0]!.kind === 'stream-error') {
          clock.advance(await clock.nextSleep())
          clock.advance(await clock.nextSleep())
        }
        const error = await failing
        expect(error.message).toMatch(/^The language model \S+ at http:\/\/127\.0\.0\.1:\d+ /)
        const shown = `${error.message} ${error.stack} ${JSON.stringify({ ...error })} ${String(error.cause)}`
        expect(shown).not.toContain(PROMPT)
        expect(shown).not.toContain(KEY)
      }
    })

    test('tells nobody else of the prompt, whatever the environment asks of LangChain and the clients', async () => {
      const { model } = await on(answer('Yes.'))
      const origin = new URL(server.url(provider)).origin
      setForTest({
        LANGSMITH_TRACING: 'true',
        LANGSMITH_API_KEY: 'k',
        LANGSMITH_ENDPOINT: `${origin}/langsmith`,
        LANGCHAIN_CALLBACKS_BACKGROUND: 'false',
        LANGCHAIN_VERBOSE: 'true',
        OPENAI_LOG: 'debug',
        ANTHROPIC_LOG: 'debug',
        OPENAI_ORG_ID: 'other-project',
        ANTHROPIC_CUSTOM_HEADERS: 'X-Other: other-project',
      })
      const printed = recordPrinting()
      expect(await whole(model)).toBe('Yes.')
      server.play([say('It '), malformed, finish()])
      await failure(model)
      server.play([status(400, { 'Content-Type': 'text/plain' })])
      await failure(model)
      expect(server.requests.map(({ path }) => path).filter((path) => path.includes('langsmith'))).toEqual([])
      expect(JSON.stringify(server.requests[0]!.headers)).not.toContain('other-project')
      expect(printed.join('')).toBe('')
    })

    async function whole(model: LanguageModel, signal = never, onPiece: (piece: string) => void = () => undefined) {
      let text = ''
      for await (const piece of model.stream(messages, { signal, maxTokens: 77 })) {
        expect(piece).not.toBe('')
        text += piece
        onPiece(piece)
      }
      return text
    }

    async function failure(model: LanguageModel, onPiece?: (piece: string) => void): Promise<LanguageModelError> {
      try {
        const text = await whole(model, never, onPiece)
        throw new Error(`expected a failure, but it gave ${JSON.stringify(text)}`)
      } catch (error) {
        if (!(error instanceof LanguageModelError)) throw error
        return error
      }
    }
  })
}

/** Ollama has no filter of its own. */
const filtersOf = (provider: DialectName): FailureRow[] =>
  provider === 'ollama'
    ? []
    : [['the model filters its answer', [say('It'), finish('content_filter')], 'refused', 'It']]

function setForTest(variables: Record<string, string>): void {
  const before = { ...process.env }
  Object.assign(process.env, variables)
  onTestFinished(() => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })
}

/** What is printed on standard output and error, until the end of the test. */
function recordPrinting(): string[] {
  const printed: string[] = []
  const names = ['log', 'info', 'warn', 'error', 'debug'] as const
  const before = names.map((name) => console[name])
  for (const name of names) console[name] = (...words: unknown[]) => void printed.push(`${name}: ${words.join(' ')}\n`)
  onTestFinished(() => {
    for (const [index, name] of names.entries()) Object.assign(console, { [name]: before[index] })
  })
  return printed
}
